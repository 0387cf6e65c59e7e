package io.hindcast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problem;
import java.util.List;

/** The JSON documents that no other room makes. */
final class Documents {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Documents() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The text of a field; empty when the document has none. */
    static String text(String document, String field) {
        try {
            return MAPPER.readTree(document).path(field).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no document: " + document, e);
        }
    }

    static String files(List<String> names) {
        ObjectNode document = object();
        names.forEach(document.putArray("files")::add);
        return document.toString();
    }

    /** What went wrong, as one document. */
    static String problems(List<Problem> problems, ExitCode exitCode) {
        ObjectNode document = object();
        document.put("outcome", exitCode.outcome()).put("exit", exitCode.number());
        ArrayNode all = document.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode one = all.addObject();
            one.put("code", problem.code())
                    .put("problem", problem.what())
                    .put("cause", problem.why())
                    .put("way_out", problem.wayOut());
            problem.place().ifPresent(place -> {
                one.put("file", place.file());
                place.line().ifPresent(line -> one.put("line", line));
                place.column().ifPresent(column -> one.put("column", column));
            });
        }
        return document.toString();
    }
}
