package io.hindcast.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The JSON in the ledger's column {@code detail}. */
final class Details {

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
        return object().put("exit", ending.exitCode().number())
                .put("planned", counts.planned())
                .put("committed", counts.committed())
                .put("unchanged", counts.unchanged())
                .put("skipped", counts.skipped())
                .put("quarantined", counts.quarantined())
                .put("left", counts.left())
                .toString();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
