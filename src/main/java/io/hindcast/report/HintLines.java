package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.hindcast.problem.Counts;
import io.hindcast.run.Hint;
import java.util.List;

/** Hints, in words and as JSON. */
final class HintLines {

    private HintLines() {}

    static void add(List<Hint> hints, Lines lines) {
        if (hints.isEmpty()) {
            return;
        }
        lines.gap().add("hints: " + Counts.of(hints.size(), "declaration") + " could say less");
        for (Hint hint : hints) {
            lines.add("  ", hint.asset() + " of " + hint.input() + ": " + hint.seen());
            lines.whole("    write: " + hint.write());
        }
    }

    static ArrayNode tree(List<Hint> hints) {
        ArrayNode tree = Json.object().arrayNode();
        hints.forEach(hint -> tree.addObject()
                .put("asset", hint.asset())
                .put("input", hint.input())
                .put("seen", hint.seen())
                .put("write", hint.write()));
        return tree;
    }
}
