package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
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
    private final Map<String, Problem> missing = new LinkedHashMap<>();
    private final Map<String, Home> homes = new LinkedHashMap<>();

    /**
     * @param name what a person would call it, such as {@code partition}
     */
    YamlMapping(YamlNode.Mapping node, String name, ProblemLog log) {
        this.node = node;
        this.name = name;
        this.log = log;
        node.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    /** Where keys belong that people write here. */
    private record Home(String belongs, String example) {}

    Place place() {
        return node.place();
    }

    /** Says where a key belongs that is none of this mapping. */
    YamlMapping elsewhere(String key, String belongs, String example) {
        homes.put(key, new Home(belongs, example));
        return this;
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

    /** The places of all keys, and of the keys within them. */
    Map<String, Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries.values()) {
            places.put(entry.key(), entry.place());
            if (entry.value() instanceof YamlNode.Mapping inner) {
                inner.entries().forEach(e -> places.put(entry.key() + "." + e.key(), e.place()));
            }
        }
        return places;
    }

    /** The value of a key; its absence is noted. */
    Optional<YamlValue> required(String key, String example) {
        Optional<YamlValue> value = optional(key);
        if (value.isEmpty()) {
            Problem problem = FileProblems.missingKey(key, name, example);
            if (entries.keySet().stream().anyMatch(other -> isSlip(other, key))) {
                // told by refuseOthers, unless that other key is the one to be told
                missing.put(key, problem);
                log.addRepeated();
            } else {
                log.add(problem, place());
            }
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

    /** Notes each key that nobody asked for, and the required ones that are missing and not merely mistyped. */
    void refuseOthers() {
        List<YamlNode.Entry> strays = List.of();
        Optional<YamlNode.Entry> before = Optional.empty();
        for (YamlNode.Entry entry : entries.values()) {
            if (known.contains(entry.key())) {
                before = Optional.of(entry);
            } else if (!strays.contains(entry)) {
                strays = before.isPresent() ? strays(entry) : List.of();
                if (strays.isEmpty()) {
                    refuse(entry);
                } else {
                    bracketsMissing(before.orElseThrow(), strays);
                }
            }
        }
        missing.values().forEach(problem -> log.add(problem, place()));
        missing.clear();
    }

    /** A key and those right after it that nobody knows and that have no value: parts of a list without its brackets. */
    private List<YamlNode.Entry> strays(YamlNode.Entry first) {
        return entries.values().stream()
                .dropWhile(entry -> !entry.equals(first))
                .takeWhile(entry -> !known.contains(entry.key())
                        && FileProblems.nearestKey(entry.key(), known).isEmpty()
                        && entry.value() instanceof YamlNode.Scalar scalar
                        && scalar.isEmpty())
                .toList();
    }

    private void bracketsMissing(YamlNode.Entry before, List<YamlNode.Entry> strays) {
        YamlNode.Entry first = strays.get(0);
        if (before.value() instanceof YamlNode.Scalar scalar && !scalar.isEmpty()) {
            List<String> items = new ArrayList<>(List.of(scalar.text()));
            strays.forEach(stray -> items.add(stray.key()));
            log.add(FileProblems.bracketsMissing(first.key(), name, before.key(), items), first.place());
        } else {
            strays.forEach(this::refuse);
        }
    }

    private void refuse(YamlNode.Entry entry) {
        Home home = homes.get(entry.key());
        if (home != null) {
            log.add(DeclarationProblems.misplacedKey(entry.key(), name, home.belongs(), home.example()), entry.place());
            return;
        }
        FileProblems.nearestKey(entry.key(), known).ifPresent(missing::remove);
        log.add(FileProblems.unknownKey(entry.key(), name, known), entry.place());
    }

    private static boolean isSlip(String typed, String meant) {
        return FileProblems.nearestKey(typed, List.of(meant)).isPresent();
    }

    private YamlValue value(YamlNode.Entry entry) {
        return new YamlValue(entry.value(), entry.key(), log);
    }
}
