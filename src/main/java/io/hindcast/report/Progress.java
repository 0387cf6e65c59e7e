package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import io.hindcast.run.Fragment;
import io.hindcast.run.Notice;
import io.hindcast.run.RunListener;
import io.hindcast.run.RunState;
import io.hindcast.run.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows a run as it goes on: on a terminal one line that is drawn over, elsewhere a line per finished step. In both the
 * first failure of each cause is a line at once.
 */
public final class Progress implements RunListener {

    /** More often than this nobody can read, and thousands of steps without work would wait for the terminal. */
    private static final long FRAME_MILLIS = 100;

    private static final int PLAIN_SET = 60;

    private final ProgressOutput output;
    private final OptionalInt columns;
    private final Instant began;
    private final Set<List<String>> told = new HashSet<>();
    private final AtomicLong nextFrame = new AtomicLong(Long.MIN_VALUE);

    private Progress(ProgressOutput output, OptionalInt columns, Instant began) {
        this.output = output;
        this.columns = columns;
        this.began = began;
    }

    /**
     * For a terminal.
     *
     * @param columns its width, in characters
     * @param began when the run did
     */
    public static Progress onTerminal(ProgressOutput output, int columns, Instant began) {
        return new Progress(output, OptionalInt.of(columns), began);
    }

    /**
     * For a log.
     *
     * @param began when the run did
     */
    public static Progress plain(ProgressOutput output, Instant began) {
        return new Progress(output, OptionalInt.empty(), began);
    }

    @Override
    public void turned(RunState state, Notice notice, Instant now) {
        // What a failure comes to is told by the notice that follows.
        if (!(notice instanceof Notice.Judged)) {
            notice.to(new Teller(now));
            show(state, now);
        }
    }

    @Override
    public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {
        boolean tells = columns.isEmpty();
        // What becomes of a failed attempt is a notice of its own.
        Optional<String> finished = outcome.match(
                done -> Optional.of(finished(attempt, done)), failed -> Optional.empty(), stopped -> Optional.empty());
        finished.filter(line -> tells).ifPresent(output::line);
        show(state, now);
    }

    private void show(RunState state, Instant now) {
        if (state.isOver()) {
            clear();
        } else {
            draw(state, now);
        }
    }

    private static String finished(Attempt attempt, StepOutcome.Committed done) {
        PartitionSet set = attempt.partitions();
        long unchanged = done.unchanged().count();
        return attempt.asset().name() + " " + SetText.shortened(set, PLAIN_SET) + ": "
                + Counts.of(set.count(), "partition")
                + (unchanged == 0 ? "" : " (" + Amounts.number(unchanged) + " unchanged)") + ", "
                + Counts.of(RunRecorder.rows(done), "row") + ", " + Amounts.seconds(done.seconds());
    }

    private void draw(RunState state, Instant now) {
        if (columns.isPresent() && now.toEpochMilli() >= nextFrame.get()) {
            nextFrame.set(now.toEpochMilli() + FRAME_MILLIS);
            output.redraw(ProgressLine.of(state, Duration.between(began, now), columns.getAsInt()));
        }
    }

    private void clear() {
        if (columns.isPresent()) {
            output.redraw("");
            nextFrame.set(Long.MIN_VALUE);
        }
    }

    /** A line that stays; what was drawn comes back with the next drawing. */
    private void tell(String text) {
        clear();
        output.line(columns.isPresent() ? Wrap.clipped(text, columns.getAsInt()) : text);
    }

    /** Tells what went wrong. */
    private final class Teller implements Notice.Handler {

        private final Instant now;

        Teller(Instant now) {
            this.now = now;
        }

        @Override
        public void start(Notice.Start notice) {
            // Seen in the drawn line.
        }

        @Override
        public void retry(Notice.Retry notice) {
            Duration wait = Duration.between(now, notice.at());
            String when = wait.isZero() ? "again now" : "again in " + Amounts.duration(wait);
            failed(notice.fragment(), when, notice.failure());
        }

        @Override
        public void halved(Notice.Halved notice) {
            failed(notice.fragment(), "halved", notice.failure());
        }

        @Override
        public void quarantined(Notice.Quarantined notice) {
            failed(notice.fragment(), "QUARANTINED", notice.failure());
        }

        @Override
        public void leftOut(Notice.NotRun notice) {
            if (notice.cause() != Notice.Cause.UP_TO_DATE && isNew(notice.asset(), notice.why())) {
                tell(notice.asset() + " " + SetText.shortened(notice.partitions(), PLAIN_SET) + " not run: "
                        + notice.why());
            }
        }

        private void failed(Fragment fragment, String then, Failure failure) {
            if (isNew(fragment.asset(), failure.message())) {
                String cause = failure.message().lines().findFirst().orElse(failure.code());
                tell(fragment.id() + " " + SetText.shortened(fragment.partitions(), PLAIN_SET) + " failed, " + then
                        + ": " + cause);
            }
        }

        /** One cause would fill the screen with every attempt and every half: the summary says what came of it. */
        private boolean isNew(String asset, String message) {
            return told.add(List.of(asset, Causes.signature(message)));
        }
    }
}
