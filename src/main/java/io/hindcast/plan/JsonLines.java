package io.hindcast.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;

/**
 * JSON for files that people read and compare: down to a fixed depth each field and each element has a line of its own,
 * what lies deeper stands on the line of its field. So a text changes in the lines of what changed, and in no others.
 */
final class JsonLines {

    /** The document, its parts, and the entries of these. */
    private static final int BROKEN = 3;

    private final StringBuilder text = new StringBuilder();

    private JsonLines() {}

    static String of(JsonNode document) {
        JsonLines lines = new JsonLines();
        lines.write(document, 0);
        return lines.text.append('\n').toString();
    }

    private void write(JsonNode node, int depth) {
        if (!node.isContainerNode()) {
            text.append(node);
            return;
        }
        boolean isBroken = depth < BROKEN && !node.isEmpty();
        text.append(node.isArray() ? '[' : '{');
        if (node.isArray()) {
            elements(node, depth, isBroken ? "\n" + "  ".repeat(depth + 1) : "");
        } else {
            fields(node, depth, isBroken ? "\n" + "  ".repeat(depth + 1) : "");
        }
        text.append(isBroken ? "\n" + "  ".repeat(depth) : "").append(node.isArray() ? ']' : '}');
    }

    private void elements(JsonNode array, int depth, String before) {
        Iterator<JsonNode> elements = array.iterator();
        while (elements.hasNext()) {
            text.append(before);
            write(elements.next(), depth + 1);
            separate(elements, before);
        }
    }

    private void fields(JsonNode object, int depth, String before) {
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            // A name as a text node knows how to quote itself.
            text.append(before).append(TextNode.valueOf(field.getKey())).append(": ");
            write(field.getValue(), depth + 1);
            separate(fields, before);
        }
    }

    private void separate(Iterator<?> rest, String before) {
        if (rest.hasNext()) {
            text.append(before.isEmpty() ? ", " : ",");
        }
    }
}
