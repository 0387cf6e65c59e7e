package io.hindcast.difference;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How the rows of a partition differ. Equal rows count as often as they occur.
 *
 * @param before how many rows there were
 * @param after how many rows there are
 * @param removed rows that have no counterpart any more
 * @param added rows that had no counterpart
 * @param changed rows of which some values are others
 * @param columns every compared column to what is known of it, in the order of the table
 */
public record PartitionDifference(
        long before, long after, long removed, long added, long changed, Map<String, Cells> columns) {

    public PartitionDifference {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (before - removed != after - added || changed > before - removed) {
            throw new IllegalArgumentException("this does not add up: " + before + " rows - " + removed + " removed + "
                    + added + " added, " + after + " rows, " + changed + " changed");
        }
    }

    /** Whether no row differs. */
    public boolean isEmpty() {
        return removed == 0 && added == 0 && changed == 0;
    }

    /** How many rows are not what they were. */
    public long touched() {
        return added + removed + changed;
    }

    /** How many rows are what they were. */
    public long same() {
        return before - removed - changed;
    }

    /** Several partitions as one. */
    public static PartitionDifference sum(Collection<PartitionDifference> parts) {
        long before = 0;
        long after = 0;
        long removed = 0;
        long added = 0;
        long changed = 0;
        Map<String, Cells> columns = new LinkedHashMap<>();
        for (PartitionDifference part : parts) {
            before += part.before;
            after += part.after;
            removed += part.removed;
            added += part.added;
            changed += part.changed;
            part.columns.forEach((column, cells) -> columns.merge(column, cells, Cells::plus));
        }
        return new PartitionDifference(before, after, removed, added, changed, columns);
    }

    /** The share of null among the rows before; empty when there were none. */
    public OptionalDouble nullRateBefore(String column) {
        return rate(cells(column).nullsBefore(), before);
    }

    /** The share of null among the rows after; empty when there are none. */
    public OptionalDouble nullRateAfter(String column) {
        return rate(cells(column).nullsAfter(), after);
    }

    private Cells cells(String column) {
        return columns.getOrDefault(column, Cells.NONE);
    }

    private static OptionalDouble rate(long nulls, long rows) {
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) nulls / rows);
    }

    /**
     * What is known of one column.
     *
     * @param changed in how many of the changed rows its value is another
     * @param nullsBefore how many rows had no value
     * @param nullsAfter how many rows have no value
     */
    public record Cells(long changed, long nullsBefore, long nullsAfter) {

        static final Cells NONE = new Cells(0, 0, 0);

        Cells plus(Cells other) {
            return new Cells(changed + other.changed, nullsBefore + other.nullsBefore, nullsAfter + other.nullsAfter);
        }
    }
}
