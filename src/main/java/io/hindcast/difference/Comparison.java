package io.hindcast.difference;

import io.hindcast.partition.PartitionSet;
import java.util.List;

/**
 * How two states of a warehouse differ.
 *
 * @param subject what is compared, in words
 * @param tables one for each asset that was compared
 * @param notes what was left out, in words
 */
public record Comparison(String subject, List<TableDifference> tables, List<String> notes) {

    public Comparison {
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return tables.stream().allMatch(TableDifference::isEmpty);
    }

    /** How many partitions of all assets are the same and were not read. */
    public long unread() {
        return tables.stream()
                .map(TableDifference::unread)
                .mapToLong(PartitionSet::count)
                .sum();
    }
}
