package io.hindcast.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of the rows of a relation: which columns determine which, and in which columns no two rows agree. Columns
 * are numbers.
 *
 * @param determinations each says that rows which agree in some columns agree in others too
 * @param keys sets of columns in which no two rows agree; the empty set where there is at most one row
 */
record Dependencies(List<Determination> determinations, List<Set<Long>> keys) {

    Dependencies {
        determinations = List.copyOf(determinations);
        keys = keys.stream().map(Set::copyOf).toList();
    }

    /** Rows that agree in {@code from} agree in {@code to}. */
    record Determination(Set<Long> from, Set<Long> to) {
        Determination {
            from = Set.copyOf(from);
            to = Set.copyOf(to);
        }
    }

    /** Nothing is known. */
    static Dependencies none() {
        return new Dependencies(List.of(), List.of());
    }

    /** A relation with keys, each of which determines all its columns. */
    static Dependencies ofKeys(List<Set<Long>> keys, Set<Long> columns) {
        return new Dependencies(
                keys.stream().map(key -> new Determination(key, columns)).toList(), keys);
    }

    Dependencies with(Set<Long> from, Set<Long> to) {
        List<Determination> more = new ArrayList<>(determinations);
        more.add(new Determination(from, to));
        return new Dependencies(more, keys);
    }

    Dependencies withKey(Set<Long> key, Set<Long> columns) {
        List<Set<Long>> more = new ArrayList<>(keys);
        more.add(key);
        return new Dependencies(with(key, columns).determinations, more);
    }

    Dependencies withKeys(List<Set<Long>> others) {
        return new Dependencies(determinations, others);
    }

    /** Each row of one beside rows of another. */
    Dependencies beside(Dependencies other) {
        List<Determination> both = new ArrayList<>(determinations);
        both.addAll(other.determinations);
        List<Set<Long>> pairs = new ArrayList<>();
        for (Set<Long> key : keys) {
            for (Set<Long> otherKey : other.keys) {
                Set<Long> pair = new HashSet<>(key);
                pair.addAll(otherKey);
                pairs.add(pair);
            }
        }
        return new Dependencies(both, pairs);
    }

    /** The same without keys: rows may have become several, or were merged. */
    Dependencies withoutKeys() {
        return withKeys(List.of());
    }

    /** What can be said of it in some of its columns alone, when the others are gone. */
    Dependencies visible(Set<Long> columns) {
        List<Determination> rest = new ArrayList<>();
        Map<Long, Long> spelling = spelling(columns);
        for (Determination each : determinations) {
            spelled(each.from(), spelling).ifPresent(from -> {
                Set<Long> to = new HashSet<>(closure(from));
                to.retainAll(columns);
                to.removeAll(from);
                if (!to.isEmpty()) {
                    rest.add(new Determination(from, to));
                }
            });
        }
        List<Set<Long>> spelledKeys = keys.stream()
                .flatMap(key -> spelled(key, spelling).stream())
                .distinct()
                .toList();
        return new Dependencies(rest.stream().distinct().toList(), spelledKeys);
    }

    /** Each column that can be told by one of these, with that one; each of these is told by itself. */
    private Map<Long, Long> spelling(Set<Long> columns) {
        Map<Long, Long> spelling = new HashMap<>();
        columns.forEach(column -> spelling.put(column, column));
        if (mentioned().stream().anyMatch(column -> !columns.contains(column))) {
            columns.stream()
                    .sorted()
                    .forEach(column -> closure(Set.of(column)).forEach(told -> spelling.putIfAbsent(told, column)));
        }
        return spelling;
    }

    private Set<Long> mentioned() {
        Set<Long> mentioned = new HashSet<>();
        determinations.forEach(each -> mentioned.addAll(each.from()));
        keys.forEach(mentioned::addAll);
        return mentioned;
    }

    private static Optional<Set<Long>> spelled(Set<Long> hidden, Map<Long, Long> spelling) {
        return spelling.keySet().containsAll(hidden)
                ? Optional.of(hidden.stream()
                        .map(column -> spelling.getOrDefault(column, column))
                        .collect(Collectors.toSet()))
                : Optional.empty();
    }

    /** All columns that rows agree in when they agree in these. */
    Set<Long> closure(Set<Long> columns) {
        Set<Long> closure = new HashSet<>(columns);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Determination each : determinations) {
                grows |= closure.containsAll(each.from()) && closure.addAll(each.to());
            }
        }
        return closure;
    }

    /** Whether no two rows agree in these columns. */
    boolean tellsRowsApart(Set<Long> columns) {
        Set<Long> closure = closure(columns);
        return keys.stream().anyMatch(closure::containsAll);
    }
}
