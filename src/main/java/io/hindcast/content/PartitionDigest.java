package io.hindcast.content;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.expressions.XXH64;

/** The running sums of the rows of one partition; two of them add up. Not for sharing between threads. */
final class PartitionDigest implements Serializable {

    private final long[] firsts;
    private final long[] seconds;
    private final long[] nulls;
    private long rows;
    private long rowFirsts;
    private long rowSeconds;

    PartitionDigest(int columns) {
        this.firsts = new long[columns];
        this.seconds = new long[columns];
        this.nulls = new long[columns];
    }

    /** Adds one value of the row that {@link #addRow} ends. */
    void addValue(int column, long first, long second) {
        firsts[column] += first;
        seconds[column] += second;
    }

    /** Counts one null, which is added as a value too. */
    void addNull(int column) {
        nulls[column]++;
    }

    void addRow(long one, long other) {
        rows++;
        rowFirsts += one;
        rowSeconds += other;
    }

    void addAll(PartitionDigest other) {
        for (int column = 0; column < firsts.length; column++) {
            firsts[column] += other.firsts[column];
            seconds[column] += other.seconds[column];
            nulls[column] += other.nulls[column];
        }
        rows += other.rows;
        rowFirsts += other.rowFirsts;
        rowSeconds += other.rowSeconds;
    }

    /** What the sums say, with the columns' names in their order. */
    ContentHash hash(List<String> columns) {
        SortedMap<String, String> hashes = new TreeMap<>();
        SortedMap<String, Long> nullCounts = new TreeMap<>();
        for (int column = 0; column < firsts.length; column++) {
            hashes.put(columns.get(column), text(firsts[column], seconds[column]));
            nullCounts.put(columns.get(column), nulls[column]);
        }
        return new ContentHash(rows, text(rowFirsts, rowSeconds), hashes, nullCounts);
    }

    private String text(long first, long second) {
        // For one count both are bijections of the sums: nothing is lost, and another count is another text.
        HexFormat hex = HexFormat.of();
        return ContentHash.SCHEME
                + hex.toHexDigits(XXH64.hashLong(first, rows))
                + hex.toHexDigits(XXH64.hashLong(second, Mix.first(rows)));
    }
}
