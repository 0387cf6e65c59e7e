package io.hindcast.upkeep;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.partition.PartitionSet;
import io.hindcast.run.Claiming;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The right to drop partitions: nobody else may write or read them meanwhile. */
public final class Drops {

    private Drops() {}

    /** Wishes for partitions of assets. */
    public static Claiming.Wish<Map<Asset, PartitionSet>> wish(Map<Asset, PartitionSet> sets) {
        return new Claiming.Wish<>(sets, Drops::footprint, Drops::without);
    }

    private static Footprint footprint(Map<Asset, PartitionSet> sets) {
        Map<String, PartitionSet> writes = new HashMap<>();
        sets.forEach((asset, set) -> writes.put(asset.name(), set));
        return Footprint.of(writes, Map.of());
    }

    /** What of these no other run uses. */
    public static Map<Asset, PartitionSet> without(Map<Asset, PartitionSet> sets, List<Lease> others) {
        Map<Asset, PartitionSet> free = new LinkedHashMap<>();
        sets.forEach((asset, set) -> {
            PartitionSet rest = set;
            for (Lease lease : others) {
                rest = rest.minus(lease.territory().usesOf(asset.name(), asset.partitioning()));
            }
            if (!rest.isEmpty()) {
                free.put(asset, rest);
            }
        });
        return free;
    }
}
