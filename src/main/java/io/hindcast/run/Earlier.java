package io.hindcast.run;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Changed;
import io.hindcast.ledger.Entry;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run did before its driver died, as the ledger and the tables tell.
 *
 * @param tracks step or half to how it was tried
 * @param done asset to the partitions that it committed, changed or not
 * @param changed asset to the partitions whose content it changed
 * @param setAside asset to the partitions that it quarantined
 * @param committed ids of the steps and halves that committed
 */
public record Earlier(
        Map<String, Track> tracks,
        Map<String, PartitionSet> done,
        Map<String, Changed> changed,
        Map<String, PartitionSet> setAside,
        SortedSet<String> committed) {

    public Earlier {
        tracks = Map.copyOf(tracks);
        done = Map.copyOf(done);
        changed = Map.copyOf(changed);
        setAside = Map.copyOf(setAside);
        committed = Collections.unmodifiableSortedSet(new TreeSet<>(committed));
    }

    /** Of a run that has just begun. */
    public static Earlier nothing() {
        return new Earlier(Map.of(), Map.of(), Map.of(), Map.of(), new TreeSet<>());
    }

    /**
     * Of a run, from all entries of the ledger, commits that were recognised from the tables among them.
     *
     * @param run its id
     */
    public static Earlier of(String run, Warehouse warehouse, List<Entry> entries) {
        Map<String, Integer> attempts = new HashMap<>();
        // By number: an append whose outcome was unknown may have brought the same row twice.
        Map<String, Map<Integer, String>> failures = new HashMap<>();
        SortedSet<String> committed = new TreeSet<>();
        Map<String, PartitionSet> done = new HashMap<>();
        Map<String, Changed> changed = new HashMap<>();
        Map<String, PartitionSet> setAside = new HashMap<>();
        for (Entry entry : entries) {
            if (!entry.run().equals(run)) {
                continue;
            }
            entry.attempt().ifPresent(number -> attempts.merge(entry.step(), number, Math::max));
            switch (entry.event()) {
                case FAILED ->
                    FailureDetail.parse(entry.detail())
                            .countedBy()
                            .ifPresent(rule -> failures.computeIfAbsent(entry.step(), step -> new HashMap<>())
                                    .put(entry.attempt().orElse(0), rule));
                case COMMITTED -> {
                    committed.add(entry.step());
                    add(done, warehouse, entry);
                    addChange(changed, warehouse, entry);
                }
                case UNCHANGED -> {
                    committed.add(entry.step());
                    add(done, warehouse, entry);
                }
                case QUARANTINED -> add(setAside, warehouse, entry);
                // Scaffolding that was let go must be built again for what is left.
                case EXPIRED -> remove(done, warehouse, entry);
                default -> {
                    // Other events do not say what is left.
                }
            }
        }
        Map<String, Track> tracks = new HashMap<>();
        attempts.forEach((step, made) -> tracks.put(step, Track.earlier(made, counts(failures.get(step)))));
        return new Earlier(tracks, done, changed, setAside, committed);
    }

    /** Rule to the failures that it governed. */
    private static Map<String, Integer> counts(@Nullable Map<Integer, String> rules) {
        Map<String, Integer> counts = new HashMap<>();
        if (rules != null) {
            rules.values().forEach(rule -> counts.merge(rule, 1, Integer::sum));
        }
        return counts;
    }

    private static void add(Map<String, PartitionSet> sets, Warehouse warehouse, Entry entry) {
        warehouse
                .asset(entry.asset())
                .ifPresent(asset ->
                        sets.merge(entry.asset(), asset.partitioning().parse(entry.partition()), PartitionSet::union));
    }

    private static void remove(Map<String, PartitionSet> sets, Warehouse warehouse, Entry entry) {
        warehouse
                .asset(entry.asset())
                .ifPresent(asset -> sets.computeIfPresent(
                        entry.asset(),
                        (name, set) -> set.minus(asset.partitioning().parse(entry.partition()))));
    }

    private static void addChange(Map<String, Changed> changes, Warehouse warehouse, Entry entry) {
        warehouse.asset(entry.asset()).ifPresent(asset -> {
            PartitionSet set = asset.partitioning().parse(entry.partition());
            Changed change =
                    new Changed(set, entry.change().map(how -> Map.of(how, set)).orElse(Map.of()));
            // An append whose outcome was unknown may have brought the same row twice.
            changes.merge(
                    entry.asset(),
                    change,
                    (known, more) -> known.partitions().intersects(set) ? known : known.and(more));
        });
    }

    /**
     * The same for a plan that is made again, which knows itself what is left: only what a commit is recognised by counts.
     */
    public Earlier replanned() {
        return new Earlier(tracks, Map.of(), Map.of(), Map.of(), committed);
    }

    /**
     * The id under which what is left of a step goes on. The tables recognise a commit by its run and this id, so it is
     * none that committed already, nor one of which a half did.
     */
    String idOfRest(String step) {
        String id = step;
        while (isTaken(id)) {
            id = id + ".0";
        }
        return id;
    }

    private boolean isTaken(String id) {
        SortedSet<String> halves = committed.tailSet(id + ".");
        return committed.contains(id) || (!halves.isEmpty() && halves.first().startsWith(id + "."));
    }

    /** The steps of the plan, without what is done or set aside. */
    public List<Step> left(Plan plan) {
        List<Step> left = new ArrayList<>();
        for (Step step : plan.steps()) {
            PartitionSet rest = step.partitions();
            rest = without(rest, done.get(step.asset()));
            rest = without(rest, setAside.get(step.asset()));
            if (!rest.isEmpty()) {
                left.add(step.only(rest));
            }
        }
        return needed(left);
    }

    /** Without scaffolding for what is done. */
    private static List<Step> needed(List<Step> left) {
        Set<String> read = new HashSet<>();
        List<Step> needed = new ArrayList<>();
        for (int i = left.size() - 1; i >= 0; i--) {
            Step step = left.get(i);
            if (read.contains(step.id()) || !step.scaffolding().equals(step.partitions())) {
                read.addAll(step.after());
                needed.add(0, step);
            }
        }
        return needed;
    }

    private static PartitionSet without(PartitionSet set, @Nullable PartitionSet other) {
        return other == null ? set : set.minus(other);
    }
}
