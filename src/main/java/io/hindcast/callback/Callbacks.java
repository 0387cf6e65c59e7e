package io.hindcast.callback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import io.hindcast.run.Ending;
import io.hindcast.run.Fragment;
import io.hindcast.run.Notice;
import io.hindcast.run.RunId;
import io.hindcast.run.RunListener;
import io.hindcast.run.RunState;
import io.hindcast.run.StepOutcome;
import io.hindcast.run.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the callbacks of a run what happens in it, one after the other on a thread of its own. Who does not listen, or too
 * slowly, is not told: no run fails for that, waits for it while it goes on, or waits long at its end.
 */
public final class Callbacks implements RunListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What waits to be told at most. */
    private static final int MOST = 1_000;

    /** How long the end of a run waits for what is still to be told. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final double MILLIS = 1000;

    private final RunId run;
    private final List<Callback> callbacks;
    private final Teller teller = new Teller();
    private final ThreadPoolExecutor thread;

    /** Of one run. */
    public Callbacks(RunId run, List<Callback> callbacks) {
        this.run = run;
        this.callbacks = List.copyOf(callbacks);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST),
                task -> {
                    Thread made = new Thread(task, "hindcast-callbacks");
                    made.setDaemon(true);
                    return made;
                },
                (task, executor) -> LOG.warn("a callback was not made: {} wait already", MOST));
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void turned(RunState state, Notice notice, Instant now) {
        if (!callbacks.isEmpty()) {
            notice.to(new Telling(now));
        }
    }

    @Override
    public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {
        // What became of an attempt is told by the notices.
    }

    /**
     * The run is over.
     *
     * @param seconds wall time
     */
    public void finished(Ending ending, double seconds, Instant at) {
        Ending.Counts counts = ending.counts();
        tell(
                Occasion.RUN_ENDED,
                document(Occasion.RUN_ENDED, at)
                        .put("outcome", ending.exitCode().outcome())
                        .put("exit", ending.exitCode().number())
                        .put("committed", counts.committed())
                        .put("unchanged", counts.unchanged())
                        .put("skipped", counts.skipped())
                        .put("quarantined", counts.quarantined())
                        .put("left", counts.left())
                        .put("seconds", seconds)
                        .put("error", ending.error()));
    }

    private ObjectNode document(Occasion occasion, Instant at) {
        return MAPPER.createObjectNode()
                .put("event", occasion.word())
                .put("at", at.toString())
                .put("warehouse", run.warehouse())
                .put("run", run.run());
    }

    private ObjectNode document(Occasion occasion, Instant at, Fragment fragment, int attempt) {
        return document(occasion, at)
                .put("step", fragment.id())
                .put("asset", fragment.asset())
                .put("partitions", fragment.partitions().toString())
                .put("count", fragment.partitions().count())
                .put("attempt", attempt);
    }

    private void tell(Occasion occasion, ObjectNode document) {
        for (Callback callback : callbacks) {
            if (callback.on().contains(occasion)) {
                thread.execute(() -> tell(callback, occasion, document.toString()));
            }
        }
    }

    private void tell(Callback callback, Occasion occasion, String document) {
        try {
            teller.tell(callback, occasion, document);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} was not told of {}: {}", callback.target(), occasion.word(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is still to be told, but not long. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} callbacks were not made", thread.getQueue().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    /** Turns notices into documents. */
    private final class Telling implements Notice.Handler {

        private final Instant now;

        Telling(Instant now) {
            this.now = now;
        }

        @Override
        public void start(Notice.Start notice) {
            tell(Occasion.BEFORE, document(Occasion.BEFORE, now, notice.fragment(), notice.attempt()));
        }

        @Override
        public void judged(Notice.Judged notice) {
            tell(Occasion.AFTER, judged(Occasion.AFTER, notice));
            Occasion then = notice.verdict().then() == Verdict.Then.AGAIN
                    ? Occasion.BEFORE_SLEEP
                    : Occasion.RETRY_ERROR_CALLBACK;
            tell(then, judged(then, notice));
        }

        private ObjectNode judged(Occasion occasion, Notice.Judged notice) {
            ObjectNode document = document(occasion, now, notice.fragment(), notice.attempt());
            failure(document, notice.failure());
            return document.put("then", notice.verdict().then().word())
                    .put("why", notice.verdict().why())
                    .put("wait", seconds(notice.verdict().pause()))
                    .put("idle", seconds(notice.effort().idle()))
                    .put("since_first", seconds(notice.effort().sinceFirst()));
        }

        private static void failure(ObjectNode document, Failure failure) {
            document.put("error", failure.message())
                    .put("code", failure.code())
                    .put("kind", failure.kind().word());
            failure.origin().trouble().ifPresent(trouble -> document.put("trouble", trouble.word()));
        }

        private static double seconds(Duration time) {
            return time.toMillis() / MILLIS;
        }

        @Override
        public void quarantined(Notice.Quarantined notice) {
            ObjectNode document = document(Occasion.QUARANTINED, now, notice.fragment(), notice.failedAttempt());
            failure(document, notice.failure());
            tell(Occasion.QUARANTINED, document);
        }

        @Override
        public void retry(Notice.Retry notice) {
            // Judged before.
        }

        @Override
        public void halved(Notice.Halved notice) {
            // Judged before.
        }

        @Override
        public void leftOut(Notice.NotRun notice) {
            // Nothing happened to it.
        }
    }
}
