package io.hindcast.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The JSON in the ledger's column {@code detail}. */
final class Details {

    /** The name of the hints in the detail of a run's end. */
    static final String HINTS = "hints";

    private static final String SAVED = "saved";

    private Details() {}

    static String of(String name, String value) {
        return object().put(name, value).toString();
    }

    static String of(Failure failure) {
        return object().put("kind", failure.kind().name().toLowerCase(Locale.ROOT))
                .put("code", failure.code())
                .toString();
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
        if (!ending.hints().isEmpty()) {
            ArrayNode hints = detail.putArray(HINTS);
            ending.hints()
                    .forEach(hint -> hints.addObject()
                            .put("asset", hint.asset())
                            .put("input", hint.input())
                            .put("seen", hint.seen())
                            .put("write", hint.write()));
        }
        return detail.toString();
    }

    private static ObjectNode tree(Saved saved) {
        return object().put("partitions", saved.partitions())
                .put("bytes", saved.bytes())
                .put("bytes_read", saved.bytesRead())
                .put("seconds", saved.seconds());
    }

    /** What a detail of an ending tells of savings; nothing where it tells none. */
    static Saved saved(JsonNode detail) {
        JsonNode tree = detail.path(SAVED);
        return new Saved(
                tree.path("partitions").asLong(),
                tree.path("bytes").asLong(),
                tree.path("bytes_read").asLong(),
                tree.path("seconds").asDouble());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
