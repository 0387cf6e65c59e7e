package io.hindcast.ledger;

import io.hindcast.asset.Asset;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.Partitioning;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the commits of a table told that its ledger lacks. A commit never changes, so that each is looked at once.
 *
 * @param table the table's own id
 * @param declared the partitions that were declared, in text form: a file without statistics counts for all of them
 * @param quiet versions that tell nothing that a ledger would: they made the table, shaped it or tidied it up
 * @param foreign what the commits of others tell, without the warehouse that they are entered for
 */
record SeenCommits(String table, String declared, IntervalSet quiet, List<Entry> foreign) {

    static final SeenCommits NONE = new SeenCommits("", "", IntervalSet.empty(), List.of());

    SeenCommits {
        foreign = List.copyOf(foreign);
    }

    /** What is declared of an asset, as texts are compared. */
    static String declared(Asset asset) {
        Partitioning partitioning = asset.partitioning();
        return partitioning.shape() + ": " + partitioning.domain();
    }

    /**
     * What was seen once more was looked at.
     *
     * @param looked versions that were
     * @param told what they told; what is not foreign is left to the ledger, which it is entered into
     */
    static SeenCommits of(String table, String declared, Collection<Long> looked, List<Entry> told) {
        Set<Long> loud = new HashSet<>();
        told.forEach(entry -> entry.version().ifPresent(loud::add));
        IntervalSet quiet = IntervalSet.unionAll(looked.stream()
                .filter(version -> !loud.contains(version))
                .map(IntervalSet::point)
                .toList());
        List<Entry> foreign = told.stream()
                .filter(entry -> entry.event() == Event.FOREIGN)
                .map(entry -> foreign(entry, ""))
                .toList();
        return new SeenCommits(table, declared, quiet, foreign);
    }

    /** What holds of a table: nothing, when this is of another, or of one that was declared otherwise. */
    SeenCommits ifOf(String id, String asDeclared) {
        return table.equals(id) && declared.equals(asDeclared) ? this : NONE;
    }

    /** What the commits of others told that a ledger still does not, for a warehouse. */
    List<Entry> told(String warehouse, Set<Long> unknown) {
        return foreign.stream()
                .filter(entry -> unknown.contains(entry.version().orElse(-1)))
                .map(entry -> foreign(entry, warehouse))
                .toList();
    }

    /** The same with more quiet versions. */
    SeenCommits andQuiet(IntervalSet more) {
        return new SeenCommits(table, declared, quiet.union(more), foreign);
    }

    private static Entry foreign(Entry entry, String warehouse) {
        EntryBuilder foreign = Entry.of(entry.at(), entry.event(), warehouse)
                .asset(entry.asset())
                .reason(entry.reason())
                .detail(entry.detail())
                .actor(entry.actor());
        entry.version().ifPresent(foreign::version);
        return entry.partitions().isPresent()
                ? foreign.partitions(entry.partition(), entry.partitions().getAsLong())
                        .build()
                : foreign.partition(entry.partition()).build();
    }
}
