package io.hindcast.upkeep;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Step;
import io.hindcast.run.Notice;
import io.hindcast.run.RunResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was dropped before, and is built again for the steps of a run alone. Asset to partitions, none of them empty. */
public final class Scaffolding {

    private Scaffolding() {}

    /** What stands there now, whoever built it. */
    public static Map<Asset, PartitionSet> standing(Warehouse warehouse, WarehouseState state) {
        Map<Asset, PartitionSet> standing = new LinkedHashMap<>();
        warehouse.assets().forEach(asset -> {
            PartitionSet own = state.asset(asset.name()).dropped().scaffolding();
            if (!own.isEmpty()) {
                standing.put(asset, own);
            }
        });
        return standing;
    }

    /** What steps of a plan built so, and came to an end with. */
    public static Map<Asset, PartitionSet> builtBy(Warehouse warehouse, Plan plan, RunResult result) {
        Map<Asset, PartitionSet> built = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            PartitionSet own = step.scaffolding();
            for (RunResult.SetAside aside : result.setAside()) {
                own = aside.asset().equals(step.asset()) ? own.minus(aside.partitions()) : own;
            }
            for (Notice.NotRun notice : result.notRun()) {
                own = notice.asset().equals(step.asset()) ? own.minus(notice.partitions()) : own;
            }
            if (!own.isEmpty()) {
                built.merge(warehouse.asset(step.asset()).orElseThrow(), own, PartitionSet::union);
            }
        }
        return built;
    }

    /**
     * What stood there before a run: not what it built itself, for what was asked for meanwhile stays, and a table that
     * began anew has nothing of before.
     */
    public static Map<Asset, PartitionSet> before(Plan plan, Map<Asset, PartitionSet> standing) {
        Map<Asset, PartitionSet> before = new LinkedHashMap<>();
        standing.forEach((asset, set) -> {
            PartitionSet rewritten =
                    plan.rewritten().getOrDefault(asset.name(), PartitionSet.empty(asset.partitioning()));
            PartitionSet rest = set.minus(rewritten);
            if (!rest.isEmpty() && !plan.reset().contains(asset.name())) {
                before.put(asset, rest);
            }
        });
        return before;
    }
}
