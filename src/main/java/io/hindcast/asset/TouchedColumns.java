package io.hindcast.asset;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which columns of some partitions hold other values than before, or may: the others hold what they held, row by row.
 *
 * @param names in lower case; none where the columns alone have another order. Empty where every column may hold something
 *     else, and the rows may be others
 */
public record TouchedColumns(Optional<SortedSet<String>> names) {

    private static final TouchedColumns EVERYTHING = new TouchedColumns(Optional.empty());

    public TouchedColumns {
        names = names.map(some -> Collections.unmodifiableSortedSet(new TreeSet<>(some)));
    }

    /** Any of them, and which rows there are. */
    public static TouchedColumns everything() {
        return EVERYTHING;
    }

    /** These alone, in any letter case. */
    public static TouchedColumns of(Collection<String> columns) {
        return new TouchedColumns(Optional.of(ReadColumns.lower(columns)));
    }

    /** Whether the rows may be others. */
    public boolean isEverything() {
        return names.isEmpty();
    }

    /** What either touches. */
    public TouchedColumns and(TouchedColumns other) {
        if (isEverything() || other.isEverything()) {
            return EVERYTHING;
        }
        SortedSet<String> both = new TreeSet<>(names.get());
        both.addAll(other.names.get());
        return of(both);
    }

    /** Whether who reads these columns finds what was there before. */
    public boolean spares(ReadColumns read) {
        return names.isPresent()
                && read.names()
                        .filter(columns -> Collections.disjoint(columns, names.get()))
                        .isPresent();
    }
}
