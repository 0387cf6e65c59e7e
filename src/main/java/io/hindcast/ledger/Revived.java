package io.hindcast.ledger;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;

/**
 * Partitions of a step that were dropped on purpose and are built again.
 *
 * @param all of them
 * @param scaffolding those that steps of the same run need and nobody else asked for
 */
public record Revived(PartitionSet all, PartitionSet scaffolding) {

    /** Nothing was dropped. */
    public static Revived nothing(Partitioning partitioning) {
        return new Revived(PartitionSet.empty(partitioning), PartitionSet.empty(partitioning));
    }
}
