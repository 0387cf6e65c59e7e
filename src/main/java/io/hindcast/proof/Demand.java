package io.hindcast.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What of a relation's columns makes a difference to the result of a job; what is not demanded may be anything. */
final class Demand {

    /** How much of a value makes a difference. */
    enum Share {
        /** Which elements a list holds, not their order. */
        ELEMENTS,
        /** All of it. */
        WHOLE
    }

    private final Map<Long, Share> columns = new HashMap<>();

    /** A share of a column makes a difference. */
    void add(long column, Share share) {
        columns.merge(column, share, (a, b) -> a == b ? a : Share.WHOLE);
    }

    void addAll(Demand other) {
        other.columns.forEach(this::add);
    }

    boolean has(long column) {
        return columns.containsKey(column);
    }

    Share of(long column) {
        return columns.getOrDefault(column, Share.ELEMENTS);
    }

    /** The columns that make a difference. */
    Set<Long> columns() {
        return Set.copyOf(columns.keySet());
    }

    /** What is demanded of some columns alone. */
    Demand within(Set<Long> some) {
        Demand part = new Demand();
        columns.forEach((column, share) -> {
            if (some.contains(column)) {
                part.add(column, share);
            }
        });
        return part;
    }

    /** What is demanded of all but some columns. */
    Demand without(Set<Long> some) {
        Set<Long> others = new HashSet<>(columns.keySet());
        others.removeAll(some);
        return within(others);
    }
}
