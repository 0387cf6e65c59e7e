package io.hindcast.asset;

import io.hindcast.interval.IntervalSet;

/**
 * Which other partitions of itself an asset reads.
 *
 * @param offsets in partitions of the asset; zero is not among them
 * @param chaining how a batch carries its own state
 */
public record SelfRule(IntervalSet offsets, Chaining chaining) {

    /** Whether one batch may hold two partitions of which one reads the other. */
    public enum Chaining {
        /** It may not: such partitions go one after the other. */
        STEPWISE,
        /** It may: the SELECT carries the state through the whole batch ({@code chained: true}). */
        CHAINED
    }

    public SelfRule {
        if (offsets.contains(0)) {
            throw new IllegalArgumentException("a partition cannot read itself: " + offsets);
        }
    }
}
