package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Footprint;
import io.hindcast.partition.PartitionSet;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What is written, and read of assets, by who carries something out. */
public final class Footprints {

    private Footprints() {}

    /** Of the steps of a plan. A table that begins anew is written whole. */
    public static Footprint of(Warehouse warehouse, Plan plan) {
        Map<String, PartitionSet> writes = new TreeMap<>(plan.rewritten());
        plan.reset().stream()
                .filter(writes::containsKey)
                .forEach(name -> writes.put(name, warehouse.partitioningOf(name).domain()));
        return ofWrites(warehouse, writes);
    }

    /** Of who builds partitions of assets. */
    public static Footprint ofWrites(Warehouse warehouse, Map<String, PartitionSet> writes) {
        Map<String, PartitionSet> reads = new TreeMap<>();
        writes.forEach((name, set) -> {
            Asset asset = warehouse.asset(name).orElseThrow();
            for (Asset.Input input : asset.inputs()) {
                if (!warehouse.isSource(input.name())) {
                    reads.merge(input.name(), input.readBy(set), PartitionSet::union);
                }
            }
            reads.merge(name, asset.readOfItself(set), PartitionSet::union);
        });
        return Footprint.of(writes, reads);
    }

    /** Of who loads landing files into sources: which partitions get rows is told by the files alone. */
    public static Footprint ofSources(Warehouse warehouse, Collection<String> sources) {
        Map<String, PartitionSet> writes = new TreeMap<>();
        sources.forEach(name -> writes.put(name, warehouse.partitioningOf(name).domain()));
        return Footprint.of(writes, Map.of());
    }
}
