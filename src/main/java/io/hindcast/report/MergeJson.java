package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.plan.CodeImpact;
import io.hindcast.plan.DeclarationChange;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.MergeImpact;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Range;
import io.hindcast.plan.Reason;
import java.util.List;
import java.util.Locale;

/** What merging would cause, as JSON. */
public final class MergeJson {

    private MergeJson() {}

    /** One object; what does not apply is not there. */
    public static ObjectNode of(MergeStory story) {
        MergeImpact impact = story.impact();
        ObjectNode tree = Json.object().put("ref", story.ref()).put("commit", story.commit());
        tree.put("basis", story.basis().ground().name().toLowerCase(Locale.ROOT));
        if (!story.basis().why().isEmpty()) {
            tree.put("basis_because", story.basis().why());
        }
        tree.set("sources", changes(impact.declarations().sources()));
        tree.set("assets", changes(impact.declarations().assets()));
        tree.set("adds", adds(impact));
        ObjectNode spares = tree.putObject("spares");
        impact.spares().forEach((name, set) -> spares.put(name, set.toString()));
        ObjectNode withheld = tree.putObject("withheld");
        impact.withheld().forEach((name, causes) -> withheld.set(name, Json.sets(causes, LeftOut::word)));
        tree.set("before", totals(impact.before()));
        tree.set("after", totals(impact.after()));
        impact.after().reset().forEach(tree.putArray("begins_anew")::add);
        story.notes().forEach(tree.putArray("notes")::add);
        return tree;
    }

    private static ObjectNode changes(List<DeclarationChange> changes) {
        ObjectNode all = Json.object();
        for (DeclarationChange change : changes) {
            ObjectNode one =
                    all.putObject(change.name()).put("change", change.kind().word());
            change.code().ifPresent(code -> code(change, code, one));
            change.what().forEach((aspect, sentences) -> sentences.forEach(one.putArray(aspect.word())::add));
        }
        return all;
    }

    private static void code(DeclarationChange change, CodeImpact code, ObjectNode one) {
        MergeText.changes(change).forEach(one.putArray("code")::add);
        if (!code.touched().isEverything()) {
            ObjectNode columns = one.putObject("columns_changed");
            code.columns().forEach((column, fate) -> columns.put(column, fate.word()));
        }
        code.readers().keySet().forEach(one.putArray("read_by")::add);
        code.spared().forEach(one.putArray("not_read_by")::add);
    }

    private static ObjectNode adds(MergeImpact impact) {
        ObjectNode tree = Json.object().put("partitions", impact.partitions()).put("steps", impact.steps());
        tree.set("estimate", estimate(impact.estimate()));
        ObjectNode assets = tree.putObject("assets");
        impact.adds().forEach((name, addition) -> {
            ObjectNode one = assets.putObject(name)
                    .put("partitions", addition.partitions().toString())
                    .put("count", addition.partitions().count())
                    .put("steps", addition.steps());
            one.set("reasons", Json.sets(addition.reasons(), Reason::word));
            if (!addition.ifChanged().isEmpty()) {
                one.put("if_changed", addition.ifChanged().toString());
            }
            one.set("estimate", estimate(addition.estimate()));
        });
        return tree;
    }

    private static ObjectNode totals(Plan plan) {
        ObjectNode totals = Json.object()
                .put("assets", plan.assets().size())
                .put("partitions", plan.partitions())
                .put("steps", plan.steps().size());
        totals.set("estimate", estimate(plan.estimate()));
        return totals;
    }

    private static ObjectNode estimate(Estimate estimate) {
        ObjectNode tree = Json.object();
        tree.set("rows", range(estimate.rows()));
        tree.set("bytes", range(estimate.bytes()));
        return tree;
    }

    private static ArrayNode range(Range range) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(range.low())
                .add(range.likely())
                .add(range.high());
    }
}
