package io.hindcast.spark;

import java.util.Optional;

/**
 * An attempt at work: it may be told to end, and once it was told, or given up, it commits nothing. That holds also for a
 * thread that hears nothing, since it has to ask here before it commits.
 */
final class AtWork {

    private enum Phase {
        WORKING,
        COMMITTING,
        OVER
    }

    private Optional<Thread> thread = Optional.empty();
    private Phase phase = Phase.WORKING;
    private boolean cancelled;

    /** The calling thread does the work. */
    synchronized void begin() {
        thread = Optional.of(Thread.currentThread());
    }

    /** Wakes it, wherever it waits; but a commit goes on to its end. */
    synchronized void cancel() {
        if (phase == Phase.WORKING) {
            cancelled = true;
            thread.ifPresent(Thread::interrupt);
        }
    }

    /** Whether it will certainly commit nothing from now on. */
    synchronized boolean abandon() {
        cancelled |= phase == Phase.WORKING;
        return phase != Phase.COMMITTING;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Asked right before the commit: from a yes on, nothing ends it. */
    synchronized boolean mayCommit() {
        if (!cancelled) {
            phase = Phase.COMMITTING;
        }
        return !cancelled;
    }

    /** The thread goes on to other work, and what woke it is past. */
    synchronized void end() {
        phase = Phase.OVER;
        thread = Optional.empty();
        Thread.interrupted();
    }
}
