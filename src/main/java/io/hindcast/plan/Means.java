package io.hindcast.plan;

import java.util.Optional;

/**
 * With what a plan is to be carried out, as far as its estimates hang on it.
 *
 * @param parallel how many steps run side by side, at least one
 * @param cores that they share, at least one
 * @param price of a core for an hour; empty where nobody declared it
 */
public record Means(int parallel, int cores, Optional<Price> price) {

    /** What plans of before say nothing of. */
    public static final Means UNKNOWN = new Means(1, 1, Optional.empty());

    private static final double SECONDS_OF_HOUR = 3600;

    public Means {
        if (parallel < 1 || cores < 1) {
            throw new IllegalArgumentException("at least one step and one core, not " + parallel + " and " + cores);
        }
    }

    /**
     * What a core costs.
     *
     * @param coreHour for one hour
     * @param currency three capital letters, such as {@code EUR}
     */
    public record Price(double coreHour, String currency) {}

    /** For so many steps on one core, without a price. */
    public static Means ofParallel(int parallel) {
        return new Means(parallel, 1, Optional.empty());
    }

    /** Core-hours of so many seconds of steps. */
    public double coreHours(double seconds) {
        return seconds * cores / parallel / SECONDS_OF_HOUR;
    }

    /** Core-hours of seconds of steps: one step has its part of the cores, while as many others run as may. */
    Spread coreHours(Spread seconds) {
        return seconds.times((double) cores / parallel / SECONDS_OF_HOUR);
    }
}
