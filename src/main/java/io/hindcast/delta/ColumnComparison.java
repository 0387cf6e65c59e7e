package io.hindcast.delta;

import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.content.ContentHash;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of partitions with new rows for which readers they are the old ones. The hashes of columns are known on both sides;
 * they settle readers of a single column and of none. That several columns hold what they held does not say that their values
 * stand together as they did: where it matters, those columns alone are read again, of the old files and of the new.
 */
final class ColumnComparison {

    private static final Logger LOG = LoggerFactory.getLogger(ColumnComparison.class);

    /** Each comparison is two passes over some columns; more of them than this would cost more than they may save. */
    private static final int MOST_COMPARISONS = 8;

    private final Side before;
    private final Side after;
    private int comparisons;

    /** The rows of partitions: as the table has them, or as they were written. */
    @FunctionalInterface
    interface Side {

        /**
         * What they hash to, as far as there are any.
         *
         * @param columns those that count, in lower case
         */
        Map<Partition, String> hashes(Set<Partition> partitions, SortedSet<String> columns);
    }

    ColumnComparison(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /**
     * How partitions differ that some readers may find as they were; of others nothing is told. Where by code and inputs
     * some columns alone can differ, and no other does, the rest is what it was, and nothing is read again for it.
     *
     * @param planned those columns, as far as a plan tells of them
     * @param readers the sets of columns that readers look at
     */
    SortedMap<Partition, ColumnChange> changes(
            Map<Partition, Written.Content> written,
            PartitionMap<CommitRecord.Content> previous,
            PartitionMap<TouchedColumns> planned,
            Collection<ReadColumns> readers) {
        SortedMap<Partition, Open> open = new TreeMap<>();
        written.forEach((partition, content) -> previous.at(partition)
                .filter(old -> mayConcern(old, content.hash()))
                .map(old -> open(old, content.hash(), planned.at(partition), readers))
                .filter(found -> !found.sought.isEmpty() || !found.same.isEmpty())
                .ifPresent(found -> open.put(partition, found)));
        settle(open, Open::together);
        settle(open, Open::apart);
        SortedMap<Partition, ColumnChange> changes = new TreeMap<>();
        open.forEach((partition, found) -> {
            if (!found.same.isEmpty()) {
                changes.put(partition, ColumnChange.of(found.changed, found.same));
            }
        });
        return changes;
    }

    /** Every reader sees how many rows there are. */
    private static boolean mayConcern(CommitRecord.Content old, ContentHash now) {
        return old.rows() == now.rows() && !old.hash().equals(now.hash());
    }

    private static Open open(
            CommitRecord.Content old,
            ContentHash now,
            Optional<TouchedColumns> planned,
            Collection<ReadColumns> readers) {
        SortedSet<String> changed = new TreeSet<>();
        SortedSet<String> kept = new TreeSet<>();
        now.hashes()
                .forEach((column, hash) ->
                        (hash.equals(old.hashes().get(column)) ? kept : changed).add(column.toLowerCase(Locale.ROOT)));
        Open open = new Open(changed, now.hashes().size());
        planned.flatMap(TouchedColumns::names)
                .filter(columns -> columns.containsAll(changed))
                .ifPresent(columns -> open.same.add(without(readers, columns)));
        for (ReadColumns reader : readers) {
            SortedSet<String> columns = reader.names().orElseThrow();
            boolean isKnown = open.same.stream().anyMatch(same -> same.containsAll(columns));
            if (!isKnown && kept.containsAll(columns) && !open.isAll(columns)) {
                (columns.size() < 2 ? open.same : open.sought).add(columns);
            }
        }
        return open;
    }

    /** All that readers look at but these. */
    private static SortedSet<String> without(Collection<ReadColumns> readers, SortedSet<String> columns) {
        SortedSet<String> rest = new TreeSet<>();
        readers.forEach(reader -> rest.addAll(reader.names().orElseThrow()));
        rest.removeAll(columns);
        return rest;
    }

    /** A partition that differs, and the sets of columns in which it may be as it was. */
    private static final class Open {
        private final SortedSet<String> changed;
        private final int columns;
        private final Set<SortedSet<String>> sought = new HashSet<>();
        private final Set<SortedSet<String>> same = new HashSet<>();

        Open(SortedSet<String> changed, int columns) {
            this.changed = changed;
            this.columns = columns;
        }

        /** All columns together are what the hash of whole rows is for, and that is another. */
        boolean isAll(SortedSet<String> some) {
            return some.size() == columns;
        }

        /** All that readers look at: as it was in most cases, and then nothing else is to be asked. */
        List<SortedSet<String>> together() {
            SortedSet<String> all = new TreeSet<>();
            for (SortedSet<String> some : sought) {
                all.addAll(some);
            }
            return all.isEmpty() || isAll(all) ? List.of() : List.of(all);
        }

        /** Each by itself, where that was not asked for yet. */
        List<SortedSet<String>> apart() {
            return sought.size() == 1
                    ? List.of()
                    : sought.stream()
                            .filter(some -> same.stream().noneMatch(known -> known.containsAll(some)))
                            .toList();
        }
    }

    private void settle(SortedMap<Partition, Open> open, Function<Open, List<SortedSet<String>>> questions) {
        Map<SortedSet<String>, Set<Partition>> asked = new HashMap<>();
        open.forEach((partition, found) -> questions
                .apply(found)
                .forEach(columns ->
                        asked.computeIfAbsent(columns, any -> new HashSet<>()).add(partition)));
        asked.forEach((columns, partitions) -> {
            if (comparisons < MOST_COMPARISONS) {
                comparisons++;
                for (Partition partition : same(columns, partitions)) {
                    Objects.requireNonNull(open.get(partition)).same.add(columns);
                }
            }
        });
    }

    /** Those partitions in which the rows of some columns are what they were. */
    private Set<Partition> same(SortedSet<String> columns, Set<Partition> partitions) {
        try {
            Map<Partition, String> old = before.hashes(partitions, columns);
            Map<Partition, String> now = after.hashes(partitions, columns);
            Set<Partition> same = new HashSet<>(partitions);
            same.removeIf(
                    partition -> old.get(partition) == null || !Objects.equals(old.get(partition), now.get(partition)));
            return same;
        } catch (RuntimeException e) {
            // Old files that cannot be read any more are what a rebuild may be there for: then readers are not spared.
            LOG.info("what readers of {} see of {} could not be compared", columns, partitions, e);
            return Set.of();
        }
    }
}
