package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.util.List;

/** Cuts a planned batch that turned out to be too large, by the rules that it was cut by. */
public final class Recut {

    private Recut() {}

    /**
     * The first part of a batch and the rest of it: along time, where partitions of consumers and inputs end, if it can be.
     * Empty where it cannot be cut.
     *
     * @param wished how many partitions the first part should have, at most where it can be
     */
    public static List<PartitionSet> of(Warehouse warehouse, Asset asset, PartitionSet batch, long wished) {
        return new Batches(asset, warehouse.consumersOf(asset.name()), BatchPolicy.forParallel(1))
                .head(batch, wished)
                .map(head -> List.of(head, batch.minus(head)))
                .orElse(List.of());
    }
}
