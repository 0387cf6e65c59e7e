package io.hindcast.ledger;

import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.List;
import java.util.Optional;

/** What commits of ours recorded of an asset's partitions, held against what its table holds. */
record Recorded(AssetState state) {

    /**
     * The partitions that do not hold what was recorded last, or hold something although they were dropped. A file that was
     * written after the commit that a partition is known by is none of its files, whatever its size.
     */
    PartitionSet differing(Inventory inventory) {
        PartitionSet dropped = state.expired().minus(state.dropped().scaffolding());
        List<PartitionSet> strange = state.builds()
                .covered()
                .partitions()
                .filter(partition -> dropped.contains(partition)
                        ? inventory.sizes().at(partition).isPresent()
                        : isOther(partition, inventory))
                .map(partition -> PartitionSet.of(dropped.partitioning(), partition))
                .toList();
        return PartitionSet.unionAll(dropped.partitioning(), strange);
    }

    private boolean isOther(Partition partition, Inventory inventory) {
        Optional<Inventory.Size> there = inventory.sizes().at(partition);
        Optional<CommitRecord.Content> told = state.contents().at(partition);
        if (there.isEmpty() || told.isEmpty()) {
            return there.isPresent()
                    || told.filter(content -> content.rows() > 0).isPresent();
        }
        Inventory.Size size = there.get();
        CommitRecord.Content content = told.get();
        boolean fits = size.files() == content.files()
                && size.bytes() == content.bytes()
                && (size.rows() < 0 || size.rows() == content.rows());
        return !fits
                || state.builds()
                        .at(partition)
                        .filter(build -> size.newest() <= build.at().toEpochMilli())
                        .isEmpty();
    }
}
