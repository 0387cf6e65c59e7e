package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.run.PastRun;
import java.util.List;

/** What happened, newest first, as JSON. A public contract. */
public final class HistoryJson {

    private HistoryJson() {}

    /** On one line: {@code {"runs": [{"run": "r-1", "at": ..., "outcome": "done", ...}]}}. */
    public static String ofRuns(List<PastRun> runs) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("runs");
        runs.forEach(run -> array.add(tree(run)));
        return document.toString();
    }

    /** What does not apply is not there; counts are of partitions, but {@code failed} is of attempts. */
    static ObjectNode tree(PastRun run) {
        ObjectNode tree = Json.object()
                .put("run", run.id())
                .put("at", run.began().toString())
                .put("outcome", run.outcome());
        if (!run.knowsBegin()) {
            tree.put("began", "unknown");
        }
        run.exit().ifPresent(exit -> tree.put("exit", exit));
        if (!run.actor().isEmpty()) {
            tree.put("actor", run.actor());
        }
        run.requests().forEach(tree.putArray("requests")::add);
        List<Entry> told = run.of(Event.CONTROL);
        if (!told.isEmpty()) {
            ArrayNode all = tree.putArray("told");
            told.forEach(control -> all.addObject()
                    .put("at", control.at().toString())
                    .put("actor", control.actor())
                    .put("what", control.reason()));
        }
        run.plan().ifPresent(plan -> tree.put("plan", plan));
        for (Event event : List.of(Event.COMMITTED, Event.UNCHANGED, Event.SKIPPED, Event.QUARANTINED)) {
            tree.put(event.word(), run.count(event));
        }
        tree.put("failed", run.of(Event.FAILED).size());
        run.left().ifPresent(left -> tree.put("left", left));
        if (!run.saved().isNothing()) {
            tree.set("saved", Json.saved(run.saved()));
        }
        run.end().ifPresent(end -> tree.put("ended", end.at().toString()));
        run.seconds().ifPresent(seconds -> tree.put("seconds", seconds));
        run.end().ifPresent(end -> put(tree, "error", end.error()));
        return tree;
    }

    /** On one line: {@code {"events": [{"at": ..., "event": "committed", "partitions": SET, ...}]}}. */
    public static String ofEvents(List<GroupedEntry> events) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("events");
        events.forEach(event -> array.add(tree(event)));
        return document.toString();
    }

    private static ObjectNode tree(GroupedEntry event) {
        Entry entry = event.first();
        ObjectNode tree = Json.object()
                .put("at", entry.at().toString())
                .put("event", entry.event().word())
                .put("asset", entry.asset())
                .put("partitions", event.text())
                .put("count", event.count());
        put(tree, "run", entry.run());
        put(tree, "step", entry.step());
        entry.attempt().ifPresent(attempt -> tree.put("attempt", attempt));
        entry.version().ifPresent(version -> tree.put("version", version));
        event.rows().ifPresent(rows -> tree.put("rows", rows));
        entry.seconds().ifPresent(seconds -> tree.put("seconds", seconds));
        put(tree, "reason", entry.reason());
        put(tree, "error", entry.error());
        return tree;
    }

    private static void put(ObjectNode tree, String field, String text) {
        if (!text.isEmpty()) {
            tree.put(field, text);
        }
    }
}
