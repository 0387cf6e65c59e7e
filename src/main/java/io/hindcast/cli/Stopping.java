package io.hindcast.cli;

import io.hindcast.problem.ExitCode;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in good order when it is told to by SIGINT or SIGTERM. Where nothing has begun that others could see,
 * it ends at once; a run is asked to stop first.
 */
final class Stopping {

    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

    /** Above that of Spark's hooks, which is 40: they end its context under the running step. */
    private static final int BEFORE_SPARK = 100;

    /** Below that of Spark's hooks, which also clean its folders up. */
    private static final int AFTER_SPARK = 1;

    /** How long a commit that cannot be cancelled may take. */
    private static final int SECONDS = 60;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<Runnable> action = Optional.empty();
    private volatile boolean working;
    private volatile boolean asked;
    private volatile boolean signalled;
    private volatile ExitCode exitCode = ExitCode.CANCELLED;

    private final AtomicInteger interrupts = new AtomicInteger();
    private final Consumer<String> said;
    private final Ending ending;

    Stopping(Consumer<String> said, Ending ending) {
        this.said = said;
        this.ending = ending;
    }

    /** How a process ends: a test ends in another way. */
    interface Ending {
        /** With its hooks. */
        void exit(int number);

        /** At once. */
        void halt(int number);
    }

    private static final class OfProcess implements Ending {

        @Override
        public void exit(int number) {
            System.exit(number);
        }

        @Override
        public void halt(int number) {
            Runtime.getRuntime().halt(number);
        }
    }

    /** Listens only while there is work: for a process that others end. */
    static Stopping unarmed() {
        return new Stopping(text -> {}, new OfProcess());
    }

    /**
     * Begins to listen.
     *
     * @param said takes what the person at the terminal should know
     */
    static Stopping armed(Consumer<String> said) {
        Stopping stopping = new Stopping(said, new OfProcess());
        Interrupts.each(stopping::interrupted);
        // Not Hadoop's manager yet, which reads its whole configuration: commands that only look do without.
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::endIdle, "hindcast-stopping"));
        return stopping;
    }

    /** From now on there is something that must come to its end in good order. */
    synchronized void begin() {
        requireGoingOn("was about to begin");
        ShutdownHookManager hooks = ShutdownHookManager.get();
        hooks.addShutdownHook(this::endWork, BEFORE_SPARK, SECONDS + 5, TimeUnit.SECONDS);
        hooks.addShutdownHook(this::halt, AFTER_SPARK);
        working = true;
    }

    /** What to do when the process is to end; a stop that was asked for before does it at once. */
    void whenAsked(Runnable stop) {
        action = Optional.of(stop);
        if (asked) {
            stop.run();
        }
    }

    /** The command has come to its end: nothing is left to stop. */
    void over(ExitCode exitCode) {
        this.exitCode = exitCode;
        over.countDown();
    }

    /** Asks what runs to stop, and lets the process live. */
    void request() {
        asked = true;
        action.ifPresent(Runnable::run);
    }

    /**
     * Goes no further once the process was told to end.
     *
     * @param doing what it did, to follow "while it"
     */
    void requireGoingOn(String doing) {
        if (asked) {
            throw Problems.raise(LedgerProblems.cancelled(doing));
        }
    }

    /** Whether the process, or what runs in it, was told to end. */
    boolean isAsked() {
        return asked;
    }

    /** Whether that was a signal. */
    boolean isSignalled() {
        return signalled;
    }

    /** Ctrl-C: the first stops in good order, another one does not wait for that. */
    void interrupted() {
        if (interrupts.incrementAndGet() == 1) {
            ending.exit(ExitCode.CANCELLED.number());
            return;
        }
        said.accept("ended at once; all that was committed is safe, and the next run goes on from there");
        ending.halt(exitCode.number());
    }

    /** Ends a process that has done nothing yet. */
    private synchronized void endIdle() {
        boolean idle = !working && over.getCount() > 0;
        if (idle) {
            ending.halt(ExitCode.CANCELLED.number());
        }
    }

    private void endWork() {
        signalled = over.getCount() > 0;
        if (!signalled) {
            return;
        }
        said.accept(
                "stopping; what is committed stays" + (interrupts.get() > 0 ? " (Ctrl-C once more ends at once)" : ""));
        request();
        try {
            if (!over.await(SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("what runs did not stop within {} seconds", SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With our code instead of the signal's. */
    private void halt() {
        if (signalled) {
            ending.halt(exitCode.number());
        }
    }
}
