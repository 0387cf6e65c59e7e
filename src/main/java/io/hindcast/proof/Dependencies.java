package io.hindcast.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        for (Determination each : determinations) {
            spelled(each.from(), columns).ifPresent(from -> {
                Set<Long> to = new HashSet<>(closure(from));
                to.retainAll(columns);
                to.removeAll(from);
                if (!to.isEmpty()) {
                    rest.add(new Determination(from, to));
                }
            });
        }
        List<Set<Long>> spelledKeys = keys.stream()
                .flatMap(key -> spelled(key, columns).stream())
                .distinct()
                .toList();
        return new Dependencies(rest.stream().distinct().toList(), spelledKeys);
    }

    /** Columns by others that determine them. */
    private Optional<Set<Long>> spelled(Set<Long> hidden, Set<Long> columns) {
        Set<Long> spelled = new HashSet<>();
        for (Long column : hidden) {
            Optional<Long> other = columns.contains(column)
                    ? Optional.of(column)
                    : columns.stream()
                            .filter(c -> closure(Set.of(c)).contains(column))
                            .min(Comparator.naturalOrder());
            if (other.isEmpty()) {
                return Optional.empty();
            }
            spelled.add(other.get());
        }
        return Optional.of(spelled);
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
