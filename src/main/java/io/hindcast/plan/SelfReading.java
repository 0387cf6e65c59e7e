package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.mapping.Mapping;
import io.hindcast.partition.PartitionSet;
import java.util.Optional;

/** What follows inside an asset from its reading its own other partitions; nothing where it reads none. */
final class SelfReading {

    private final Optional<Mapping> self;
    private final Comparison comparison;
    private final PartitionSet none;

    SelfReading(Asset asset, Comparison comparison) {
        this.self = asset.self();
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
        if (self.isEmpty()) {
            return new Settled(wanted, none);
        }
        PartitionSet barred = none;
        while (true) {
            PartitionSet rewritten = Closures.downstream(self.get(), wanted.minus(barred), reachable.minus(barred));
            PartitionSet lacking = comparison.unreadable().minus(rewritten);
            // What is not there yet and waits lets its readers wait as well; all of them at once.
            lacking = Closures.downstream(self.get(), lacking, rewritten.intersect(comparison.unreadable()));
            barred = self.get().downstreamOf(lacking);
            if (!rewritten.intersects(barred)) {
                return new Settled(rewritten, barred);
            }
        }
    }

    /** The partitions of the asset that read one of these. */
    PartitionSet readersOf(PartitionSet set) {
        return self.map(mapping -> mapping.downstreamOf(set).intersect(comparison.extent()))
                .orElse(none);
    }

    /** The set and all inside {@code within} that reads it, directly or through others. */
    PartitionSet closure(PartitionSet set, PartitionSet within) {
        return self.map(mapping -> Closures.downstream(mapping, set, within)).orElse(set);
    }
}
