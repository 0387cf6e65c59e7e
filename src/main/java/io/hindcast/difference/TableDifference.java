package io.hindcast.difference;

import io.hindcast.asset.Column;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How two states of the table of one asset differ.
 *
 * @param asset whose table
 * @param before the first state
 * @param after the second state
 * @param columns columns that only one of the two has, or that have another type
 * @param unread partitions that are the same by the log or by their recorded hash: no row of them was read
 * @param sameRows partitions whose rows were read and do not differ, or by no more than the tolerance
 * @param rows how rows differ, where any were read
 */
public record TableDifference(
        String asset,
        Side before,
        Side after,
        List<ColumnChange> columns,
        PartitionSet unread,
        PartitionSet sameRows,
        Optional<Rows> rows) {

    public TableDifference {
        columns = List.copyOf(columns);
    }

    /** Partitions that differ. */
    public PartitionSet differing() {
        return PartitionSet.unionAll(
                unread.partitioning(),
                partitions().keySet().stream()
                        .map(partition -> PartitionSet.of(unread.partitioning(), partition))
                        .toList());
    }

    /** Partitions that differ, and how. */
    public SortedMap<Partition, PartitionDifference> partitions() {
        return rows.map(Rows::partitions).orElseGet(Collections::emptySortedMap);
    }

    /** Whether neither rows nor columns differ. */
    public boolean isEmpty() {
        return columns.isEmpty() && partitions().isEmpty();
    }

    /** All partitions that differ, added up; no column when none does. */
    public PartitionDifference total() {
        return PartitionDifference.sum(partitions().values());
    }

    /**
     * A state of a table.
     *
     * @param path where it lies
     * @param version empty when there is no table
     */
    public record Side(String path, Optional<Long> version) {}

    /**
     * A column that is not the same on both sides; at least one of them has it.
     *
     * @param before empty when only the second state has it
     * @param after empty when only the first state has it
     */
    public record ColumnChange(Optional<Column> before, Optional<Column> after) {

        public ColumnChange {
            if (before.isEmpty() && after.isEmpty()) {
                throw new IllegalArgumentException("a column of neither side");
            }
        }

        /** Its name. */
        public String name() {
            return after.or(() -> before).orElseThrow().name();
        }

        /** Added, removed, or its types. */
        public String description() {
            if (before.isEmpty()) {
                return "added, " + after.orElseThrow().type();
            }
            return after.map(column -> before.get().type() + " -> " + column.type())
                    .orElseGet(() -> "removed, it was " + before.get().type());
        }
    }

    /**
     * How rows differ.
     *
     * @param pairing how rows of the two states were held against each other
     * @param partitions those that differ
     * @param spreads of each compared column over all partitions that were read, in the order of the table
     * @param spreadsOf the same of single partitions: of those that differ most, at most {@link #MOST_SPREADS}
     * @param examples some rows that differ
     */
    public record Rows(
            Pairing pairing,
            SortedMap<Partition, PartitionDifference> partitions,
            List<ColumnSpread> spreads,
            SortedMap<Partition, List<ColumnSpread>> spreadsOf,
            List<Example> examples) {

        /** Of so many partitions it is told how the values of each column are spread. */
        public static final int MOST_SPREADS = 1_000;

        public Rows {
            partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
            spreads = List.copyOf(spreads);
            spreadsOf = Collections.unmodifiableSortedMap(new TreeMap<>(spreadsOf));
            examples = List.copyOf(examples);
        }
    }

    /**
     * How rows of the two states are held against each other.
     *
     * @param key columns that tell which row is meant, without those of the partition; without a key a row is its
     *     values, and is added or removed, never changed
     * @param tolerance by how much floating figures may differ, as a share of the larger one, or of 1 if that is less
     * @param ignored columns that were left aside
     */
    public record Pairing(Optional<List<String>> key, double tolerance, List<String> ignored) {

        public Pairing {
            key = key.map(List::copyOf);
            ignored = List.copyOf(ignored);
        }
    }
}
