package io.hindcast.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** How long to wait between two attempts. Its text is that of the declaration. */
public sealed interface Wait {

    /**
     * The time between a failed attempt and the next.
     *
     * @param random numbers from 0 to 1, of which those that draw lots take one each, in their order
     */
    Duration after(RetryContext context, DoubleSupplier random);

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
        return new Exponential(Growth.doubling(from, to));
    }

    /** The same, and any time up to the jitter is added, so that steps that failed together do not return together. */
    default Wait withJitter(Duration jitter) {
        return jitter.isZero() ? this : new Sum(List.of(this, new Random(Duration.ZERO, jitter)));
    }

    /** No time at all. */
    record None() implements Wait {
        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return Duration.ZERO;
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /** The same time after each attempt. */
    record Fixed(Duration time) implements Wait {
        public Fixed {
            requireNotNegative(time);
        }

        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return time;
        }

        @Override
        public String toString() {
            return "{fixed: " + Flow.of(time) + "}";
        }
    }

    /** Any time between two. */
    record Random(Duration from, Duration to) implements Wait {
        public Random {
            requireOrder(from, to);
        }

        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return between(from, to, random.getAsDouble());
        }

        @Override
        public String toString() {
            return "{random: {from: " + Flow.of(from) + ", to: " + Flow.of(to) + "}}";
        }
    }

    /** {@code from} after the first attempt, then {@code by} longer each time, never more than {@code to}. */
    record Incrementing(Duration from, Duration by, Duration to) implements Wait {
        public Incrementing {
            requireOrder(from, to);
            requireNotNegative(by);
        }

        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            double seconds = Growth.seconds(from) + Growth.seconds(by) * (context.attempt() - 1);
            return seconds >= Growth.seconds(to) ? to : Growth.duration(seconds);
        }

        @Override
        public String toString() {
            return "{incrementing: {from: " + Flow.of(from) + ", by: " + Flow.of(by) + ", to: " + Flow.of(to) + "}}";
        }
    }

    /** Longer by a factor each time, within bounds. */
    record Exponential(Growth growth) implements Wait {
        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return growth.after(context.attempt(), Duration.ZERO);
        }

        @Override
        public String toString() {
            return "{exponential: {" + growth + "}}";
        }
    }

    /** Any time between the least and an exponential wait: full jitter. */
    record RandomExponential(Growth growth) implements Wait {
        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            Duration longest = growth.after(context.attempt(), Duration.ZERO);
            return between(growth.least(), longest, random.getAsDouble());
        }

        @Override
        public String toString() {
            return "{random_exponential: {" + growth + "}}";
        }
    }

    /** An exponential wait to which any time up to the jitter is added before the bounds are applied. */
    record ExponentialJitter(Growth growth, Duration jitter) implements Wait {
        public ExponentialJitter {
            requireNotNegative(jitter);
        }

        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return growth.after(context.attempt(), between(Duration.ZERO, jitter, random.getAsDouble()));
        }

        @Override
        public String toString() {
            return "{exponential: {" + growth + ", jitter: " + Flow.of(jitter) + "}}";
        }
    }

    /**
     * As long as the error asks for, as a store does with {@code Retry-After}.
     *
     * @param otherwise where it asks for nothing
     * @param most however long it asks for
     */
    record FromError(Wait otherwise, Duration most) implements Wait {
        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return context.failure()
                    .origin()
                    .retryAfter()
                    .map(asked -> asked.compareTo(most) > 0 ? most : asked)
                    .orElseGet(() -> otherwise.after(context, random));
        }

        @Override
        public String toString() {
            return "{from_error: {otherwise: " + otherwise + ", to: " + Flow.of(most) + "}}";
        }
    }

    /** As long as a class of the user's says. */
    record OfClass(OwnRetry.Named<OwnRetry.WaitRule> own) implements Wait {
        public OfClass(OwnRetry.WaitRule rule) {
            this(new OwnRetry.Named<>(rule));
        }

        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return OwnRetry.after(own.rule(), context);
        }

        @Override
        public String toString() {
            return own.toString();
        }
    }

    /** One after the other, one for each attempt; the last one stays. */
    record Chain(List<Wait> waits) implements Wait {
        public Chain {
            waits = List.copyOf(waits);
            if (waits.isEmpty()) {
                throw new IllegalArgumentException("a chain of waits has at least one");
            }
        }

        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            return waits.get(Math.min(context.attempt(), waits.size()) - 1).after(context, random);
        }

        @Override
        public String toString() {
            return Flow.of("chain", waits);
        }
    }

    /** All of them together. */
    record Sum(List<Wait> waits) implements Wait {
        public Sum {
            waits = List.copyOf(waits);
        }

        @Override
        public Duration after(RetryContext context, DoubleSupplier random) {
            Duration sum = Duration.ZERO;
            for (Wait wait : waits) {
                sum = sum.plus(wait.after(context, random));
            }
            return sum;
        }

        @Override
        public Wait withJitter(Duration jitter) {
            if (jitter.isZero()) {
                return this;
            }
            List<Wait> all = new ArrayList<>(waits);
            all.add(new Random(Duration.ZERO, jitter));
            return new Sum(all);
        }

        @Override
        public String toString() {
            return Flow.of("sum", waits);
        }
    }

    private static Duration between(Duration from, Duration to, double share) {
        return from.plusNanos(Math.round(to.minus(from).toNanos() * share));
    }

    private static void requireOrder(Duration from, Duration to) {
        requireNotNegative(from);
        if (to.compareTo(from) < 0) {
            throw new IllegalArgumentException("a wait from " + from + " down to " + to);
        }
    }

    private static void requireNotNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a negative wait: " + time);
        }
    }
}
