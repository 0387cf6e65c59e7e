package io.hindcast.run;

import java.time.Duration;

/** How long to wait between two attempts, before jitter. */
public sealed interface Wait {

    /**
     * The time between a failed attempt and the next.
     *
     * @param attempt the attempt that failed, counted from one
     */
    Duration after(int attempt);

    /** No time at all. */
    static Wait none() {
        return new None();
    }

    /** The same time after each attempt. */
    static Wait fixed(Duration time) {
        return new Fixed(time);
    }

    /** {@code from} after the first attempt, then twice as long each time, never more than {@code to}. */
    static Wait exponential(Duration from, Duration to) {
        return new Exponential(from, to);
    }

    /** No time at all. */
    record None() implements Wait {
        @Override
        public Duration after(int attempt) {
            return Duration.ZERO;
        }
    }

    /** The same time after each attempt. */
    record Fixed(Duration time) implements Wait {
        public Fixed {
            requireNotNegative(time);
        }

        @Override
        public Duration after(int attempt) {
            return time;
        }
    }

    /** Doubles from attempt to attempt up to a bound. */
    record Exponential(Duration from, Duration to) implements Wait {
        public Exponential {
            requireNotNegative(from);
            if (to.compareTo(from) < 0) {
                throw new IllegalArgumentException("an exponential wait from " + from + " down to " + to);
            }
        }

        @Override
        public Duration after(int attempt) {
            Duration time = from;
            for (int i = 1; i < attempt && !time.isZero() && time.compareTo(to) < 0; i++) {
                time = time.plus(time);
            }
            return time.compareTo(to) < 0 ? time : to;
        }
    }

    private static void requireNotNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a negative wait: " + time);
        }
    }
}
