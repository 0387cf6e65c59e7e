package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.ChangeLog;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Quarantine;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** Explains single partitions, from the same values that the plan was made from. */
public final class Explainer {

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Plan plan;
    private final Map<String, PartitionSet> rewritten;

    /**
     * @param plan made for everything, from this warehouse and this state
     */
    public Explainer(Warehouse warehouse, WarehouseState state, Plan plan) {
        this.warehouse = AsOf.bound(warehouse, state);
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
                touched(asset.name(), partition),
                own.builds().at(partition),
                own.contents().at(partition),
                asset.signature(),
                own.quarantined().at(partition),
                own.foreign().at(partition),
                own.dropped().how().at(partition),
                reads(warehouse.asset(asset.name()).orElseThrow(), partition, set),
                consumers(asset.name(), set));
    }

    private Optional<Standing> standing(String asset, Partition partition) {
        return Standings.of(warehouse, plan, state).asset(asset).sets().entrySet().stream()
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

    private Optional<TouchedColumns> touched(String asset, Partition partition) {
        return plan.steps().stream()
                .filter(step -> step.asset().equals(asset) && step.partitions().contains(partition))
                .findFirst()
                .map(step -> step.narrow().entrySet().stream()
                        .filter(narrow -> narrow.getValue().contains(partition))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(TouchedColumns.everything()));
    }

    private List<Explanation.Read> reads(Asset asset, Partition partition, PartitionSet set) {
        AssetState own = state.asset(asset.name());
        Optional<Build> build = own.builds().at(partition);
        Optional<Quarantine> quarantine = own.quarantined().at(partition);
        Map<String, InputRead> then = quarantine
                .map(Quarantine::inputs)
                .or(() -> build.map(Build::inputs))
                .orElse(Map.of());
        String code = quarantine
                .map(Quarantine::fingerprint)
                .or(() -> build.map(Build::fingerprint))
                .orElse("");
        boolean isSameCode = asset.signature().isOf(code);
        List<Explanation.Read> reads = new ArrayList<>();
        for (Asset.Input input : asset.inputs()) {
            Explanation.Weight weight = input.isStrict() ? Explanation.Weight.COUNTS : Explanation.Weight.IGNORED;
            reads.add(new Reading(input, input.name(), asset.columnsOf(input), set)
                    .read(
                            Optional.ofNullable(then.get(input.name())),
                            isSameCode,
                            lacking(asset, input),
                            gone(asset, input),
                            weight));
        }
        asset.ownPartitions().ifPresent(self -> {
            // What a partition reads of its own asset is compared with its own commit.
            Optional<InputRead> read = build.map(b -> new InputRead(
                    b.version(), Optional.ofNullable(then.get(Asset.SELF)).flatMap(InputRead::origin)));
            reads.add(new Reading(self, asset.name(), asset.columnsOf(self), set)
                    .read(
                            read,
                            isSameCode,
                            lackingOfItself(asset),
                            PartitionSet.empty(asset.partitioning()),
                            Explanation.Weight.COUNTS));
        });
        return reads;
    }

    /** What of an input will not come any more. */
    private PartitionSet gone(Asset asset, Asset.Input input) {
        return warehouse.isSource(input.name())
                ? Arrivals.gone(asset, input, state, plan.now())
                : PartitionSet.empty(input.partitioning());
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
        // What was dropped is built again when it is needed, unless the plan says that it cannot be.
        PartitionSet there = there(name).union(state.asset(name).expired()).union(planned(name));
        PartitionSet lacking = all.minus(there).union(setAside).union(awaited(asset, input.name(), none));
        return Arrivals.readsOpenEnd(asset, input)
                ? lacking.intersect(all.partitioning().extent(plan.now()))
                : lacking;
    }

    /** The same of the asset's own partitions. */
    private PartitionSet lackingOfItself(Asset asset) {
        PartitionSet there =
                there(asset.name()).union(state.asset(asset.name()).expired()).union(planned(asset.name()));
        PartitionSet none = PartitionSet.empty(asset.partitioning());
        return asset.partitioning().extent(plan.now()).minus(there).union(awaited(asset, Asset.SELF, none));
    }

    private PartitionSet awaited(Asset asset, String input, PartitionSet none) {
        return plan.waits().stream()
                .filter(wait ->
                        wait.asset().equals(asset.name()) && wait.input().equals(input))
                .map(Wait::lacking)
                .findFirst()
                .orElse(none);
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
                consumers.add(new Explanation.Consumer(
                        consumer.asset().name(), readers, consumer.asset().columnsOf(consumer.input())));
            }
        }
        return consumers;
    }

    /** One input of one partition, and the name of its table. */
    private final class Reading {

        private final Asset.Input input;
        private final String name;
        private final ReadColumns columns;
        private final PartitionSet downstream;
        private final PartitionSet partitions;
        private final Explanation.Unseen unseen;

        Reading(Asset.Input input, String name, ReadColumns columns, PartitionSet downstream) {
            this.input = input;
            this.name = name;
            this.columns = columns;
            this.downstream = downstream;
            this.partitions = input.readBy(downstream);
            this.unseen = unseen();
        }

        private Explanation.Unseen unseen() {
            PartitionSet set = PartitionSet.empty(partitions.partitioning());
            SortedSet<String> touched = new TreeSet<>();
            for (Step step : plan.steps()) {
                if (step.asset().equals(name)) {
                    for (Map.Entry<TouchedColumns, PartitionSet> each :
                            step.narrow().entrySet()) {
                        PartitionSet some = each.getValue().intersect(partitions);
                        if (!some.isEmpty() && each.getKey().spares(columns)) {
                            set = set.union(some);
                            touched.addAll(each.getKey().names().orElseThrow());
                        }
                    }
                }
            }
            return new Explanation.Unseen(set, touched);
        }

        Explanation.Read read(
                Optional<InputRead> then,
                boolean isSameCode,
                PartitionSet lacking,
                PartitionSet gone,
                Explanation.Weight weight) {
            return new Explanation.Read(
                    input.name(),
                    input.description(),
                    mappingThen(then),
                    partitions,
                    then.map(read -> OptionalLong.of(read.version())).orElse(OptionalLong.empty()),
                    then.flatMap(InputRead::origin).map(InputRead.Origin::read).filter(read -> !read.isEmpty()),
                    state.versionOf(name),
                    then.map(read -> changes(read, isSameCode)).orElse(List.of()),
                    warehouse.isSource(name)
                            ? PartitionSet.empty(partitions.partitioning())
                            : partitions.intersect(planned(name)).minus(unseen.partitions()),
                    unseen,
                    partitions.intersect(lacking).minus(gone),
                    partitions.intersect(gone),
                    weight);
        }

        private Optional<String> mappingThen(Optional<InputRead> then) {
            return then.flatMap(InputRead::origin)
                    .map(InputRead.Origin::mapping)
                    .filter(mapping -> !mapping.equals(input.description()));
        }

        private List<Explanation.Change> changes(InputRead then, boolean isSameCode) {
            List<Explanation.Change> changes = new ArrayList<>(contentChanges(then));
            if (isSameCode) {
                changes.addAll(rangeChanges(then));
            }
            return changes;
        }

        private List<Explanation.Change> contentChanges(InputRead then) {
            ChangeLog log = state.changesOf(name);
            boolean isOther = state.isOtherTable(name, then);
            if (isOther || !log.covers(then.version())) {
                Explanation.Cause cause = isOther ? Explanation.Cause.OTHER_TABLE : Explanation.Cause.FORGOTTEN;
                return partitions.isEmpty()
                        ? List.of()
                        : List.of(new Explanation.Change(cause, OptionalLong.empty(), partitions));
            }
            List<Explanation.Change> changes = new ArrayList<>();
            log.changesAfter(then.version(), partitions).forEach((version, changed) -> {
                Instant loaded = log.times().get(version);
                if (input.isAsOfLoads()
                        && loaded != null
                        && input.shownLoadsOf(loaded, downstream).isEmpty()) {
                    return;
                }
                PartitionSet seen = changed.seenBy(columns).intersect(partitions);
                PartitionSet unseen = changed.unseenBy(columns).intersect(partitions);
                if (!seen.isEmpty()) {
                    changes.add(new Explanation.Change(Explanation.Cause.CONTENT, OptionalLong.of(version), seen));
                }
                if (!unseen.isEmpty()) {
                    changes.add(new Explanation.Change(
                            Explanation.Cause.OTHER_COLUMNS,
                            OptionalLong.of(version),
                            unseen,
                            changed.columnsUnseenBy(columns, partitions)));
                }
            });
            return changes;
        }

        private List<Explanation.Change> rangeChanges(InputRead then) {
            PartitionSet moved = state.redeclaredSince(name, input, then);
            boolean concerns = input.mapping().downstreamOfUndeclared(moved).intersects(downstream);
            if (!concerns) {
                return List.of();
            }
            PartitionSet now = input.partitioning().domain();
            List<Explanation.Change> changes = new ArrayList<>();
            add(changes, Explanation.Cause.DECLARED, moved.intersect(now).intersect(partitions));
            PartitionSet left = moved.minus(now);
            PartitionSet read =
                    left.intersect(input.mapping().upstreamOf(downstream).outside());
            // Of what is read whole nothing lies outside.
            add(changes, Explanation.Cause.NOT_DECLARED, read.isEmpty() ? left : read);
            return changes;
        }

        private static void add(List<Explanation.Change> changes, Explanation.Cause cause, PartitionSet set) {
            if (!set.isEmpty()) {
                changes.add(new Explanation.Change(cause, OptionalLong.empty(), set));
            }
        }
    }
}
