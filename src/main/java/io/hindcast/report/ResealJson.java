package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanDifference;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Step;
import io.hindcast.problem.ExitCode;
import java.util.List;

/** What moved since a plan was made, and what it does when it is made again, as JSON. */
public final class ResealJson {

    private ResealJson() {}

    /**
     * On one line; what does not apply is not there.
     *
     * @param exit what the process ends with
     */
    public static String of(Plan before, Plan after, List<BrokenSeal> broken, ExitCode exit) {
        ObjectNode document = Json.object();
        document.put("plan", before.id());
        document.put("again", after.id());
        document.put("holds", broken.isEmpty());
        for (BrokenSeal seal : broken) {
            ObjectNode one = document.withArray("seals").addObject().put("moved", seal.text());
            seal.steps(before).stream().map(Step::id).forEach(one.putArray("steps")::add);
        }
        PlanDifference difference = PlanDifference.between(before, after);
        ObjectNode assets = document.putObject("difference");
        difference.assets().forEach((name, own) -> assets.set(name, tree(own)));
        difference.begun().forEach(asset -> document.withArray("begins_anew").add(asset));
        difference
                .kept()
                .forEach(asset -> document.withArray("no_longer_begins_anew").add(asset));
        document.put("partitions_before", before.partitions());
        document.put("partitions", after.partitions());
        document.put("exit", exit.number());
        return document.toString();
    }

    private static ObjectNode tree(PlanDifference.OfAsset own) {
        ObjectNode tree = Json.object();
        put(tree, "added", own.added());
        if (!own.added().isEmpty()) {
            tree.set("added_for", Json.sets(own.addedFor(), Reason::word));
        }
        put(tree, "dropped", own.dropped());
        if (!own.droppedAs().isEmpty()) {
            tree.set("dropped_as", Json.sets(own.droppedAs(), LeftOut::word));
        }
        if (!own.gained().isEmpty()) {
            tree.set("gained", Json.sets(own.gained(), Reason::word));
        }
        if (!own.lost().isEmpty()) {
            tree.set("lost", Json.sets(own.lost(), Reason::word));
        }
        put(tree, "certain", own.certain());
        put(tree, "if_changed", own.uncertain());
        return tree;
    }

    private static void put(ObjectNode tree, String field, PartitionSet set) {
        if (!set.isEmpty()) {
            tree.put(field, set.toString());
        }
    }
}
