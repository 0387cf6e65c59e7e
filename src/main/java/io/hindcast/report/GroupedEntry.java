package io.hindcast.report;

import io.hindcast.ledger.Entry;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Entries of the ledger that tell one event, such as those of the partitions of one commit.
 *
 * @param first of them
 * @param partitions of all, as a set where the asset is still partitioned as it was
 * @param text of all partitions
 * @param count of partitions
 * @param rows of all together; empty when none tells
 * @param bytes of all together; empty when none tells
 */
public record GroupedEntry(
        Entry first,
        Optional<PartitionSet> partitions,
        String text,
        long count,
        OptionalLong rows,
        OptionalLong bytes) {

    private record Key(
            String asset,
            String event,
            String run,
            String step,
            int attempt,
            long version,
            String reason,
            String error) {

        static Key of(Entry entry) {
            return new Key(
                    entry.asset(),
                    entry.event().word(),
                    entry.run(),
                    entry.step(),
                    entry.attempt().orElse(0),
                    entry.version().orElse(-1),
                    entry.reason(),
                    entry.error());
        }
    }

    /**
     * Groups entries, in the order of the first of each.
     *
     * @param partitioning of an asset or a source; empty when it is not declared any more
     */
    public static List<GroupedEntry> of(List<Entry> entries, Function<String, Optional<Partitioning>> partitioning) {
        Map<Key, List<Entry>> groups = new LinkedHashMap<>();
        entries.forEach(entry ->
                groups.computeIfAbsent(Key.of(entry), key -> new ArrayList<>()).add(entry));
        return groups.values().stream()
                .map(group -> together(group, partitioning.apply(group.get(0).asset())))
                .toList();
    }

    /** Entries of one asset as one. */
    static GroupedEntry together(List<Entry> group, Optional<Partitioning> partitioning) {
        Optional<PartitionSet> set = partitioning.flatMap(own -> united(group, own));
        String text = set.map(PartitionSet::toString)
                .orElseGet(() -> group.stream().map(Entry::partition).distinct().collect(Collectors.joining(",")));
        long told =
                group.stream().mapToLong(entry -> entry.partitions().orElse(0)).sum();
        long count =
                set.filter(PartitionSet::isBounded).map(PartitionSet::count).orElse(told);
        return new GroupedEntry(group.get(0), set, text, count, sum(group, Entry::rows), sum(group, Entry::bytes));
    }

    private static OptionalLong sum(List<Entry> group, Function<Entry, OptionalLong> figure) {
        return group.stream()
                .map(figure)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .reduce(Long::sum);
    }

    /** The partitions of one entry; empty where its text has the form of an earlier partitioning. */
    public static Optional<PartitionSet> partitionsOf(Entry entry, Partitioning partitioning) {
        return united(List.of(entry), partitioning);
    }

    /** Empty where a text has the form of an earlier partitioning. */
    private static Optional<PartitionSet> united(List<Entry> entries, Partitioning partitioning) {
        try {
            return Optional.of(PartitionSet.unionAll(
                    partitioning,
                    entries.stream()
                            .map(entry -> partitioning.parse(entry.partition()))
                            .toList()));
        } catch (RuntimeException otherForm) {
            return Optional.empty();
        }
    }

    /** The partitions within a width. */
    String shortened(int width) {
        return partitions.map(set -> SetText.shortened(set, width)).orElseGet(() -> Wrap.clipped(text, width));
    }
}
