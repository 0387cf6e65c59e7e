package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.RangeExplanation;
import io.hindcast.plan.Reason;
import java.util.Map;

/** Why partitions are what they are, as JSON: those of which the same is to say together. */
public final class RangeJson {

    private RangeJson() {}

    /** On one line; what does not apply is not there. */
    public static String of(RangeExplanation why, Background background) {
        ObjectNode document = Json.object()
                .put("asset", why.asset())
                .put("partitions", why.partitions().toString())
                .put("count", why.partitions().count())
                .put("fingerprint", why.job().fingerprint());
        if (!why.outside().isEmpty()) {
            document.put("outside", why.outside().toString());
        }
        ArrayNode groups = document.putArray("groups");
        why.groups().forEach(group -> groups.add(tree(group, background)));
        background.codeChanges().forEach(document.putArray("code_changes")::add);
        document.set("trace", TraceJson.path(why.trace()));
        document.set("follows", TraceJson.follows(why.follows()));
        return document.toString();
    }

    private static ObjectNode tree(RangeExplanation.Group group, Background background) {
        ObjectNode tree = Json.object()
                .put("partitions", group.partitions().toString())
                .put("count", group.partitions().count())
                .put("standing", group.standing().word());
        group.reasons().stream().map(Reason::word).forEach(tree.putArray("reasons")::add);
        builds(group.built(), tree.putArray("built"));
        Map<Build, PartitionSet> overwritten = background.overwritten(group.partitions());
        if (!overwritten.isEmpty()) {
            builds(overwritten, tree.putArray("overwritten"));
        }
        tree.set("causes", TraceJson.causes(group.causes(), background));
        return tree;
    }

    private static void builds(Map<Build, PartitionSet> builds, ArrayNode array) {
        builds.forEach((build, set) -> {
            ObjectNode one = array.addObject()
                    .put("partitions", set.toString())
                    .put("event", build.event().word())
                    .put("run", build.run())
                    .put("at", build.at().toString())
                    .put("version", build.version())
                    .put("fingerprint", build.fingerprint());
            InputRead.versions(build.inputs()).forEach(one.putObject("inputs")::put);
        });
    }
}
