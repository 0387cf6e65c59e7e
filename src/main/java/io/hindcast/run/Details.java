package io.hindcast.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.retry.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON in the ledger's column {@code detail}. */
final class Details {

    private static final String HINTS = "hints";

    private static final String WARNINGS = "warnings";

    private static final String SAVED = "saved";

    private static final String CORE_HOURS = "core_hours";

    private static final String MONEY = "money";

    private static final String CURRENCY = "currency";

    private Details() {}

    static String of(String name, String value) {
        return object().put(name, value).toString();
    }

    static String of(Failure failure) {
        return FailureDetail.tree(failure).toString();
    }

    static String of(Ending ending) {
        Ending.Counts counts = ending.counts();
        ObjectNode detail = object().put("exit", ending.exitCode().number())
                .put("planned", counts.planned())
                .put("committed", counts.committed())
                .put("unchanged", counts.unchanged())
                .put("skipped", counts.skipped())
                .put("quarantined", counts.quarantined())
                .put("left", counts.left());
        if (!ending.saved().isNothing()) {
            detail.set(SAVED, tree(ending.saved()));
        }
        add(ending.advice(), detail);
        return detail.toString();
    }

    private static void add(Advice advice, ObjectNode detail) {
        if (!advice.hints().isEmpty()) {
            ArrayNode hints = detail.putArray(HINTS);
            advice.hints()
                    .forEach(hint -> hints.addObject()
                            .put("asset", hint.asset())
                            .put("input", hint.input())
                            .put("seen", hint.seen())
                            .put("write", hint.write()));
        }
        if (!advice.warnings().isEmpty()) {
            ArrayNode warnings = detail.putArray(WARNINGS);
            advice.warnings()
                    .forEach(warning -> warnings.addObject()
                            .put("asset", warning.asset())
                            .put("code", warning.code())
                            .put("place", warning.place())
                            .put("what", warning.what())
                            .put("cause", warning.why())
                            .put("way_out", warning.wayOut()));
        }
    }

    /** What a detail of an ending tells authors; nothing where it tells none. */
    static Advice advice(JsonNode detail) {
        List<Hint> hints = new ArrayList<>();
        detail.path(HINTS)
                .forEach(hint -> hints.add(new Hint(
                        hint.path("asset").asText(),
                        hint.path("input").asText(),
                        hint.path("seen").asText(),
                        hint.path("write").asText())));
        List<Warning> warnings = new ArrayList<>();
        detail.path(WARNINGS)
                .forEach(warning -> warnings.add(new Warning(
                        warning.path("asset").asText(),
                        warning.path("code").asText(),
                        warning.path("place").asText(),
                        warning.path("what").asText(),
                        warning.path("cause").asText(),
                        warning.path("way_out").asText())));
        return new Advice(hints, warnings);
    }

    private static ObjectNode tree(Saved saved) {
        ObjectNode tree = object().put("partitions", saved.partitions())
                .put("bytes", saved.bytes())
                .put("bytes_read", saved.bytesRead())
                .put("seconds", saved.seconds());
        saved.cost()
                .ifPresent(cost -> tree.put(CORE_HOURS, cost.coreHours())
                        .put(MONEY, cost.money())
                        .put(CURRENCY, cost.currency()));
        return tree;
    }

    /** What a detail of an ending tells of savings; nothing where it tells none. */
    static Saved saved(JsonNode detail) {
        JsonNode tree = detail.path(SAVED);
        return new Saved(
                tree.path("partitions").asLong(),
                tree.path("bytes").asLong(),
                tree.path("bytes_read").asLong(),
                tree.path("seconds").asDouble(),
                cost(tree));
    }

    private static Optional<Rate.Cost> cost(JsonNode saved) {
        return saved.has(MONEY)
                ? Optional.of(new Rate.Cost(
                        saved.path(CORE_HOURS).asDouble(),
                        saved.path(MONEY).asDouble(),
                        saved.path(CURRENCY).asText()))
                : Optional.empty();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
