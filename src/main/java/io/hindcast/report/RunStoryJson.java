package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.Entry;
import io.hindcast.run.FailureDetail;
import java.util.Map;

/** One run as JSON. A public contract. */
public final class RunStoryJson {

    private RunStoryJson() {}

    /** On one line: what {@code history} gives of a run, and its {@code steps}. */
    public static String of(RunStory story) {
        ObjectNode document = HistoryJson.tree(story.run());
        ArrayNode steps = document.putArray("steps");
        story.steps().forEach(step -> steps.add(tree(step)));
        Hindsight.put(Hindsight.of(story), document);
        AdviceLines.put(story.run().advice(), document);
        return document.toString();
    }

    private static ObjectNode tree(RunStory.OfStep step) {
        ObjectNode tree = Json.object().put("step", step.id()).put("asset", step.asset());
        step.planned().ifPresent(planned -> {
            tree.put("partitions", planned.partitions().toString());
            tree.put("count", planned.partitions().count());
            tree.set("reasons", Json.sets(planned.reasons(), reason -> reason.word()));
        });
        step.became().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(end -> tree.put(end.getKey().word(), end.getValue().text()));
        tree.put("left", step.left());
        tree.put("seconds", step.seconds());
        tree.put("attempts", step.tries().attempts());
        tree.put("idle", step.tries().idle());
        tree.put("delay", step.tries().delay());
        ArrayNode failures = tree.putArray("failures");
        step.failures().forEach(failure -> {
            Entry entry = failure.first();
            ObjectNode one = failures.addObject()
                    .put("at", entry.at().toString())
                    .put("step", entry.step())
                    .put("attempt", entry.attempt().orElse(0))
                    .put("partitions", failure.text())
                    .put("error", entry.error());
            put(FailureDetail.parse(entry.detail()), one);
        });
        return tree;
    }

    /** What came of the failure; rows that were written before lack it. */
    private static void put(FailureDetail detail, ObjectNode failure) {
        put(failure, "kind", detail.kind());
        put(failure, "trouble", detail.trouble());
        put(failure, "then", detail.then());
        put(failure, "why", detail.why());
        put(failure, "rule", detail.rule());
        detail.pause().ifPresent(seconds -> failure.put("wait", seconds));
        detail.waited().ifPresent(seconds -> failure.put("waited", seconds));
        detail.idle().ifPresent(seconds -> failure.put("idle", seconds));
        detail.sinceFirst().ifPresent(seconds -> failure.put("since_first", seconds));
    }

    private static void put(ObjectNode tree, String field, String text) {
        if (!text.isEmpty()) {
            tree.put(field, text);
        }
    }
}
