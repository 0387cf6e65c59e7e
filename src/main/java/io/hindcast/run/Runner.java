package io.hindcast.run;

import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.StepProblems;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Origin;
import io.hindcast.retry.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a plan: one event loop owns the state, workers run the attempts that it asks for, and everything that
 * happens goes to the journal.
 */
public final class Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Attempts attempts;
    private final StepRunner steps;
    private final Chronicle chronicle;
    private final RunListener listener;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<RunResult.SetAside> setAside = new ArrayList<>();
    private final List<Notice.NotRun> notRun = new ArrayList<>();
    private final Watch watch;

    /** Brings together what a run needs. */
    public Runner(Attempts attempts, StepRunner steps, Chronicle chronicle, RunListener listener, Timing timing) {
        this.attempts = attempts;
        this.steps = steps;
        this.chronicle = chronicle;
        this.listener = listener;
        this.clock = timing.clock();
        this.random = timing.random();
        this.watch = new Watch(steps, timing.timeouts());
    }

    /**
     * Time and chance, handed in so that tests own them.
     *
     * @param random numbers between 0 and 1, for the jitter of waits
     * @param timeouts how long an attempt may take
     */
    public record Timing(InstantSource clock, DoubleSupplier random, Timeouts timeouts) {

        /** An attempt may take as long as it likes. */
        public Timing(InstantSource clock, DoubleSupplier random) {
            this(clock, random, Timeouts.none());
        }
    }

    /** Something that reached the loop: an attempt's end, or a wish from outside. */
    private sealed interface Happening {
        record Ended(Attempt attempt, StepOutcome outcome) implements Happening {}

        record StopWished() implements Happening {}

        record Told(RunEvent event) implements Happening {}
    }

    /** Starts nothing more until it is to go on; what runs goes on to its commit. From any thread. */
    public void pause() {
        happenings.add(new Happening.Told(new RunEvent.PauseAsked()));
    }

    /** Goes on after a pause. From any thread. */
    public void goOn() {
        happenings.add(new Happening.Told(new RunEvent.ResumeAsked()));
    }

    /** Asks to stop: what runs is cancelled, nothing more is started. From any thread, also a shutdown hook. */
    public void stop() {
        if (stopping.compareAndSet(false, true)) {
            happenings.add(new Happening.StopWished());
        }
    }

    /** Lets another number of steps run side by side from now on. From any thread. */
    public void limit(Limits.Change change) {
        happenings.add(new Happening.Told(new RunEvent.Limited(change)));
    }

    /** Starts nothing as long as other work of the same application waits for cores. From any thread. */
    public void yieldToOthers() {
        happenings.add(new Happening.Told(new RunEvent.OthersWait()));
    }

    /** Goes on where others were let go first. From any thread. */
    public void goOnAfterOthers() {
        happenings.add(new Happening.Told(new RunEvent.OthersServed()));
    }

    /** Goes on until the state is over. */
    public RunResult run(RunState begin) {
        Instant started = clock.instant();
        // How many run at once is the state's to say, and may change.
        ExecutorService workers = Executors.newCachedThreadPool(worker -> {
            Thread thread = new Thread(worker, "hindcast-step");
            thread.setDaemon(true);
            return thread;
        });
        try {
            RunState state = turn(begin, new RunEvent.Woken(), workers);
            while (!state.isOver()) {
                state = next(state, workers);
            }
            double seconds = Duration.between(started, clock.instant()).toMillis() / 1000.0;
            Saved saved = Saved.of(notRun, attempts.warehouse(), attempts.state());
            return new RunResult(
                    chronicle.run(),
                    state.tally(),
                    Ending.ofSteps(state),
                    setAside,
                    notRun,
                    saved,
                    seconds,
                    Advice.NOTHING,
                    state.isStopping() ? state.account().met() : Optional.empty(),
                    Map.of());
        } finally {
            workers.shutdown();
        }
    }

    private RunState next(RunState state, ExecutorService workers) {
        Optional<Happening> happening = await(Stream.of(state.nextWake(), watch.next())
                .flatMap(Optional::stream)
                .min(Instant::compareTo));
        if (happening.isEmpty()) {
            return late(turn(state, new RunEvent.Woken(), workers), workers);
        }
        if (happening.get() instanceof Happening.Ended ended) {
            return ended(state, ended, workers);
        }
        if (happening.get() instanceof Happening.Told told) {
            return turn(state, told.event(), workers);
        }
        watch.stop(clock.instant());
        return turn(state, new RunEvent.StopAsked(), workers);
    }

    private Optional<Happening> await(Optional<Instant> wake) {
        try {
            if (wake.isEmpty()) {
                return Optional.of(happenings.take());
            }
            long millis = Duration.between(clock.instant(), wake.get()).toMillis() + 1;
            return Optional.ofNullable(happenings.poll(Math.max(0, millis), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            stop();
            return Optional.of(new Happening.StopWished());
        }
    }

    /** Goes on without attempts that were told to end and did not. */
    private RunState late(RunState state, ExecutorService workers) {
        RunState next = state;
        for (Attempt each : watch.look(clock.instant())) {
            LOG.warn("{} does not end; it is given up, and commits nothing", each.step());
            next = ended(next, new Happening.Ended(each, new StepOutcome.Stopped()), workers);
        }
        return next;
    }

    private RunState ended(RunState state, Happening.Ended ended, ExecutorService workers) {
        Attempt attempt = ended.attempt();
        Optional<StepOutcome> counted = watch.ended(attempt, ended.outcome(), clock);
        if (counted.isEmpty()) {
            return state;
        }
        // A step that dies because the driver is being stopped has not failed.
        StepOutcome outcome = stopping.get() && counted.get() instanceof StepOutcome.Failed
                ? new StepOutcome.Stopped()
                : counted.get();
        chronicle.ended(attempt, outcome, clock.instant());
        RunEvent event = outcome.match(
                committed -> new RunEvent.StepCommitted(
                        attempt.step(), committed.commit().changes(), committed.unchanged()),
                failed -> new RunEvent.StepFailed(attempt.step(), failed.failure(), random.getAsDouble()),
                stopped -> new RunEvent.StepStopped(attempt.step()));
        RunState reckoned =
                state.account().budget().isNone() ? state : turn(state, new RunEvent.Used(spent(outcome)), workers);
        RunState next = turn(sized(reckoned, attempt.step(), outcome, workers), event, workers);
        listener.ended(attempt, outcome, next, clock.instant());
        return next;
    }

    /** What the end of an attempt tells of how large steps should be. */
    private RunState sized(RunState state, String step, StepOutcome outcome, ExecutorService workers) {
        if (state.sizing().isOff()) {
            return state;
        }
        Optional<RunEvent> told = outcome.match(
                committed -> Optional.of(new RunEvent.Timed(step, committed.seconds())),
                failed -> failed.failure().kind() == Failure.Kind.RESOURCES
                        ? Optional.of(new RunEvent.Overloaded(step))
                        : Optional.empty(),
                stopped -> Optional.empty());
        return told.map(event -> turn(state, event, workers)).orElse(state);
    }

    private static Account.Spent spent(StepOutcome outcome) {
        return outcome.match(
                committed -> new Account.Spent(committed.bytesWritten(), committed.seconds()),
                failed -> new Account.Spent(0, failed.seconds()),
                stopped -> Account.Spent.NOTHING);
    }

    private RunState turn(RunState state, RunEvent event, ExecutorService workers) {
        Instant now = clock.instant();
        RunState.Transition transition = state.on(event, now);
        for (Notice notice : transition.notices()) {
            chronicle.noticed(notice, now);
            listener.turned(transition.state(), notice, now);
            notice.to(new Doing(workers, now));
        }
        return transition.state();
    }

    /** Carries out what a turn decided. */
    private final class Doing implements Notice.Handler {

        private final ExecutorService workers;
        private final Instant now;

        Doing(ExecutorService workers, Instant now) {
            this.workers = workers;
            this.now = now;
        }

        @Override
        public void start(Notice.Start notice) {
            Attempt attempt = attempts.of(notice.fragment(), notice.attempt());
            watch.started(attempt, now);
            workers.execute(() -> happenings.add(new Happening.Ended(attempt, runNamed(attempt))));
        }

        @Override
        public void quarantined(Notice.Quarantined notice) {
            PartitionSet partitions = notice.fragment().partitions();
            setAside.add(new RunResult.SetAside(notice.fragment().asset(), partitions, notice.failure()));
        }

        @Override
        public void leftOut(Notice.NotRun notice) {
            notRun.add(notice);
        }

        @Override
        public void retry(Notice.Retry notice) {
            LOG.info(
                    "{} failed and is tried again: {}",
                    notice.fragment().id(),
                    notice.failure().message());
        }

        @Override
        public void halved(Notice.Halved notice) {
            LOG.info(
                    "{} failed and is halved: {}",
                    notice.fragment().id(),
                    notice.failure().message());
        }
    }

    /** The thread bears the name of the step, so that dumps and profiles say whose it is. */
    private StepOutcome runNamed(Attempt attempt) {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName("step " + attempt.step());
        try {
            return runSafely(attempt);
        } finally {
            thread.setName(name);
        }
    }

    private StepOutcome runSafely(Attempt attempt) {
        try {
            return stopping.get() ? new StepOutcome.Stopped() : steps.run(attempt);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // The port promises values; this keeps the loop alive where an adapter breaks the promise.
            LOG.error("step {} ended with an error that its runner did not expect", attempt.step(), e);
            return new StepOutcome.Failed(unexpected(e), InputRead.ofVersions(attempt.sources()), 0);
        }
    }

    /** Memory that the driver lacks is nobody's fault, wherever it is missed. */
    private static Failure unexpected(Throwable error) {
        Failure known = Failure.of(Failure.Kind.REPEATABLE, StepProblems.unexpected(error));
        Failure ofItsOwn = new Failure(
                known.kind(), known.code(), known.message(), error.getClass().getName());
        return error instanceof OutOfMemoryError
                ? ofItsOwn.as(Failure.Kind.RESOURCES).from(Origin.of(Trouble.OUT_OF_MEMORY))
                : ofItsOwn;
    }
}
