package io.hindcast.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Finding;
import io.hindcast.asset.PurityRule;
import io.hindcast.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Findings in the memory of the inspector. */
final class FindingJson {

    private FindingJson() {}

    static void write(List<Finding> findings, ArrayNode array) {
        for (Finding finding : findings) {
            Place place = finding.place();
            ObjectNode one = array.addObject();
            one.put("rule", finding.rule().word());
            one.put("expression", finding.expression());
            one.put("file", place.file());
            place.line().ifPresent(line -> one.put("line", line));
            place.column().ifPresent(column -> one.put("column", column));
        }
    }

    static List<Finding> read(JsonNode array) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode one : array) {
            Place place = new Place(one.path("file").asText(), number(one.path("line")), number(one.path("column")));
            PurityRule rule = PurityRule.of(one.path("rule").asText())
                    .orElseThrow(() -> new IllegalStateException("a finding of an unknown rule: " + one));
            findings.add(new Finding(rule, one.path("expression").asText(), place));
        }
        return findings;
    }

    private static OptionalInt number(JsonNode node) {
        return node.isNumber() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
    }
}
