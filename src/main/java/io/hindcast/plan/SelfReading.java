package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.partition.PartitionSet;

/** What follows inside an asset from its reading its own other partitions; nothing where it reads none. */
final class SelfReading {

    private final Asset asset;
    private final Comparison comparison;
    private final PartitionSet none;

    SelfReading(Asset asset, Comparison comparison) {
        this.asset = asset;
        this.comparison = comparison;
        this.none = PartitionSet.empty(asset.partitioning());
    }

    /**
     * What is rewritten in the end.
     *
     * @param barred what reads a partition of the same asset that is neither readable nor rewritten
     */
    record Settled(PartitionSet rewritten, PartitionSet barred) {}

    /**
     * What is wanted and all that reads it, without what would read something that is not there.
     *
     * @param reachable what is rewritten if something that it reads is
     */
    Settled settle(PartitionSet wanted, PartitionSet reachable) {
        if (!asset.readsItself()) {
            return new Settled(wanted, none);
        }
        PartitionSet barred = none;
        while (true) {
            PartitionSet rewritten = asset.withReadersOfItself(wanted.minus(barred), reachable.minus(barred));
            PartitionSet lacking = comparison.unreadable().minus(rewritten);
            // What is not there yet and waits lets its readers wait as well; all of them at once.
            lacking = asset.withReadersOfItself(lacking, rewritten.intersect(comparison.unreadable()));
            barred = asset.readersOfItself(lacking);
            if (!rewritten.intersects(barred)) {
                return new Settled(rewritten, barred);
            }
        }
    }

    /** The partitions of the asset that read one of these. */
    PartitionSet readersOf(PartitionSet set) {
        return asset.readersOfItself(set).intersect(comparison.extent());
    }

    /** The set and all inside {@code within} that reads it, directly or through others. */
    PartitionSet closure(PartitionSet set, PartitionSet within) {
        return asset.withReadersOfItself(set, within);
    }
}
