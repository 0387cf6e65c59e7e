package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.Entry;
import java.util.Map;

/** One run as JSON. A public contract. */
public final class RunStoryJson {

    private RunStoryJson() {}

    /** On one line: what {@code history} gives of a run, and its {@code steps}. */
    public static String of(RunStory story) {
        ObjectNode document = HistoryJson.tree(story.run());
        ArrayNode steps = document.putArray("steps");
        story.steps().forEach(step -> steps.add(tree(step)));
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
        ArrayNode failures = tree.putArray("failures");
        step.failures().forEach(failure -> {
            Entry entry = failure.first();
            failures.addObject()
                    .put("at", entry.at().toString())
                    .put("step", entry.step())
                    .put("attempt", entry.attempt().orElse(0))
                    .put("partitions", failure.text())
                    .put("error", entry.error());
        });
        return tree;
    }
}
