package io.hindcast.cli;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Leases;
import io.hindcast.partition.PartitionSet;
import io.hindcast.run.Claiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the tables tell and the ledger does not, since whoever did it died before it told.
 *
 * @param found finds it anew: others may have told it meanwhile
 * @param entries what was found first
 */
record Untold(Workspace workspace, Function<Workspace, List<Entry>> found, List<Entry> entries) {

    /** All of it. */
    static Untold all(Workspace workspace) {
        return of(workspace, each -> {
            Planning planning = Planning.read(each);
            List<Entry> lacking = new ArrayList<>(StageEntries.lacking(each, planning.entries()));
            lacking.addAll(planning.recovered());
            return lacking;
        });
    }

    /** What was built by runs that are no more. */
    static Untold ofTheDead(Planning planning) {
        return new Untold(
                planning.workspace(),
                each -> ofTheDead(each, Planning.read(each).recovered()),
                ofTheDead(planning.workspace(), planning.recovered()));
    }

    private static Untold of(Workspace workspace, Function<Workspace, List<Entry>> found) {
        return new Untold(workspace, found, found.apply(workspace));
    }

    /** What a run that lives has committed, it is about to enter itself. One that is silent is listened for first. */
    private static List<Entry> ofTheDead(Workspace workspace, List<Entry> entries) {
        if (entries.isEmpty()) {
            return entries;
        }
        Set<String> living = workspace.leases(workspace.host()).all().stream()
                .filter(held -> held.sign() == Leases.Sign.ALIVE)
                .map(held -> held.lease().owner().run())
                .collect(Collectors.toSet());
        return entries.stream().filter(entry -> !living.contains(entry.run())).toList();
    }

    boolean isNothing() {
        return entries.isEmpty();
    }

    /** The right to tell it. */
    Claiming.Wish<List<Entry>> wish() {
        return new Claiming.Wish<>(
                entries,
                this::footprint,
                (part, others) -> part.stream()
                        .filter(entry -> others.stream()
                                .noneMatch(lease -> footprint(List.of(entry)).meets(lease.territory())))
                        .toList());
    }

    /** Tells it, as far as the lease covers it, and what of it that is. */
    List<Entry> enteredBy(RunDesk desk, RunDesk.Claimed<List<Entry>> claimed) {
        List<Entry> now = found.apply(workspace).stream()
                .filter(entry -> footprint(List.of(entry)).isWithin(claimed.territory()))
                .toList();
        if (!now.isEmpty()) {
            desk.enter(now);
        }
        return now;
    }

    /** Of whose past entries tell. What is not declared any more nobody else enters. */
    private Footprint footprint(List<Entry> told) {
        Map<String, PartitionSet> sets = new TreeMap<>();
        for (Entry entry : told) {
            if (workspace.warehouse().isSource(entry.asset())) {
                sets.put(
                        entry.asset(),
                        workspace.warehouse().partitioningOf(entry.asset()).domain());
            }
            workspace
                    .warehouse()
                    .asset(entry.asset())
                    .ifPresent(asset ->
                            sets.merge(asset.name(), asset.partitioning().domain(), PartitionSet::union));
        }
        return Footprint.of(sets, Map.of());
    }
}
