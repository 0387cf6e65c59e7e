package io.hindcast.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which columns of its inputs each part of a job's result hangs on. Names of inputs are in any letter case, those of columns
 * in lower case.
 *
 * @param rows input to those that decide which rows there are: by them rows are chosen, joined, grouped
 * @param columns output column to input to those that its values are computed from; no output column where nothing is known
 */
public record Lineage(Map<String, SortedSet<String>> rows, Map<String, Map<String, SortedSet<String>>> columns) {

    private static final Lineage UNKNOWN = new Lineage(Map.of(), Map.of());

    public Lineage {
        rows = copyOf(rows);
        Map<String, Map<String, SortedSet<String>>> copy = new LinkedHashMap<>();
        columns.forEach((column, reads) -> copy.put(column, copyOf(reads)));
        columns = Collections.unmodifiableMap(copy);
    }

    private static Map<String, SortedSet<String>> copyOf(Map<String, SortedSet<String>> reads) {
        Map<String, SortedSet<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        reads.forEach((input, names) -> copy.put(input, Collections.unmodifiableSortedSet(new TreeSet<>(names))));
        return Collections.unmodifiableMap(copy);
    }

    /** Of a job of which nobody knows: everything may hang on everything. */
    public static Lineage unknown() {
        return UNKNOWN;
    }

    /**
     * What of the result is touched when an input changed.
     *
     * @param isSpared whether who reads these columns of the input finds what was there before
     */
    TouchedColumns touched(String input, Predicate<ReadColumns> isSpared) {
        SortedSet<String> ofRows = of(rows, input);
        if (columns.isEmpty() || !isSpared.test(ReadColumns.of(ofRows))) {
            return TouchedColumns.everything();
        }
        SortedSet<String> touched = new TreeSet<>();
        columns.forEach((column, reads) -> {
            SortedSet<String> all = new TreeSet<>(ofRows);
            all.addAll(of(reads, input));
            if (!isSpared.test(ReadColumns.of(all))) {
                touched.add(column);
            }
        });
        return TouchedColumns.of(touched);
    }

    private static SortedSet<String> of(Map<String, SortedSet<String>> reads, String input) {
        return reads.getOrDefault(input, Collections.emptySortedSet());
    }
}
