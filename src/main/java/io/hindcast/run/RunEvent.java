package io.hindcast.run;

import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import io.hindcast.retry.Failure;

/** What happens to a run. */
public sealed interface RunEvent {

    /** Lets the turn take it. */
    void applyTo(Turn turn);

    /** The run begins, or a wait is over: whatever may start, starts. */
    record Woken() implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.wake();
        }
    }

    /** An attempt committed. */
    record StepCommitted(String step, Changed changed, PartitionSet unchanged) implements RunEvent {

        /** One whose changes are of all columns. */
        public StepCommitted(String step, PartitionSet changed, PartitionSet unchanged) {
            this(step, Changed.wholly(changed), unchanged);
        }

        @Override
        public void applyTo(Turn turn) {
            turn.committed(step, changed, unchanged);
        }
    }

    /**
     * An attempt failed.
     *
     * @param random between 0 and 1, for the jitter of the wait that may follow
     */
    record StepFailed(String step, Failure failure, double random) implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.failed(step, failure, random);
        }
    }

    /** An attempt was cancelled before its commit. */
    record StepStopped(String step) implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.stopped(step);
        }
    }

    /** Nothing is to start for now. */
    record PauseAsked() implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.pause();
        }
    }

    /** A pause is over. */
    record ResumeAsked() implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.goOn();
        }
    }

    /** Nothing more is to start. */
    record StopAsked() implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.stop();
        }
    }

    /** Other work of the same application waits for cores. */
    record OthersWait() implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.giveWay();
        }
    }

    /** No other work waits any more. */
    record OthersServed() implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.insist();
        }
    }

    /** Another number of steps may run side by side from now on. What runs goes on to its end. */
    record Limited(Limits.Change change) implements RunEvent {

        /** In all. */
        public Limited(int parallel) {
            this(Limits.Change.inAll(parallel));
        }

        @Override
        public void applyTo(Turn turn) {
            turn.limit(change);
        }
    }

    /**
     * An attempt used something, whatever became of it; told before its end is.
     *
     * @param spent by it alone
     */
    record Used(Account.Spent spent) implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.used(spent);
        }
    }

    /**
     * An attempt that committed took so long; told before its end is.
     *
     * @param seconds wall time
     */
    record Timed(String step, double seconds) implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.timed(step, seconds);
        }
    }

    /** An attempt was too much for the cluster; told before its end is. */
    record Overloaded(String step) implements RunEvent {
        @Override
        public void applyTo(Turn turn) {
            turn.overloaded(step);
        }
    }
}
