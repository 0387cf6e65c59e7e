package io.hindcast.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Long texts that others stand on, written once: each is named by its hash. Without it a column that is computed from
 * one that is computed from another, twice each, would be twice as long at every step.
 */
final class SharedTexts {

    private static final int SHORT = 200;

    private static final Pattern NAME = Pattern.compile("#[0-9a-f]{32}");

    private final Map<String, String> texts = new HashMap<>();

    /** The text itself when it is short, else its name. */
    String shared(String text) {
        if (text.length() <= SHORT) {
            return text;
        }
        String name = "#" + Sha256.hex(text);
        texts.put(name, text);
        return name;
    }

    /** Name to text, of all that these texts and what they name stand on. */
    SortedMap<String, String> behind(List<String> roots) {
        SortedMap<String, String> behind = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            NAME.matcher(open.remove()).results().forEach(found -> {
                String text = texts.get(found.group());
                // What only looks like a name stands within a literal.
                if (text != null && behind.put(found.group(), text) == null) {
                    open.add(text);
                }
            });
        }
        return behind;
    }
}
