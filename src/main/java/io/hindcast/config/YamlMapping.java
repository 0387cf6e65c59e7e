package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the keys of a mapping. The keys that are asked for are the known ones; {@link #refuseOthers()} comes last and
 * notes the rest.
 */
final class YamlMapping {

    private final YamlNode.Mapping node;
    private final String name;
    private final ProblemLog log;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param name what a person would call it, such as {@code partition}
     */
    YamlMapping(YamlNode.Mapping node, String name, ProblemLog log) {
        this.node = node;
        this.name = name;
        this.log = log;
        node.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    Place place() {
        return node.place();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The place of a key, or of the whole when it is not there. */
    Place placeOf(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? place() : entry.place();
    }

    Optional<YamlValue> optional(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(this::value);
    }

    /** The value of a key; its absence is noted. */
    Optional<YamlValue> required(String key, String example) {
        Optional<YamlValue> value = optional(key);
        if (value.isEmpty()) {
            log.add(FileProblems.missingKey(key, name, example), place());
        }
        return value;
    }

    /** Every key with its value, in the order of the file, where keys are names of the user's own. */
    List<YamlValue> all() {
        known.addAll(entries.keySet());
        return entries.values().stream().map(this::value).toList();
    }

    /** The keys in the order of the file. */
    List<String> keys() {
        return new ArrayList<>(entries.keySet());
    }

    /** Notes each key that nobody asked for. */
    void refuseOthers() {
        entries.values().stream()
                .filter(entry -> !known.contains(entry.key()))
                .forEach(entry -> log.add(FileProblems.unknownKey(entry.key(), name, known), entry.place()));
    }

    private YamlValue value(YamlNode.Entry entry) {
        return new YamlValue(entry.value(), entry.key(), log);
    }
}
