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
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops again what was built for steps of a run alone: what this run built so, and what one before it left behind. */
final class LettingGo {

    private static final Logger LOG = LoggerFactory.getLogger(LettingGo.class);

    private static final String REASON = "scaffolding";

    private final RunDesk desk;
    private final Planning planning;
    private final Plan plan;
    /** Asset to what was dropped. */
    private final Map<String, PartitionSet> dropped = new TreeMap<>();

    /**
     * @param planning what was known when the run, or this life of it, began
     * @param plan what it was to do then
     */
    LettingGo(RunDesk desk, Planning planning, Plan plan) {
        this.desk = desk;
        this.planning = planning;
        this.plan = plan;
    }

    /** What others left behind, where there was nothing else to do. */
    void whatIsLeft() {
        dropOthers(DropClaim.left(planning));
    }

    /**
     * After all steps came to an end.
     *
     * @return asset to what was let go
     */
    Map<String, PartitionSet> after(RunResult result) {
        Map<Asset, PartitionSet> own = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            PartitionSet built = step.scaffolding();
            for (RunResult.SetAside aside : result.setAside()) {
                built = aside.asset().equals(step.asset()) ? built.minus(aside.partitions()) : built;
            }
            for (Notice.NotRun notice : result.notRun()) {
                built = notice.asset().equals(step.asset()) ? built.minus(notice.partitions()) : built;
            }
            if (!built.isEmpty()) {
                own.merge(asset(step), built, PartitionSet::union);
            }
        }
        drop(own);
        dropOthers(leftByOthers());
        return dropped;
    }

    /** Not what this run built: what was asked for meanwhile stays, and a table that began anew has nothing of before. */
    private Map<Asset, PartitionSet> leftByOthers() {
        Map<Asset, PartitionSet> left = left();
        left.keySet().removeIf(asset -> plan.reset().contains(asset.name()));
        plan.rewritten()
                .forEach((name, set) ->
                        left.replaceAll((asset, own) -> asset.name().equals(name) ? own.minus(set) : own));
        left.values().removeIf(PartitionSet::isEmpty);
        return left;
    }

    /** What this run built in an earlier life it holds no lease of any more, nor does anybody else. */
    private Map<Asset, PartitionSet> left() {
        Map<Asset, PartitionSet> left = new LinkedHashMap<>();
        planning.workspace().warehouse().assets().forEach(asset -> {
            PartitionSet own = planning.state().asset(asset.name()).dropped().scaffolding();
            if (!own.isEmpty()) {
                left.put(asset, own);
            }
        });
        return left;
    }

    /** As far as no other run uses it. The lease of this one has served. */
    private void dropOthers(Map<Asset, PartitionSet> left) {
        if (!left.isEmpty()) {
            drop(desk.ask(DropClaim.wish(left)).part());
        }
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
                dropped.merge(asset.name(), set, PartitionSet::union);
            } catch (ProblemException e) {
                // The work of the run is done; the next one, or expire, comes back to it.
                LOG.warn("{} of {} was not let go", set, asset.name(), e);
            }
        });
    }
}
