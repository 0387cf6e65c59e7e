package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Finding;
import io.hindcast.asset.Purity;
import io.hindcast.problem.Problem;

/** What keeps a job from being a pure function of its inputs, as JSON. */
public final class PurityJson {

    private PurityJson() {}

    /**
     * Each finding with its rule, its place and why it breaks rebuilding; an allowed one with the reason of its author.
     *
     * @param array where they are added
     */
    public static void write(Purity purity, ArrayNode array) {
        for (Finding finding : purity.findings()) {
            Problem problem = finding.problem();
            ObjectNode one = array.addObject();
            one.put("rule", finding.rule().word());
            one.put("severity", finding.rule().severity().word());
            one.put("code", problem.code());
            one.put("expression", finding.expression());
            one.put("file", finding.place().file());
            finding.place().line().ifPresent(line -> one.put("line", line));
            finding.place().column().ifPresent(column -> one.put("column", column));
            one.put("cause", finding.rule().why());
            one.put("way_out", finding.rule().wayOut());
            purity.reason(finding).ifPresent(reason -> one.put("allowed", reason));
        }
    }
}
