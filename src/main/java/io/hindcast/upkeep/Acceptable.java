package io.hindcast.upkeep;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Territory;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Footprints;
import io.hindcast.plan.HeldBack;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Standings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Of what a command selects, the partitions that others wrote, and the rest with its standing.
 *
 * @param chosen asset to what is accepted of it, in topological order; none of them empty
 * @param leftOut asset to standing to what is selected and not accepted; none of them empty
 * @param held asset to what would be accepted and another run holds; none of them empty
 * @param state that they were chosen from
 */
public record Acceptable(
        Map<Asset, PartitionSet> chosen,
        Map<String, Map<Standing, PartitionSet>> leftOut,
        Map<String, PartitionSet> held,
        WarehouseState state) {

    /** Copies what it is given. */
    public Acceptable {
        chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
    }

    /** What is written by accepting, and what is vouched for as read. */
    public Footprint footprint(Warehouse warehouse) {
        return Footprints.ofWrites(warehouse, byName(chosen));
    }

    private static Map<String, PartitionSet> byName(Map<Asset, PartitionSet> sets) {
        Map<String, PartitionSet> named = new LinkedHashMap<>();
        sets.forEach((asset, set) -> named.put(asset.name(), set));
        return named;
    }

    /** The part that gets in nobody's way. */
    public Acceptable leavingTo(Warehouse warehouse, List<Lease> others) {
        return keeping((asset, set) -> HeldBack.freeOf(warehouse, asset, set, others));
    }

    /** The part that a lease covers. */
    public Acceptable within(Territory territory) {
        return keeping((asset, set) -> set.intersect(territory.writesOf(asset.name(), asset.partitioning())));
    }

    private Acceptable keeping(BiFunction<Asset, PartitionSet, PartitionSet> part) {
        Map<Asset, PartitionSet> kept = new LinkedHashMap<>();
        Map<String, PartitionSet> others = new LinkedHashMap<>(held);
        chosen.forEach((asset, set) -> {
            PartitionSet own = part.apply(asset, set);
            if (!own.isEmpty()) {
                kept.put(asset, own);
            }
            if (!set.minus(own).isEmpty()) {
                others.merge(asset.name(), set.minus(own), PartitionSet::union);
            }
        });
        return new Acceptable(kept, leftOut, others, state);
    }

    /**
     * What can be accepted of what is named.
     *
     * @param named the plan of just that: whoever vouches for a partition says nothing of what follows from it
     */
    public static Acceptable of(Warehouse warehouse, Plan named, WarehouseState state) {
        Standings standings = Standings.of(warehouse, named, state);
        Map<Asset, PartitionSet> chosen = new LinkedHashMap<>();
        Map<String, Map<Standing, PartitionSet>> leftOut = new LinkedHashMap<>();
        for (Asset asset : warehouse.assets()) {
            // Others may have written what was set aside before, so that its standing does not tell.
            PartitionSet foreign = state.asset(asset.name()).foreign().covered();
            PartitionSet own = PartitionSet.empty(asset.partitioning());
            Map<Standing, PartitionSet> rest = new TreeMap<>();
            for (Map.Entry<Standing, PartitionSet> standing :
                    standings.asset(asset.name()).sets().entrySet()) {
                own = own.union(standing.getValue().intersect(foreign));
                PartitionSet left = standing.getValue().minus(foreign);
                if (!left.isEmpty()) {
                    rest.put(standing.getKey(), left);
                }
            }
            if (!own.isEmpty()) {
                chosen.put(asset, own);
            }
            if (!rest.isEmpty()) {
                leftOut.put(asset.name(), rest);
            }
        }
        return new Acceptable(chosen, leftOut, Map.of(), state);
    }
}
