package io.hindcast.asset;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a job's result is made of, each part by itself: which rows there are, and each of its columns.
 *
 * @param rows fingerprint of all that decides which rows there are; empty where that is not told apart
 * @param columns output column to the fingerprint of what it is computed as
 * @param lineage which columns of inputs they hang on
 * @param shape how the rows come from those that are read
 */
public record JobParts(String rows, Map<String, String> columns, Lineage lineage, RowShape shape) {

    /** Stands for the rows among the fingerprints of columns, as they are recorded. */
    public static final String ROWS = "*";

    public JobParts {
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    }

    /** Of which it is not told how rows come from those that are read. */
    public JobParts(String rows, Map<String, String> columns, Lineage lineage) {
        this(rows, columns, lineage, RowShape.ROW_BY_ROW);
    }

    /** The same with rows that come so from those that are read. */
    public JobParts shaped(RowShape other) {
        return new JobParts(rows, columns, lineage, other);
    }

    /** Of a job of which it is not known what hangs on what. */
    public static JobParts unknown(Map<String, String> columns) {
        return new JobParts("", columns, Lineage.unknown());
    }

    /** The fingerprints, as commits and the ledger record them: {@link #ROWS} stands for the rows. */
    public Map<String, String> recorded() {
        // Where a column has that name, nothing is told of the rows: then all counts as touched.
        if (rows.isEmpty() || columns.containsKey(ROWS)) {
            return columns;
        }
        Map<String, String> all = new TreeMap<>(columns);
        all.put(ROWS, rows);
        return all;
    }

    /**
     * What other code of the job may have given otherwise.
     *
     * @param then the fingerprints that were recorded of that code
     */
    TouchedColumns touchedSince(Map<String, String> then) {
        if (rows.isEmpty() || columns.containsKey(ROWS) || !rows.equals(then.get(ROWS))) {
            return TouchedColumns.everything();
        }
        Map<String, String> before = ignoringCase(then);
        Map<String, String> now = ignoringCase(recorded());
        SortedSet<String> touched = new TreeSet<>(before.keySet());
        touched.addAll(now.keySet());
        touched.removeIf(column -> now.getOrDefault(column, "").equals(before.get(column)));
        return TouchedColumns.of(touched);
    }

    private static Map<String, String> ignoringCase(Map<String, String> fingerprints) {
        Map<String, String> same = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        same.putAll(fingerprints);
        return same;
    }
}
