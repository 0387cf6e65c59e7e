package io.hindcast.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.problem.ExitCode;
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

    static String of(Tally tally, ExitCode exitCode) {
        return object().put("exit", exitCode.number())
                .put("planned", tally.planned())
                .put("committed", tally.committed())
                .put("unchanged", tally.unchanged())
                .put("skipped", tally.skipped())
                .put("quarantined", tally.quarantined())
                .put("left", tally.left())
                .toString();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
