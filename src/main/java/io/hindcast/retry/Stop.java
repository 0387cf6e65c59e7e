package io.hindcast.retry;

import java.time.Duration;
import java.util.List;

/** When a failing step is given up. Its text is that of the declaration. */
public sealed interface Stop {

    /**
     * Whether no further attempt is made.
     *
     * @param upcoming how long would be waited for the next one
     */
    boolean isReached(RetryContext context, Duration upcoming);

    /** Never: it is tried until it succeeds. */
    static Stop never() {
        return new Never();
    }

    /** After so many attempts, at least one. */
    static Stop afterAttempts(int attempts) {
        return new Attempts(attempts);
    }

    /** It is tried until it succeeds. */
    record Never() implements Stop {
        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return false;
        }

        @Override
        public String toString() {
            return "never";
        }
    }

    /** After so many attempts. */
    record Attempts(int most) implements Stop {
        public Attempts {
            if (most < 1) {
                throw new IllegalArgumentException("a step is tried at least once, not " + most + " times");
            }
        }

        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return context.attempt() >= most;
        }

        @Override
        public String toString() {
            return "{attempts: " + most + "}";
        }
    }

    /** Once so much time has passed since the first attempt began. */
    record After(Duration time) implements Stop {
        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return context.sinceFirst().compareTo(time) >= 0;
        }

        @Override
        public String toString() {
            return "{after: " + Flow.of(time) + "}";
        }
    }

    /** Where the next attempt would not begin before so much time has passed since the first one began. */
    record Before(Duration time) implements Stop {
        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return context.sinceFirst().plus(upcoming).compareTo(time) >= 0;
        }

        @Override
        public String toString() {
            return "{before: " + Flow.of(time) + "}";
        }
    }

    /** When a class of the user's says so. */
    record OfClass(OwnRetry.Named<OwnRetry.StopRule> own) implements Stop {
        public OfClass(OwnRetry.StopRule rule) {
            this(new OwnRetry.Named<>(rule));
        }

        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return OwnRetry.isReached(own.rule(), context, upcoming);
        }

        @Override
        public String toString() {
            return own.toString();
        }
    }

    /** When one of them is reached. */
    record Any(List<Stop> stops) implements Stop {
        public Any {
            stops = List.copyOf(stops);
        }

        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return stops.stream().anyMatch(stop -> stop.isReached(context, upcoming));
        }

        @Override
        public String toString() {
            return Flow.of("any", stops);
        }
    }

    /** When all of them are reached. */
    record All(List<Stop> stops) implements Stop {
        public All {
            stops = List.copyOf(stops);
        }

        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return stops.stream().allMatch(stop -> stop.isReached(context, upcoming));
        }

        @Override
        public String toString() {
            return Flow.of("all", stops);
        }
    }
}
