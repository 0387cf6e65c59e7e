package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What follows from partitions, if their content changes and that of each partition between: through every input whose
 * changes count, to the end.
 *
 * @param assets by name, in topological order, with the partitions that follow; none without any
 */
public record Downstream(Map<String, PartitionSet> assets) {

    public Downstream {
        assets = Collections.unmodifiableMap(new LinkedHashMap<>(assets));
    }

    /**
     * Of partitions of a source or an asset. Of an asset, its own later partitions that read them follow as well.
     *
     * @param now the moment that open ranges end at
     */
    static Downstream of(Warehouse warehouse, String name, PartitionSet partitions, Instant now) {
        Map<String, PartitionSet> moved = new LinkedHashMap<>(Map.of(name, partitions));
        Map<String, PartitionSet> following = new LinkedHashMap<>();
        for (Asset asset : warehouse.assets()) {
            PartitionSet extent = asset.partitioning().extent(now);
            PartitionSet given = moved.getOrDefault(asset.name(), PartitionSet.empty(asset.partitioning()));
            PartitionSet reached = given;
            for (Asset.Input input : asset.inputs()) {
                if (moved.containsKey(input.name()) && input.isStrict()) {
                    reached = reached.union(
                            input.readersOf(moved.get(input.name())).intersect(extent));
                }
            }
            reached = asset.withReadersOfItself(reached, extent);
            if (!reached.isEmpty()) {
                moved.put(asset.name(), reached);
            }
            if (!reached.minus(given).isEmpty()) {
                following.put(asset.name(), reached.minus(given));
            }
        }
        return new Downstream(following);
    }
}
