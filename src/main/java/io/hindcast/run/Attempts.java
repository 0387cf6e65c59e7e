package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Seals;
import io.hindcast.plan.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes attempts of what a run state starts: adds what the plan is sealed to and what the tables held.
 *
 * @param reasons step to why it is done, in words
 * @param narrow step to the partitions in which some columns alone will hold something else
 * @param state as the plan saw it
 */
public record Attempts(
        String run,
        Warehouse warehouse,
        Seals sealed,
        Map<String, String> reasons,
        Map<String, Map<TouchedColumns, PartitionSet>> narrow,
        WarehouseState state) {

    public Attempts {
        reasons = Map.copyOf(reasons);
        narrow = Map.copyOf(narrow);
    }

    /** For the steps of a plan. */
    public static Attempts of(String run, Warehouse warehouse, Plan plan, WarehouseState state) {
        Map<String, String> reasons = new HashMap<>();
        Map<String, Map<TouchedColumns, PartitionSet>> narrow = new HashMap<>();
        for (Step step : plan.steps()) {
            reasons.put(step.id(), step.reasonText());
            narrow.put(step.id(), step.narrow());
        }
        return new Attempts(run, warehouse, plan.sealed(), reasons, narrow, state);
    }

    Attempt of(Fragment fragment, int number) {
        Asset asset = warehouse
                .asset(fragment.asset())
                .orElseThrow(() -> new IllegalArgumentException("no asset " + fragment.asset()));
        return new Attempt(
                run,
                fragment.id(),
                number,
                asset,
                fragment.partitions(),
                reasons.getOrDefault(fragment.root(), ""),
                sealed.sources(),
                sealed.targets().getOrDefault(asset.name(), -1L),
                state.asset(asset.name()).contents().restrictedTo(fragment.partitions()),
                narrow(fragment));
    }

    private PartitionMap<TouchedColumns> narrow(Fragment fragment) {
        PartitionMap<TouchedColumns> found =
                PartitionMap.empty(fragment.partitions().partitioning());
        for (Map.Entry<TouchedColumns, PartitionSet> each :
                narrow.getOrDefault(fragment.root(), Map.of()).entrySet()) {
            found = found.with(each.getValue().intersect(fragment.partitions()), each.getKey());
        }
        return found;
    }
}
