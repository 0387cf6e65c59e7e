package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was built, directly or through others, from partitions that nobody can make again as they are.
 *
 * @param assets name to such partitions, in topological order; none of them empty, and none of the partitions that differ
 *     themselves
 */
public record Poisoned(Map<String, PartitionSet> assets) {

    public Poisoned {
        assets = Collections.unmodifiableMap(new LinkedHashMap<>(assets));
    }

    /**
     * Follows the mappings downstream.
     *
     * @param differing asset to the partitions that differ
     */
    public static Poisoned of(Warehouse warehouse, WarehouseState state, Map<String, PartitionSet> differing) {
        Map<String, PartitionSet> tainted = new TreeMap<>(differing);
        Map<String, PartitionSet> poisoned = new LinkedHashMap<>();
        for (Asset asset : warehouse.assets()) {
            PartitionSet own = differing.getOrDefault(asset.name(), PartitionSet.empty(asset.partitioning()));
            PartitionSet built = state.asset(asset.name()).builds().covered();
            PartitionSet all = own;
            for (Asset.Input input : asset.inputs()) {
                PartitionSet upstream = tainted.get(input.name());
                if (upstream != null) {
                    all = all.union(input.readersOf(upstream).intersect(built));
                }
            }
            all = asset.withReadersOfItself(all, built).union(all);
            if (!all.isEmpty()) {
                tainted.put(asset.name(), all);
            }
            if (!all.minus(own).isEmpty()) {
                poisoned.put(asset.name(), all.minus(own));
            }
        }
        return new Poisoned(poisoned);
    }
}
