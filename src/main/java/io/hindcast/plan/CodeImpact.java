package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What other code of an asset may have given otherwise, and whom that concerns.
 *
 * @param touched which of its columns, or all
 * @param columns each column that is touched, in lower case, to what became of it; none where all are
 * @param readers who reads what is touched, through any number of assets, each with what of its own result hangs on it, in
 *     topological order
 * @param spared who reads the asset, or one of the readers, and only in other columns
 */
public record CodeImpact(
        TouchedColumns touched,
        SortedMap<String, Fate> columns,
        Map<String, TouchedColumns> readers,
        List<String> spared) {

    public CodeImpact {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
        spared = List.copyOf(spared);
    }

    /** What becomes of a column. */
    public enum Fate {
        ADDED("added"),
        CHANGED("changed"),
        GONE("gone");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        /** To stand behind its name. */
        public String word() {
            return word;
        }
    }

    /**
     * Of code that was recorded so, beside the code that an asset has now.
     *
     * @param fingerprint of that code
     * @param then the fingerprints of its parts, as far as they were recorded
     */
    static CodeImpact of(Warehouse warehouse, Asset asset, String fingerprint, Map<String, String> then) {
        TouchedColumns touched = asset.touchedSince(fingerprint, then);
        Map<String, TouchedColumns> reached = new HashMap<>(Map.of(asset.name(), touched));
        Map<String, TouchedColumns> readers = new LinkedHashMap<>();
        List<String> spared = new ArrayList<>();
        for (Asset each : warehouse.assets()) {
            boolean reads = each.inputs().stream().anyMatch(input -> reached.containsKey(input.name()));
            Optional<TouchedColumns> own = each.inputs().stream()
                    .flatMap(input -> Optional.ofNullable(reached.get(input.name()))
                            .flatMap(above -> each.touchedBy(input, above::spares))
                            .stream())
                    .reduce(TouchedColumns::and);
            own.ifPresent(columns -> {
                reached.put(each.name(), columns);
                readers.put(each.name(), columns);
            });
            if (reads && own.isEmpty()) {
                spared.add(each.name());
            }
        }
        return new CodeImpact(touched, fates(asset, then, touched), readers, spared);
    }

    private static SortedMap<String, Fate> fates(Asset asset, Map<String, String> recorded, TouchedColumns touched) {
        Map<String, String> then = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        then.putAll(recorded);
        Map<String, String> now = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        now.putAll(asset.signature().columnFingerprints());
        SortedMap<String, Fate> fates = new TreeMap<>();
        touched.names()
                .ifPresent(columns -> columns.forEach(column -> fates.put(
                        column,
                        !then.containsKey(column) ? Fate.ADDED : now.containsKey(column) ? Fate.CHANGED : Fate.GONE)));
        return fates;
    }

    /** What changed, in words. */
    public String changes() {
        if (touched.isEverything()) {
            return "all columns, and which rows there are";
        }
        List<String> changes = new ArrayList<>();
        columns.forEach((column, fate) -> changes.add("column " + column + " " + fate.word()));
        return changes.isEmpty() ? "its columns in another order" : String.join(", ", changes);
    }

    /** Whom it concerns, in words. */
    public String concerns() {
        List<String> names = new ArrayList<>();
        readers.forEach((name, hanging) -> names.add(name + of(hanging)));
        String who = names.isEmpty() ? "nobody reads that" : "that is read by " + String.join(", ", names);
        return who + (spared.isEmpty() ? "" : "; not by " + String.join(", ", spared));
    }

    private static String of(TouchedColumns hanging) {
        return hanging.names()
                .map(names -> names.isEmpty() ? "" : " (for " + String.join(", ", names) + ")")
                .orElse("");
    }
}
