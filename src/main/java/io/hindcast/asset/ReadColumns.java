package io.hindcast.asset;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which columns of an input make a difference to a job: the values of others may be anything. How many rows there are makes
 * one always, also where no column does.
 *
 * @param names in lower case, for names of columns differ by more than that; empty where every column may make a difference
 */
public record ReadColumns(Optional<SortedSet<String>> names) {

    private static final ReadColumns EVERYTHING = new ReadColumns(Optional.empty());

    public ReadColumns {
        names = names.map(some -> Collections.unmodifiableSortedSet(new TreeSet<>(some)));
    }

    /** Any column may make a difference, also one that is still to come. */
    public static ReadColumns everything() {
        return EVERYTHING;
    }

    /** These alone, in any letter case. */
    public static ReadColumns of(Collection<String> columns) {
        return new ReadColumns(Optional.of(lower(columns)));
    }

    /** Columns as they are named here. */
    public static SortedSet<String> lower(Collection<String> columns) {
        SortedSet<String> lower = new TreeSet<>();
        columns.forEach(column -> lower.add(column.toLowerCase(Locale.ROOT)));
        return lower;
    }

    /** The same, some columns left out. */
    public ReadColumns without(Collection<String> columns) {
        return names.map(some -> {
                    Set<String> rest = new HashSet<>(some);
                    rest.removeAll(lower(columns));
                    return of(rest);
                })
                .orElse(this);
    }

    /** These and others. */
    public ReadColumns and(ReadColumns other) {
        if (isEverything() || other.isEverything()) {
            return EVERYTHING;
        }
        SortedSet<String> both = new TreeSet<>(names.get());
        both.addAll(other.names.get());
        return of(both);
    }

    /** Whether any column may make a difference. */
    public boolean isEverything() {
        return names.isEmpty();
    }

    /**
     * Whether it is enough to know these columns.
     *
     * @param columns in lower case
     */
    public boolean isWithin(Set<String> columns) {
        return names.filter(columns::containsAll).isPresent();
    }
}
