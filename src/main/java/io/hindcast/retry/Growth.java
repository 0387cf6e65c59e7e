package io.hindcast.retry;

import java.time.Duration;

/**
 * A time that grows by a factor from attempt to attempt, within bounds.
 *
 * @param from after the first attempt
 * @param to never longer than this
 * @param base how many times as long each next one is, above zero
 * @param least never shorter than this, and not above {@code to}
 */
public record Growth(Duration from, Duration to, double base, Duration least) {

    private static final double NANOS = 1e9;

    public Growth {
        if (from.isNegative() || least.isNegative() || base <= 0) {
            throw new IllegalArgumentException("a wait from " + from + ", at least " + least + ", times " + base);
        }
        if (to.compareTo(from) < 0 || to.compareTo(least) < 0) {
            throw new IllegalArgumentException("a wait from " + from + ", at least " + least + ", down to " + to);
        }
    }

    /** Twice as long each time. */
    static Growth doubling(Duration from, Duration to) {
        return new Growth(from, to, 2, Duration.ZERO);
    }

    /**
     * The time after an attempt, counted from one.
     *
     * @param more is added before the bounds are applied
     */
    Duration after(int attempt, Duration more) {
        double grown = from.isZero() ? 0 : seconds(from) * Math.pow(base, attempt - 1.0);
        double wanted = grown + seconds(more);
        // Compared before it becomes a duration, which has no place for what has grown for a long time.
        Duration within = wanted >= seconds(to) ? to : duration(wanted);
        return within.compareTo(least) < 0 ? least : within;
    }

    static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }

    @Override
    public String toString() {
        return "from: " + Flow.of(from) + ", to: " + Flow.of(to) + (base == 2 ? "" : ", base: " + Flow.of(base))
                + (least.isZero() ? "" : ", least: " + Flow.of(least));
    }
}
