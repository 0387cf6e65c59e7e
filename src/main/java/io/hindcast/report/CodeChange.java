package io.hindcast.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.asset.JobParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What makes two canonical codes of an asset differ, in words. */
public final class CodeChange {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Tokens that are shown around a difference. */
    private static final int AROUND = 3;

    private static final int LONGEST = 300;

    private CodeChange() {}

    /**
     * One sentence for each thing that changed; none where the codes are equal.
     *
     * @param then canonical code
     * @param now canonical code
     */
    public static List<String> between(String then, String now) {
        JsonNode before = tree(then);
        JsonNode after = tree(now);
        List<String> changes = new ArrayList<>();
        for (String field : fields(before, after)) {
            JsonNode old = before.path(field);
            JsonNode young = after.path(field);
            if (old.equals(young)) {
                continue;
            }
            switch (field) {
                case "sql" -> changes.addAll(statements(old.asText(), young.asText()));
                case "java" -> changes.addAll(classes(old, young));
                case "format", "plan" -> {
                    // How the code is told; what is told of it stands in the other fields.
                }
                case "inputs" -> inputs(old, young, changes);
                default -> changes.add(field.replace('_', ' ') + " " + changed(old, young));
            }
        }
        return changes;
    }

    /**
     * Output columns whose definition changed.
     *
     * @param then column to fingerprint; empty where it was not told
     * @param now column to fingerprint
     */
    public static List<String> columns(Map<String, String> then, Map<String, String> now) {
        List<String> changes = new ArrayList<>();
        if (then.isEmpty() || now.isEmpty()) {
            return changes;
        }
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        // Earlier records tell of columns alone.
        names.remove(JobParts.ROWS);
        if (then.containsKey(JobParts.ROWS) && !then.get(JobParts.ROWS).equals(now.get(JobParts.ROWS))) {
            changes.add("which rows there are is decided otherwise");
        }
        for (String name : names) {
            if (!then.containsKey(name)) {
                changes.add("the column " + name + " is new");
            } else if (!now.containsKey(name)) {
                changes.add("the column " + name + " is gone");
            } else if (scheme(then.get(name)).equals(scheme(now.get(name)))
                    && !then.get(name).equals(now.get(name))) {
                changes.add("the column " + name + " is computed otherwise");
            }
        }
        return changes;
    }

    /** Only fingerprints of one scheme can be compared. */
    private static String scheme(String fingerprint) {
        return fingerprint.substring(0, fingerprint.indexOf(':') + 1);
    }

    /** The classes and resources that differ; an earlier scheme tells them as one. */
    private static List<String> classes(JsonNode old, JsonNode young) {
        if (!old.isObject() || !young.isObject()) {
            return List.of("the classes of the job are others");
        }
        List<String> changes = new ArrayList<>();
        for (String name : fields(old, young)) {
            String what =
                    name.startsWith("/") ? "the resource " + name.substring(1) : "the class " + name.replace('/', '.');
            if (!young.has(name)) {
                changes.add(what + " is not reached any more");
            } else if (!old.has(name)) {
                changes.add(what + " is reached now");
            } else if (!old.path(name).equals(young.path(name))) {
                changes.add(what + " is another");
            }
        }
        return changes;
    }

    private static JsonNode tree(String code) {
        try {
            return MAPPER.readTree(code);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no canonical code: " + code, e);
        }
    }

    private static Set<String> fields(JsonNode one, JsonNode other) {
        Set<String> names = new TreeSet<>();
        one.properties().forEach(field -> names.add(field.getKey()));
        other.properties().forEach(field -> names.add(field.getKey()));
        return names;
    }

    private static String changed(JsonNode old, JsonNode young) {
        if (old.isMissingNode()) {
            return "is " + text(young) + ", and was not there";
        }
        return young.isMissingNode()
                ? "was " + text(old) + ", and is gone"
                : "was " + text(old) + ", is " + text(young);
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : node.toString();
    }

    private static void inputs(JsonNode before, JsonNode after, List<String> changes) {
        for (String input : fields(before, after)) {
            if (!after.has(input)) {
                changes.add(input + " is no input any more");
            } else if (!before.has(input)) {
                changes.add(input + " is a new input");
            } else {
                input(input, before.path(input), after.path(input), changes);
            }
        }
    }

    private static void input(String name, JsonNode before, JsonNode after, List<String> changes) {
        if (!before.path("mapping").equals(after.path("mapping"))) {
            changes.add("other partitions of " + name + " are read: it "
                    + changed(before.path("mapping"), after.path("mapping")));
        }
        JsonNode old = before.path("columns");
        JsonNode young = after.path("columns");
        for (String column : fields(old, young)) {
            if (!old.path(column).equals(young.path(column))) {
                changes.add("column " + column + " of " + name + ": "
                        + (young.has(column) ? "" : "not read any more, ")
                        + changed(old.path(column), young.path(column)));
            }
        }
    }

    /** From the first token that differs to the last, with a few around. */
    private static List<String> statements(String then, String now) {
        String[] old = then.split(" ", -1);
        String[] young = now.split(" ", -1);
        int shorter = Math.min(old.length, young.length);
        int first = 0;
        while (first < shorter && old[first].equals(young[first])) {
            first++;
        }
        int same = 0;
        while (same < shorter - first && old[old.length - 1 - same].equals(young[young.length - 1 - same])) {
            same++;
        }
        return List.of(
                "the SELECT was: " + excerpt(old, first, old.length - same),
                "the SELECT is:  " + excerpt(young, first, young.length - same));
    }

    private static String excerpt(String[] tokens, int from, int until) {
        int first = Math.max(0, from - AROUND);
        int last = Math.min(tokens.length, until + AROUND);
        String text = String.join(" ", List.of(tokens).subList(first, last));
        return (first > 0 ? "... " : "") + Wrap.clipped(text, LONGEST) + (last < tokens.length ? " ..." : "");
    }
}
