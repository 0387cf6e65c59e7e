package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Standings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What command lines select, whatever its standing. */
final class Selected {

    private Selected() {}

    /** Asset to the partitions that exist and are named; none of them empty, in topological order. */
    static Map<Asset, PartitionSet> of(Planning planning, Arguments arguments) {
        Map<Asset, PartitionSet> selected = new LinkedHashMap<>();
        standings(planning, arguments).forEach((asset, sets) -> {
            PartitionSet all = PartitionSet.unionAll(asset.partitioning(), sets.values());
            if (!all.isEmpty()) {
                selected.put(asset, all);
            }
        });
        return selected;
    }

    /** The same by standing. */
    static Map<Asset, Map<Standing, PartitionSet>> standings(Planning planning, Arguments arguments) {
        Request named = Requests.of(arguments).forcingNothing().followingNothing();
        Plan plan = planning.plan(arguments, named, List.of());
        Standings standings = Standings.of(planning.workspace().warehouse(), plan, planning.state());
        Map<Asset, Map<Standing, PartitionSet>> sets = new LinkedHashMap<>();
        planning.workspace()
                .warehouse()
                .assets()
                .forEach(asset -> sets.put(asset, standings.asset(asset.name()).sets()));
        return sets;
    }
}
