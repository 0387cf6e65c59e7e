package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.Expiry;
import io.hindcast.ledger.ForeignWrite;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells whether what a plan was made from still is as it was. */
public final class SealCheck {

    private final Warehouse warehouse;
    private final WarehouseState state;

    public SealCheck(Warehouse warehouse, WarehouseState state) {
        this.warehouse = AsOf.bound(warehouse, state);
        this.state = state;
    }

    /**
     * What moved, and what that concerns; empty when the plan holds.
     *
     * @param run the run that carries the plan out: what it wrote itself breaks nothing
     */
    public List<BrokenSeal> broken(Plan plan, String run) {
        List<BrokenSeal> broken = new ArrayList<>();
        plan.sealed().fingerprints().forEach((name, fingerprint) -> {
            boolean isSame = warehouse
                    .asset(name)
                    .filter(asset -> asset.signature().isOf(fingerprint))
                    .isPresent();
            if (!isSame) {
                broken.add(new BrokenSeal(
                        "the code of " + name + " is another",
                        BrokenSeal.Kind.CODE,
                        reach(name, warehouse.partitioningOf(name).extent(plan.now()), plan)));
            }
        });
        plan.rewritten().forEach((name, set) -> undeclared(name, set, plan).ifPresent(broken::add));
        Map<String, PartitionSet> touched = touched(plan);
        plan.sealed()
                .sources()
                .forEach((name, version) -> source(name, version, plan, touched).ifPresent(broken::add));
        plan.sealed()
                .targets()
                .forEach((name, version) ->
                        target(name, version, plan, touched, run).ifPresent(broken::add));
        plan.sealed()
                .targets()
                .forEach((name, version) ->
                        dropped(name, version, plan, touched, run).ifPresent(broken::add));
        return broken;
    }

    /** What was declared when the plan was made, and is not any more, would be built for nobody. */
    private Optional<BrokenSeal> undeclared(String name, PartitionSet planned, Plan plan) {
        PartitionSet gone = warehouse
                .asset(name)
                .map(asset -> planned.minus(asset.partitioning().domain()))
                .orElse(PartitionSet.empty(planned.partitioning()));
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(new BrokenSeal(
                        name + " is not declared for " + gone + " any more",
                        BrokenSeal.Kind.CODE,
                        reach(name, gone, plan)));
    }

    private Optional<BrokenSeal> source(String name, long version, Plan plan, Map<String, PartitionSet> touched) {
        if (!warehouse.isSource(name)) {
            return Optional.of(
                    new BrokenSeal("source " + name + " is not declared any more", BrokenSeal.Kind.DATA, Map.of()));
        }
        if (isOther(plan, name, version)) {
            return Optional.of(whole("source " + name + " is another table", name, plan));
        }
        PartitionSet moved = touched(touched, name, state.source(name).changes().after(version));
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of(part("source " + name + " received rows of " + moved, name, moved, plan));
    }

    private Optional<BrokenSeal> target(
            String name, long version, Plan plan, Map<String, PartitionSet> touched, String run) {
        if (warehouse.asset(name).isEmpty()) {
            return Optional.of(new BrokenSeal(name + " is not declared any more", BrokenSeal.Kind.DATA, Map.of()));
        }
        if (isOther(plan, name, version)) {
            return Optional.of(whole("the table of " + name + " is another", name, plan));
        }
        PartitionSet changed =
                touched(touched, name, state.asset(name).changes().after(version));
        PartitionSet moved = changed.minus(writtenBy(run, name, version));
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of(part(name + " was rewritten" + by(name, version) + " in " + moved, name, moved, plan));
    }

    /** What a plan read as it stood, or was to write, may have been dropped on purpose. */
    private Optional<BrokenSeal> dropped(
            String name, long version, Plan plan, Map<String, PartitionSet> touched, String run) {
        if (warehouse.asset(name).isEmpty() || isOther(plan, name, version)) {
            return Optional.empty();
        }
        PartitionSet dropped = PartitionSet.empty(warehouse.partitioningOf(name));
        for (Map.Entry<Expiry, PartitionSet> group :
                state.asset(name).dropped().how().groups().entrySet()) {
            if (group.getKey().version() > version && !group.getKey().run().equals(run)) {
                dropped = dropped.union(group.getValue());
            }
        }
        PartitionSet moved = touched(touched, name, dropped);
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of(part(name + " was dropped in " + moved, name, moved, plan));
    }

    /** It concerns all that there is of a source or an asset. */
    private BrokenSeal whole(String text, String name, Plan plan) {
        return part(text, name, warehouse.partitioningOf(name).extent(plan.now()), plan);
    }

    private BrokenSeal part(String text, String name, PartitionSet moved, Plan plan) {
        return new BrokenSeal(text, BrokenSeal.Kind.DATA, reach(name, moved, plan));
    }

    /** Partitions of a source or an asset concern those that read them, and what follows from these. */
    private Map<String, PartitionSet> reach(String name, PartitionSet moved, Plan plan) {
        Map<String, PartitionSet> reach = new LinkedHashMap<>();
        if (!warehouse.isSource(name)) {
            reach.put(name, moved);
        }
        // Who ignores changes reads other rows all the same.
        warehouse
                .consumersOf(name)
                .forEach(consumer ->
                        reach.merge(consumer.asset().name(), consumer.input().readersOf(moved), PartitionSet::union));
        Downstream.of(warehouse, name, moved, plan.now())
                .assets()
                .forEach((asset, set) -> reach.merge(asset, set, PartitionSet::union));
        return reach;
    }

    /** Whether another table is at the path now. The run that a plan is carried out by may have begun one anew itself. */
    private boolean isOther(Plan plan, String name, long version) {
        Optional<String> sealed = plan.reset().contains(name)
                ? Optional.empty()
                : Optional.ofNullable(plan.sealed().tables().get(name));
        return state.versionOf(name) < version || (sealed.isPresent() && !sealed.equals(state.tableOf(name)));
    }

    private static PartitionSet touched(Map<String, PartitionSet> touched, String name, PartitionSet changed) {
        PartitionSet own = touched.get(name);
        return own == null ? PartitionSet.empty(changed.partitioning()) : own.intersect(changed);
    }

    private PartitionSet writtenBy(String run, String asset, long after) {
        PartitionSet written = PartitionSet.empty(warehouse.partitioningOf(asset));
        for (Map.Entry<Build, PartitionSet> group :
                state.asset(asset).builds().groups().entrySet()) {
            if (group.getKey().run().equals(run) && group.getKey().version() > after) {
                written = written.union(group.getValue());
            }
        }
        return written;
    }

    private String by(String asset, long after) {
        return state.asset(asset).foreign().groups().keySet().stream()
                .filter(write -> write.version() > after)
                .map(ForeignWrite::toString)
                .findFirst()
                .map(write -> " (" + write + ")")
                .orElse("");
    }

    /** All partitions that the plan reads or writes, by source and asset. */
    private Map<String, PartitionSet> touched(Plan plan) {
        Map<String, PartitionSet> touched = new TreeMap<>();
        plan.rewritten().forEach((name, set) -> {
            touched.merge(name, set, PartitionSet::union);
            warehouse.asset(name).ifPresent(asset -> addReads(asset, set, plan.sealed(), touched));
        });
        return touched;
    }

    private void addReads(Asset asset, PartitionSet set, Seals sealed, Map<String, PartitionSet> touched) {
        for (Asset.Input input : asset.inputs()) {
            PartitionSet readers = set;
            if (input.isAsOfLoads()) {
                // What was loaded after a partition was over is not for it.
                InputRead then = InputRead.of(sealed.sources().getOrDefault(input.name(), -1L));
                readers = set.intersect(state.readersOfChanges(asset, input, then));
            }
            touched.merge(input.name(), input.readBy(readers), PartitionSet::union);
        }
        asset.self()
                .ifPresent(
                        self -> touched.merge(asset.name(), self.upstreamOf(set).inside(), PartitionSet::union));
    }
}
