package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Lease;
import io.hindcast.partition.PartitionSet;
import io.hindcast.run.Claiming;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The right to drop partitions: nobody else may write or read them meanwhile. */
final class DropClaim {

    private DropClaim() {}

    /** Wishes for partitions of assets. */
    static Claiming.Wish<Map<Asset, PartitionSet>> wish(Map<Asset, PartitionSet> sets) {
        return new Claiming.Wish<>(sets, DropClaim::footprint, DropClaim::without);
    }

    private static Footprint footprint(Map<Asset, PartitionSet> sets) {
        Map<String, PartitionSet> writes = new HashMap<>();
        sets.forEach((asset, set) -> writes.put(asset.name(), set));
        return Footprint.of(writes, Map.of());
    }

    /** What of these no other run uses. */
    static Map<Asset, PartitionSet> without(Map<Asset, PartitionSet> sets, List<Lease> others) {
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

    /** What runs built for their steps alone and left behind: by asset, without what runs at work use. */
    static Map<Asset, PartitionSet> left(Planning planning) {
        Workspace workspace = planning.workspace();
        Warehouse warehouse = workspace.warehouse();
        Map<Asset, PartitionSet> left = new LinkedHashMap<>();
        warehouse.assets().forEach(asset -> {
            PartitionSet own = planning.state().asset(asset.name()).dropped().scaffolding();
            if (!own.isEmpty()) {
                left.put(asset, own);
            }
        });
        return left.isEmpty() ? left : without(left, others(workspace));
    }

    private static List<Lease> others(Workspace workspace) {
        Host host = workspace.host();
        return workspace.leases(host).living().stream()
                .filter(lease -> !lease.owner().host().equals(host.name())
                        || !lease.owner().process().equals(host.process()))
                .toList();
    }
}
