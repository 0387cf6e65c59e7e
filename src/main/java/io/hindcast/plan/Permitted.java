package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;

/** The partitions that there are, less those that a request excludes. */
final class Permitted {

    private final NamedSets extents;
    private final NamedSets excluded;
    private final NamedSets refused;

    Permitted(Request request, Warehouse warehouse, Rounding rounding, Instant now) {
        this.extents = NamedSets.of(warehouse, asset -> asset.partitioning().extent(now));
        this.excluded = NamedSets.of(warehouse, asset -> excluded(request, asset, rounding));
        this.refused = NamedSets.empty(warehouse);
    }

    /** A partition that overlaps what is excluded is left alone as a whole: nothing excluded is touched. */
    private static PartitionSet excluded(Request request, Asset asset, Rounding rounding) {
        return request.except()
                .map(text -> rounding.rounded(asset, text))
                .orElse(PartitionSet.empty(asset.partitioning()));
    }

    /** What there is, excluded or not. */
    PartitionSet extent(Asset asset) {
        return extents.of(asset.name());
    }

    /** All that there is and that is not excluded. */
    PartitionSet all(Asset asset) {
        return extent(asset).minus(excluded.of(asset.name()));
    }

    /** What of a set is permitted; what is excluded of it counts as {@linkplain #refused() refused}. */
    PartitionSet of(Asset asset, PartitionSet set) {
        PartitionSet present = set.intersect(extent(asset));
        refused.add(asset.name(), present.intersect(excluded.of(asset.name())));
        return present.minus(excluded.of(asset.name()));
    }

    /** What was asked for so far, and is excluded. */
    NamedSets refused() {
        return refused;
    }
}
