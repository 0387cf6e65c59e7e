package io.hindcast.ledger;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The entries of one asset, condensed: what standings do not follow from is left out, and the partitions of one commit
 * are one entry with their set. The state that follows is the same, except for what partitions hold.
 */
final class Facts {

    private static final Set<Event> OF_PARTITIONS =
            EnumSet.of(Event.COMMITTED, Event.UNCHANGED, Event.ACCEPTED, Event.QUARANTINED);
    private static final Set<Event> OF_SETS = EnumSet.of(Event.FOREIGN, Event.EXPIRED, Event.RESET);

    private final Partitioning partitioning;
    private final List<Entry> condensed = new ArrayList<>();
    /** The entries of the commit that is being read. */
    private final List<Entry> commit = new ArrayList<>();

    private Facts(Partitioning partitioning) {
        this.partitioning = partitioning;
    }

    /**
     * Entries of one asset, condensed, in their order.
     *
     * @param entries in the order of the ledger; condensed ones may be among them
     */
    static List<Entry> condensed(Partitioning partitioning, List<Entry> entries) {
        Facts facts = new Facts(partitioning);
        facts.addAll(AssetHistory.sinceLastReset(entries));
        facts.endCommit();
        return List.copyOf(facts.condensed);
    }

    private void addAll(Collection<Entry> entries) {
        for (Entry entry : entries) {
            if (OF_PARTITIONS.contains(entry.event())) {
                if (!commit.isEmpty() && !areOfOneCommit(commit.get(0), entry)) {
                    endCommit();
                }
                commit.add(entry);
            } else if (OF_SETS.contains(entry.event()) || tellsOfTable(entry)) {
                endCommit();
                condensed.add(about(entry, entry.partition(), List.of(entry)));
            }
        }
    }

    private static boolean tellsOfTable(Entry entry) {
        return entry.version().isPresent()
                || !EntryDetail.parse(entry.detail()).table().isEmpty();
    }

    /** With the same table in their details, too: which entries speak of another table depends on their order. */
    private static boolean areOfOneCommit(Entry one, Entry other) {
        return one.version().equals(other.version())
                && one.step().equals(other.step())
                && one.run().equals(other.run())
                && one.attempt().equals(other.attempt())
                && (one.detail().equals(other.detail())
                        || EntryDetail.parse(one.detail())
                                .ofCommit()
                                .equals(EntryDetail.parse(other.detail()).ofCommit()));
    }

    /** Entries that tell the same of their partitions. */
    private record Group(Entry first, List<Entry> entries) {

        boolean takes(Entry entry) {
            return first.event() == entry.event()
                    && first.at().equals(entry.at())
                    && first.fingerprint().equals(entry.fingerprint())
                    && first.detail().equals(entry.detail())
                    && first.error().equals(entry.error())
                    && first.columns().equals(entry.columns())
                    && first.inputs().equals(entry.inputs());
        }
    }

    private void endCommit() {
        List<Group> groups = new ArrayList<>();
        for (Entry entry : commit) {
            group(groups, entry).entries().add(entry);
        }
        List<PartitionSet> sets = groups.size() == commit.size() ? List.of() : sets(groups);
        if (sets.isEmpty()) {
            commit.forEach(entry -> condensed.add(about(entry, entry.partition(), List.of(entry))));
        } else {
            for (int i = 0; i < sets.size(); i++) {
                Group group = groups.get(i);
                condensed.add(about(group.first(), sets.get(i).toString(), group.entries()));
            }
        }
        commit.clear();
    }

    private static Group group(List<Group> groups, Entry entry) {
        for (Group group : groups) {
            if (group.takes(entry)) {
                return group;
            }
        }
        Group group = new Group(entry, new ArrayList<>());
        groups.add(group);
        return group;
    }

    /** The partitions of each group; nothing where entries must stay alone, for their order or their text counts. */
    private List<PartitionSet> sets(List<Group> groups) {
        List<PartitionSet> sets = new ArrayList<>();
        PartitionSet seen = PartitionSet.empty(partitioning);
        for (Group group : groups) {
            List<String> texts = group.entries().stream().map(Entry::partition).toList();
            if (!texts.stream().allMatch(this::namesTheSameAlways)) {
                return List.of();
            }
            PartitionSet set = partitioning.parseAll(texts);
            if (set.intersects(seen)) {
                return List.of();
            }
            seen = groups.size() == 1 ? seen : seen.union(set);
            sets.add(set);
        }
        return sets;
    }

    /** A star, and a dimension that is not mentioned, mean what is declared, and that may change. */
    private boolean namesTheSameAlways(String text) {
        int dimensions = partitioning.dimensions().size();
        return dimensions == 0
                || (text.indexOf('*') < 0
                        && (dimensions == 1 || count(text, '=') == dimensions * (count(text, '|') + 1)));
    }

    private static long count(String text, char sought) {
        return text.chars().filter(c -> c == sought).count();
    }

    /**
     * What counts of an entry, about a set.
     *
     * @param together the entries of its partitions: what they hold is added up, since from it follows what they took
     */
    private static Entry about(Entry entry, String partitions, List<Entry> together) {
        boolean signed = entry.event() == Event.FOREIGN || entry.event() == Event.EXPIRED;
        boolean built = OF_PARTITIONS.contains(entry.event());
        boolean told = built && entry.event() != Event.QUARANTINED;
        return new Entry(
                entry.at(),
                entry.event(),
                "",
                entry.asset(),
                partitions,
                told ? sum(together, one -> OptionalLong.of(one.partitions().orElse(1))) : OptionalLong.empty(),
                signed ? entry.reason() : "",
                entry.run(),
                entry.step(),
                entry.attempt(),
                entry.fingerprint(),
                built ? entry.columns() : Map.of(),
                built ? entry.inputs() : Map.of(),
                entry.version(),
                told ? sum(together, Entry::rows) : OptionalLong.empty(),
                told ? sum(together, Entry::bytes) : OptionalLong.empty(),
                OptionalLong.empty(),
                "",
                Map.of(),
                told ? longest(together) : OptionalDouble.empty(),
                entry.event() == Event.QUARANTINED ? entry.error() : "",
                signed ? entry.actor() : "",
                entry.detail());
    }

    private static OptionalLong sum(List<Entry> entries, Function<Entry, OptionalLong> figure) {
        List<Long> told = entries.stream()
                .map(figure)
                .flatMap(one -> one.stream().boxed())
                .toList();
        return told.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(told.stream().mapToLong(Long::longValue).sum());
    }

    private static OptionalDouble longest(List<Entry> entries) {
        return entries.stream()
                .flatMapToDouble(entry -> entry.seconds().stream())
                .max();
    }
}
