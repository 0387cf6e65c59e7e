package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Seals;
import io.hindcast.plan.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes attempts of what a run state starts: adds what the plan is sealed to and what the tables held.
 *
 * @param reasons step to why it is done, in words
 * @param state as the plan saw it
 */
public record Attempts(
        String run, Warehouse warehouse, Seals sealed, Map<String, String> reasons, WarehouseState state) {

    public Attempts {
        reasons = Map.copyOf(reasons);
    }

    /** For the steps of a plan. */
    public static Attempts of(String run, Warehouse warehouse, Plan plan, WarehouseState state) {
        Map<String, String> reasons = new HashMap<>();
        for (Step step : plan.steps()) {
            reasons.put(step.id(), step.reasonText());
        }
        return new Attempts(run, warehouse, plan.sealed(), reasons, state);
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
                state.asset(asset.name()).contents().restrictedTo(fragment.partitions()));
    }
}
