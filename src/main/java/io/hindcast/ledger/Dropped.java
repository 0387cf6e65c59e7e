package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;

/**
 * Partitions of an asset that were dropped on purpose and were not asked for since.
 *
 * @param how partition to how it came to that
 * @param scaffolding those of them that a run built again for its steps alone, and that nobody let go yet
 */
public record Dropped(PartitionMap<Expiry> how, PartitionSet scaffolding) {

    /** Nothing was dropped. */
    public static Dropped nothing(Partitioning partitioning) {
        return new Dropped(PartitionMap.empty(partitioning), PartitionSet.empty(partitioning));
    }

    /** All of them. */
    public PartitionSet partitions() {
        return how.covered();
    }
}
