package io.hindcast.delta;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Something goes wrong at one operation: that of a number, counted over those of a sort that change the disk. */
public final class CrashPoint implements Faults {

    /** With what a process ends that was killed. */
    public static final int KILLED = 137;

    private final Predicate<Operation> sort;
    private final int at;
    private final Way way;
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicReference<@Nullable Operation> met = new AtomicReference<>();
    private volatile boolean dead;

    /** At the operation of this number among those of a sort; the first is 0. */
    public CrashPoint(Predicate<Operation> sort, int at, Way way) {
        this.sort = sort;
        this.at = at;
        this.way = way;
    }

    /** What goes wrong. */
    public enum Way {
        /** The world stops before the operation: nothing gets through any more. Of a file that is written, half is there. */
        STOPS_BEFORE,
        /** The same after it. */
        STOPS_AFTER,
        /** The operation fails, and is not done. */
        FAILS_ONCE,
        /** The same, and so does every later one that changes something. */
        FAILS_FROM_THEN_ON,
        /** The operation is done, and reports that it failed. */
        LIES,
        /** The process ends before the operation, as when it is killed. */
        HALTS_BEFORE,
        /** The same after it. */
        HALTS_AFTER
    }

    /** What a thread meets that goes on after the world has stopped. No one may take it for a store that answers. */
    private static final class WorldStopped extends Error {
        private static final long serialVersionUID = 1;

        WorldStopped() {
            super("the world has stopped");
        }
    }

    /** The operation at which it went wrong; empty as long as it did not. */
    public Optional<Operation> met() {
        return Optional.ofNullable(met.get());
    }

    @Override
    public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
        if (dead) {
            throw new WorldStopped();
        }
        if (!operation.changes()) {
            return deed.whole();
        }
        if (met.get() != null && way == Way.FAILS_FROM_THEN_ON) {
            throw error(operation);
        }
        if (sort.test(operation) && changes.getAndIncrement() == at) {
            met.set(operation);
            return struck(operation, deed);
        }
        return deed.whole();
    }

    private <T> T struck(Operation operation, Deed<T> deed) throws IOException {
        boolean done = way == Way.STOPS_AFTER || way == Way.LIES || way == Way.HALTS_AFTER;
        if (done) {
            deed.whole();
        } else {
            deed.half();
        }
        switch (way) {
            case HALTS_BEFORE, HALTS_AFTER -> Runtime.getRuntime().halt(KILLED);
            case STOPS_BEFORE, STOPS_AFTER -> {
                dead = true;
                throw new WorldStopped();
            }
            case FAILS_ONCE, FAILS_FROM_THEN_ON, LIES -> throw error(operation);
        }
        throw new IllegalStateException("nothing goes wrong: " + way);
    }

    private static IOException error(Operation operation) {
        return new IOException("Input/output error: " + operation);
    }
}
