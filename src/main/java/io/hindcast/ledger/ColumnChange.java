package io.hindcast.ledger;

import io.hindcast.asset.ReadColumns;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the rows of a partition differ from those that it held before, where they do so in some columns and not in all that
 * readers look at.
 *
 * @param changed columns that hold other values
 * @param same sets of columns in which the rows are what they were, their values standing together as before: of the empty
 *     set, as many rows
 */
public record ColumnChange(SortedSet<String> changed, List<SortedSet<String>> same) {

    public ColumnChange {
        changed = frozen(changed);
        same = same.stream()
                .map(ColumnChange::frozen)
                .distinct()
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    /** Of columns in any letter case. */
    public static ColumnChange of(Collection<String> changed, Collection<? extends Collection<String>> same) {
        return new ColumnChange(
                ReadColumns.lower(changed),
                same.stream().map(ReadColumns::lower).toList());
    }

    private static SortedSet<String> frozen(SortedSet<String> columns) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    }

    /** Whether who reads these columns finds what was there before. */
    public boolean spares(ReadColumns read) {
        return same.stream().anyMatch(read::isWithin);
    }
}
