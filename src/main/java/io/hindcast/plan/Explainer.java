package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.Quarantine;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.Mapping;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Explains single partitions, from the same values that the plan was made from. */
public final class Explainer {

    private static final String SELF = "self";

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Plan plan;
    private final Map<String, PartitionSet> rewritten;

    /**
     * @param plan made for everything, from this warehouse and this state
     */
    public Explainer(Warehouse warehouse, WarehouseState state, Plan plan) {
        this.warehouse = warehouse;
        this.state = state;
        this.plan = plan;
        this.rewritten = plan.rewritten();
    }

    /** All there is to say of a partition of an asset. */
    public Explanation explain(Asset asset, Partition partition) {
        PartitionSet set = PartitionSet.of(asset.partitioning(), partition);
        AssetState own = state.asset(asset.name());
        return new Explanation(
                asset.name(),
                partition,
                standing(asset.name(), partition),
                reasons(asset.name(), partition),
                own.builds().at(partition),
                own.contents().at(partition),
                asset.signature().fingerprint(),
                own.quarantined().at(partition),
                own.foreign().at(partition),
                reads(asset, partition, set),
                consumers(asset.name(), set));
    }

    private Optional<Standing> standing(String asset, Partition partition) {
        return Standings.of(warehouse, plan).asset(asset).sets().entrySet().stream()
                .filter(entry -> entry.getValue().contains(partition))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private List<Reason> reasons(String asset, Partition partition) {
        return plan.steps().stream()
                .filter(step -> step.asset().equals(asset))
                .flatMap(step -> step.reasons().entrySet().stream())
                .filter(reason -> reason.getValue().contains(partition))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Explanation.Read> reads(Asset asset, Partition partition, PartitionSet set) {
        AssetState own = state.asset(asset.name());
        Optional<Map<String, Long>> versions = own.quarantined()
                .at(partition)
                .map(Quarantine::inputs)
                .or(() -> own.builds().at(partition).map(Build::inputs));
        List<Explanation.Read> reads = new ArrayList<>();
        for (Asset.Input input : asset.inputs()) {
            OptionalLong then = versions.map(read -> read.get(input.name()))
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
            Explanation.Weight weight = Inputs.isStrict(input) ? Explanation.Weight.COUNTS : Explanation.Weight.IGNORED;
            reads.add(new Reading(input.name(), input.name(), input.mapping(), set)
                    .read(then, lacking(asset, input), weight));
        }
        asset.self().ifPresent(self -> {
            // What a partition reads of its own asset is compared with its own commit.
            OptionalLong then = own.builds()
                    .at(partition)
                    .map(build -> OptionalLong.of(build.version()))
                    .orElse(OptionalLong.empty());
            PartitionSet there = there(asset.name()).union(planned(asset.name()));
            PartitionSet lacking = asset.partitioning().extent(plan.now()).minus(there);
            reads.add(new Reading(SELF, asset.name(), self, set).read(then, lacking, Explanation.Weight.COUNTS));
        });
        return reads;
    }

    /** What readers of an input wait for. */
    private PartitionSet lacking(Asset asset, Asset.Input input) {
        String name = input.name();
        if (warehouse.isSource(name)) {
            return Arrivals.lacking(asset, input, state.source(name), plan.now());
        }
        PartitionSet all = input.mapping().upstream().domain();
        PartitionSet none = PartitionSet.empty(all.partitioning());
        PartitionSet setAside = plan.leftOut().getOrDefault(name, Map.of()).getOrDefault(LeftOut.QUARANTINED, none);
        PartitionSet lacking = all.minus(there(name)).minus(planned(name)).union(setAside);
        return Arrivals.readsOpenEnd(asset, input)
                ? lacking.intersect(all.partitioning().extent(plan.now()))
                : lacking;
    }

    /** The partitions of an asset that can be read. */
    private PartitionSet there(String asset) {
        AssetState own = state.asset(asset);
        return own.builds().covered().minus(own.expired()).union(own.foreign().covered());
    }

    private PartitionSet planned(String name) {
        PartitionSet set = rewritten.get(name);
        return set == null ? PartitionSet.empty(warehouse.partitioningOf(name)) : set;
    }

    private List<Explanation.Consumer> consumers(String asset, PartitionSet set) {
        List<Explanation.Consumer> consumers = new ArrayList<>();
        for (Warehouse.Consumer consumer : warehouse.consumersOf(asset)) {
            PartitionSet readers = consumer.input()
                    .mapping()
                    .downstreamOf(set)
                    .intersect(consumer.asset().partitioning().extent(plan.now()));
            if (!readers.isEmpty()) {
                consumers.add(new Explanation.Consumer(consumer.asset().name(), readers));
            }
        }
        return consumers;
    }

    /** One input of one partition, under the name it is shown by. */
    private final class Reading {

        private final String shown;
        private final String name;
        private final Mapping mapping;
        private final PartitionSet partitions;

        Reading(String shown, String name, Mapping mapping, PartitionSet downstream) {
            this.shown = shown;
            this.name = name;
            this.mapping = mapping;
            this.partitions = mapping.upstreamOf(downstream).inside();
        }

        Explanation.Read read(OptionalLong then, PartitionSet lacking, Explanation.Weight weight) {
            return new Explanation.Read(
                    shown,
                    mapping.description(),
                    partitions,
                    then,
                    state.versionOf(name),
                    then.isPresent() ? changes(then.getAsLong()) : List.of(),
                    warehouse.isSource(name) ? partitions.minus(partitions) : partitions.intersect(planned(name)),
                    partitions.intersect(lacking),
                    weight);
        }

        private List<Explanation.Change> changes(long then) {
            ChangeLog log = state.changesOf(name);
            boolean forgotten = then < log.since() || then > state.versionOf(name);
            if (forgotten) {
                return partitions.isEmpty()
                        ? List.of()
                        : List.of(new Explanation.Change(OptionalLong.empty(), partitions));
            }
            return log.versionsAfter(then, partitions).stream()
                    .map(version -> new Explanation.Change(
                            OptionalLong.of(version),
                            log.changes().getOrDefault(version, partitions).intersect(partitions)))
                    .toList();
        }
    }
}
