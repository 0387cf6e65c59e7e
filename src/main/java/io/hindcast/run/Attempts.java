package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Revived;
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
 * @param steps of the plan, by id
 * @param state as the plan saw it
 */
public record Attempts(String run, Warehouse warehouse, Seals sealed, Map<String, Step> steps, WarehouseState state) {

    public Attempts {
        steps = Map.copyOf(steps);
    }

    /** For the steps of a plan. */
    public static Attempts of(String run, Warehouse warehouse, Plan plan, WarehouseState state) {
        Map<String, Step> steps = new HashMap<>();
        plan.steps().forEach(step -> steps.put(step.id(), step));
        return new Attempts(run, warehouse, plan.sealed(), steps, state);
    }

    Attempt of(Fragment fragment, int number) {
        Asset asset = warehouse
                .asset(fragment.asset())
                .orElseThrow(() -> new IllegalArgumentException("no asset " + fragment.asset()));
        Step step = step(fragment);
        AssetState own = state.asset(asset.name());
        return new Attempt(
                run,
                fragment.id(),
                number,
                asset,
                fragment.partitions(),
                step.reasonText(),
                sealed.sources(),
                sealed.targets().getOrDefault(asset.name(), -1L),
                own.contents().restrictedTo(fragment.partitions()),
                new Revived(
                        own.expired().intersect(fragment.partitions()),
                        step.scaffolding().intersect(fragment.partitions())),
                narrow(step, fragment));
    }

    private Step step(Fragment fragment) {
        Step step = steps.get(fragment.root());
        if (step == null) {
            throw new IllegalArgumentException("no step " + fragment.root());
        }
        return step;
    }

    private static PartitionMap<TouchedColumns> narrow(Step step, Fragment fragment) {
        PartitionMap<TouchedColumns> found =
                PartitionMap.empty(fragment.partitions().partitioning());
        for (Map.Entry<TouchedColumns, PartitionSet> each : step.narrow().entrySet()) {
            found = found.with(each.getValue().intersect(fragment.partitions()), each.getKey());
        }
        return found;
    }
}
