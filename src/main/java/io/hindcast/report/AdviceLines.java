package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.problem.Counts;
import io.hindcast.run.Advice;
import io.hindcast.run.Hint;
import io.hindcast.run.Warning;
import java.util.List;

/** What a run tells the authors of its jobs, in words and as JSON. */
final class AdviceLines {

    private AdviceLines() {}

    static void add(Advice advice, Lines lines) {
        addWarnings(advice.warnings(), lines);
        addHints(advice.hints(), lines);
    }

    private static void addWarnings(List<Warning> warnings, Lines lines) {
        if (warnings.isEmpty()) {
            return;
        }
        lines.gap().add("purity: " + Counts.of(warnings.size(), "warning") + ", seen in the plans of Java jobs");
        for (Warning warning : warnings) {
            String place = warning.place().isEmpty() ? "" : warning.place() + ": ";
            lines.add("  warning: ", warning.asset() + ": " + place + warning.what() + " [" + warning.code() + "]");
            lines.add("    cause:   ", warning.why());
            lines.add("    way out: ", warning.wayOut());
        }
    }

    private static void addHints(List<Hint> hints, Lines lines) {
        if (hints.isEmpty()) {
            return;
        }
        lines.gap().add("hints: " + Counts.of(hints.size(), "declaration") + " could say less");
        for (Hint hint : hints) {
            lines.add("  ", hint.asset() + " of " + hint.input() + ": " + hint.seen());
            lines.whole("    write: " + hint.write());
        }
    }

    /** Adds {@code hints} and {@code warnings}, each only where there are any. */
    static void put(Advice advice, ObjectNode document) {
        if (!advice.hints().isEmpty()) {
            ArrayNode tree = document.putArray("hints");
            advice.hints()
                    .forEach(hint -> tree.addObject()
                            .put("asset", hint.asset())
                            .put("input", hint.input())
                            .put("seen", hint.seen())
                            .put("write", hint.write()));
        }
        if (!advice.warnings().isEmpty()) {
            ArrayNode tree = document.putArray("warnings");
            advice.warnings()
                    .forEach(warning -> tree.addObject()
                            .put("asset", warning.asset())
                            .put("code", warning.code())
                            .put("place", warning.place())
                            .put("what", warning.what())
                            .put("cause", warning.why())
                            .put("way_out", warning.wayOut()));
        }
    }
}
