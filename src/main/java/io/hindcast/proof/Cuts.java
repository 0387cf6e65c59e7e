package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts partitions into batches that separate neighbours: what a job sees of others than its target because they are in
 * one batch, it does not see in these.
 */
final class Cuts {

    /** More partitions in one batch make its plan and its inputs large. */
    private static final int MOST = 400;

    private Cuts() {}

    /**
     * Batches that together are the set: where partitions read each other, runs of neighbours, of which the first is
     * alone; else the middle one and the last one alone, and of the rest never two neighbours in one.
     *
     * @param partitions bounded
     */
    static List<PartitionSet> of(Asset asset, PartitionSet partitions) {
        List<Partition> all = partitions.partitions().toList();
        int[] batches = asset.readsItself() ? runs(all.size()) : strides(all.size());
        Map<Integer, List<Partition>> cut = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            cut.computeIfAbsent(batches[i], batch -> new ArrayList<>()).add(all.get(i));
        }
        return cut.values().stream().map(batch -> set(asset, batch)).toList();
    }

    private static PartitionSet set(Asset asset, List<Partition> partitions) {
        return PartitionSet.unionAll(
                asset.partitioning(),
                partitions.stream()
                        .map(each -> PartitionSet.of(asset.partitioning(), each))
                        .toList());
    }

    private static int[] runs(int count) {
        int[] batches = new int[count];
        int length = Math.min(MOST, Math.max(1, count / 2));
        for (int i = 1; i < count; i++) {
            batches[i] = 1 + (i - 1) / length;
        }
        return batches;
    }

    private static int[] strides(int count) {
        int[] batches = new int[count];
        int ways = Math.max(2, (count + MOST - 1) / MOST);
        for (int i = 0; i < count; i++) {
            batches[i] = i % ways;
        }
        if (count > 2) {
            batches[count / 2] = ways;
            batches[count - 1] = ways + 1;
        }
        return batches;
    }
}
