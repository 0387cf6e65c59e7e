package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.CommitEntries;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Step;
import io.hindcast.problem.ProblemException;
import io.hindcast.run.Notice;
import io.hindcast.run.RunResult;
import io.hindcast.spark.Dropping;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops again what was built for steps of a run alone: what this run built so, and what one before it left behind. */
final class LettingGo {

    private static final Logger LOG = LoggerFactory.getLogger(LettingGo.class);

    private static final String REASON = "scaffolding";

    private final RunDesk desk;
    private final Planning planning;
    private final Plan plan;

    /**
     * @param planning what was known when the run, or this life of it, began
     * @param plan what it was to do then
     */
    LettingGo(RunDesk desk, Planning planning, Plan plan) {
        this.desk = desk;
        this.planning = planning;
        this.plan = plan;
    }

    /** Asset to what runs left behind. */
    static Map<Asset, PartitionSet> left(Planning planning) {
        Map<Asset, PartitionSet> left = new LinkedHashMap<>();
        planning.workspace().warehouse().assets().forEach(asset -> {
            PartitionSet own = planning.state().asset(asset.name()).dropped().scaffolding();
            if (!own.isEmpty()) {
                left.put(asset, own);
            }
        });
        return left;
    }

    void whatIsLeft() {
        drop(left(planning));
    }

    /** After all steps came to an end. */
    void after(RunResult result) {
        Map<Asset, PartitionSet> all = left(planning);
        // What was asked for meanwhile stays, and a table that began anew has none of it.
        all.keySet().removeIf(asset -> plan.reset().contains(asset.name()));
        for (Step step : plan.steps()) {
            PartitionSet forGood = step.partitions().minus(step.scaffolding());
            all.computeIfPresent(asset(step), (asset, set) -> set.minus(forGood));
        }
        all.values().removeIf(PartitionSet::isEmpty);
        for (Step step : plan.steps()) {
            PartitionSet built = step.scaffolding();
            for (RunResult.SetAside aside : result.setAside()) {
                built = aside.asset().equals(step.asset()) ? built.minus(aside.partitions()) : built;
            }
            for (Notice.NotRun notice : result.notRun()) {
                built = notice.asset().equals(step.asset()) ? built.minus(notice.partitions()) : built;
            }
            if (!built.isEmpty()) {
                all.merge(asset(step), built, PartitionSet::union);
            }
        }
        drop(all);
    }

    private Asset asset(Step step) {
        return planning.workspace().warehouse().asset(step.asset()).orElseThrow();
    }

    private void drop(Map<Asset, PartitionSet> all) {
        if (all.isEmpty()) {
            return;
        }
        Dropping dropping = new Dropping(desk.session(), desk.clock(), desk.id());
        all.forEach((asset, set) -> {
            try {
                desk.enter(CommitEntries.of(
                        desk.id().warehouse(), asset.name(), dropping.drop(asset, set, planning.state(), REASON)));
            } catch (ProblemException e) {
                // The work of the run is done; the next one, or expire, comes back to it.
                LOG.warn("{} of {} was not let go", set, asset.name(), e);
            }
        });
    }
}
