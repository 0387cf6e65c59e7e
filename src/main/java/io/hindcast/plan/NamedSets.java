package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** One partition set per asset of a warehouse, growing while a request is read. */
final class NamedSets {

    private final Map<String, PartitionSet> sets = new HashMap<>();

    private NamedSets() {}

    /** A set for every asset. */
    static NamedSets of(Warehouse warehouse, Function<Asset, PartitionSet> set) {
        NamedSets all = new NamedSets();
        warehouse.assets().forEach(asset -> all.sets.put(asset.name(), set.apply(asset)));
        return all;
    }

    /** The empty set for every asset. */
    static NamedSets empty(Warehouse warehouse) {
        return of(warehouse, asset -> PartitionSet.empty(asset.partitioning()));
    }

    /** The same, without some partitions. */
    NamedSets without(Map<String, PartitionSet> others) {
        NamedSets rest = new NamedSets();
        sets.forEach((asset, set) -> {
            PartitionSet other = others.get(asset);
            rest.sets.put(asset, other == null ? set : set.minus(other));
        });
        return rest;
    }

    /** The set of an asset. */
    PartitionSet of(String asset) {
        PartitionSet set = sets.get(asset);
        if (set == null) {
            throw new IllegalArgumentException("no asset " + asset);
        }
        return set;
    }

    /** Whether the name is an asset's, not a source's. */
    boolean has(String name) {
        return sets.containsKey(name);
    }

    void add(String asset, PartitionSet more) {
        sets.put(asset, of(asset).union(more));
    }

    void put(String asset, PartitionSet set) {
        sets.put(asset, set);
    }
}
