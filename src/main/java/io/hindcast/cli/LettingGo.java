package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.CommitEntries;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Lease;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ProblemException;
import io.hindcast.run.RunResult;
import io.hindcast.spark.Dropping;
import io.hindcast.upkeep.Drops;
import io.hindcast.upkeep.Scaffolding;
import java.util.List;
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
        dropOthers(left(planning));
    }

    /** What runs built for their steps alone and left behind, without what runs at work use. */
    static Map<Asset, PartitionSet> left(Planning planning) {
        Workspace workspace = planning.workspace();
        Map<Asset, PartitionSet> standing = Scaffolding.standing(workspace.warehouse(), planning.state());
        return standing.isEmpty() ? standing : Drops.without(standing, others(workspace));
    }

    private static List<Lease> others(Workspace workspace) {
        Host host = workspace.host();
        return workspace.leases(host).living().stream()
                .filter(lease -> !lease.owner().host().equals(host.name())
                        || !lease.owner().process().equals(host.process()))
                .toList();
    }

    /**
     * After all steps came to an end.
     *
     * @return asset to what was let go
     */
    Map<String, PartitionSet> after(RunResult result) {
        Warehouse warehouse = planning.workspace().warehouse();
        drop(Scaffolding.builtBy(warehouse, plan, result));
        // What this run built in an earlier life it holds no lease of any more, nor does anybody else.
        dropOthers(Scaffolding.before(plan, Scaffolding.standing(warehouse, planning.state())));
        return dropped;
    }

    /** As far as no other run uses it. The lease of this one has served. */
    private void dropOthers(Map<Asset, PartitionSet> left) {
        if (!left.isEmpty()) {
            drop(desk.ask(Drops.wish(left)).part());
        }
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
