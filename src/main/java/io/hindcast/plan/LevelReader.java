package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Quarantine;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells of some partitions of one asset why they have their standing: which partitions of inputs that follows from, or what ends there. */
final class LevelReader {

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Plan plan;
    private final Map<String, PartitionSet> rewritten;

    LevelReader(Warehouse warehouse, WarehouseState state, Plan plan) {
        this.warehouse = warehouse;
        this.state = state;
        this.plan = plan;
        this.rewritten = plan.rewritten();
    }

    /** What was found. */
    record Level(List<Trace.Link> links, List<End> ends) {

        static Level empty() {
            return new Level(new ArrayList<>(), new ArrayList<>());
        }

        boolean isEmpty() {
            return links.isEmpty() && ends.isEmpty();
        }

        Level and(Level other) {
            Level both = empty();
            both.links.addAll(links);
            both.links.addAll(other.links);
            both.ends.addAll(ends);
            both.ends.addAll(other.ends);
            return both;
        }

        void end(Trace.Kind kind, String table, PartitionSet partitions, String because, PartitionSet readers) {
            if (!readers.isEmpty()) {
                ends.add(new End(kind, table, partitions, List.of(), new TreeSet<>(), because, readers));
            }
        }

        void link(Trace.How how, Asset.Input input, PartitionSet read, PartitionSet readers) {
            if (!read.isEmpty() && !readers.isEmpty()) {
                links.add(new Trace.Link(how, input.name(), read, readers));
            }
        }
    }

    /**
     * A cause, before it is known what it reaches.
     *
     * @param readers the partitions of the level that it concerns
     */
    record End(
            Trace.Kind kind,
            String table,
            PartitionSet partitions,
            List<Long> versions,
            SortedSet<String> columns,
            String because,
            PartitionSet readers) {

        Trace.Cause cause(PartitionSet asked) {
            return new Trace.Cause(kind, table, partitions, versions, columns, because, asked);
        }
    }

    /** A set, and the asset's own partitions that some of it are rebuilt after. */
    PartitionSet withOwn(Asset asset, PartitionSet set) {
        PartitionSet planned = planned(asset.name());
        return asset.withReadOfItself(set.intersect(planned), planned).union(set);
    }

    /** All there is to say of some partitions of an asset. */
    Level read(Asset asset, PartitionSet set) {
        Level level = Level.empty();
        PartitionSet none = PartitionSet.empty(asset.partitioning());
        Map<Reason, PartitionSet> reasons = reasons(asset, set);
        PartitionSet missing = reasons.getOrDefault(Reason.MISSING, none);
        level.end(Trace.Kind.MISSING, asset.name(), missing, "", missing);
        code(level, asset, reasons.getOrDefault(Reason.CODE, none));
        PartitionSet data = reasons.getOrDefault(Reason.DATA, none);
        PartitionSet upstream = reasons.getOrDefault(Reason.UPSTREAM, none);
        for (Asset.Input input : asset.inputs()) {
            if (input.isStrict()) {
                boolean isSource = warehouse.isSource(input.name());
                Map<Build, PartitionSet> builds = builds(asset, isSource ? data : upstream.union(data));
                changed(
                        level,
                        asset,
                        input,
                        reads(builds, build -> build.inputs().get(input.name())));
                rebuilt(level, asset, input, upstream);
            }
        }
        asset.ownPartitions().ifPresent(own -> {
            // What a partition reads of its own asset is compared with its own commit.
            Map<Build, PartitionSet> builds = builds(asset, upstream.union(data));
            changed(level, asset, own, reads(builds, build -> own(build)));
            rebuilt(level, asset, own, upstream);
        });
        retried(level, asset, reasons.getOrDefault(Reason.QUARANTINED, none));
        leftOut(level, asset, set);
        return level;
    }

    private Map<Reason, PartitionSet> reasons(Asset asset, PartitionSet set) {
        Map<Reason, PartitionSet> reasons = new EnumMap<>(Reason.class);
        plan.steps().stream()
                .filter(step -> step.asset().equals(asset.name()))
                .forEach(step -> step.reasons()
                        .forEach((reason, part) -> reasons.merge(reason, part.intersect(set), PartitionSet::union)));
        return reasons;
    }

    private Map<Build, PartitionSet> builds(Asset asset, PartitionSet set) {
        return state.asset(asset.name()).builds().restrictedTo(set).groups();
    }

    private static InputRead own(Build build) {
        InputRead read = build.inputs().get(Asset.SELF);
        return new InputRead(build.version(), Optional.ofNullable(read).flatMap(InputRead::origin));
    }

    /** What was read of one input, each with the partitions that were made from it. */
    private static <V> Map<InputRead, PartitionSet> reads(
            Map<V, PartitionSet> made, Function<V, @Nullable InputRead> of) {
        Map<InputRead, PartitionSet> reads = new LinkedHashMap<>();
        made.forEach((value, set) -> {
            InputRead read = of.apply(value);
            if (read != null) {
                reads.merge(read, set, PartitionSet::union);
            }
        });
        return reads;
    }

    private String tableOf(Asset asset, Asset.Input input) {
        return input.name().equals(Asset.SELF) ? asset.name() : input.name();
    }

    private PartitionSet planned(String name) {
        PartitionSet set = rewritten.get(name);
        return set == null ? PartitionSet.empty(warehouse.partitioningOf(name)) : set;
    }

    private void code(Level level, Asset asset, PartitionSet set) {
        if (!set.isEmpty()) {
            TouchedColumns touched = builds(asset, set).keySet().stream()
                    .map(build -> asset.touchedSince(build.fingerprint(), build.columns()))
                    .reduce(TouchedColumns::and)
                    .orElse(TouchedColumns.everything());
            SortedSet<String> columns = touched.names().orElse(new TreeSet<>());
            level.ends().add(new End(Trace.Kind.CODE, asset.name(), set, List.of(), columns, "", set));
        }
    }

    private void changed(Level level, Asset asset, Asset.Input input, Map<InputRead, PartitionSet> then) {
        String table = tableOf(asset, input);
        for (InputChanges.Change change : new InputChanges(asset, input, table, state).since(then)) {
            level.ends()
                    .add(new End(
                            change.kind(),
                            table,
                            change.partitions(),
                            change.versions(),
                            new TreeSet<>(),
                            "",
                            change.readers()));
            if (change.kind() == Trace.Kind.DATA
                    && warehouse.asset(input.name()).isPresent()) {
                level.link(Trace.How.CHANGED, input, change.partitions(), change.readers());
            }
        }
    }

    private void rebuilt(Level level, Asset asset, Asset.Input input, PartitionSet set) {
        String table = tableOf(asset, input);
        PartitionSet seen = PartitionSet.empty(input.partitioning());
        ReadColumns columns = asset.columnsOf(input);
        for (Step step : plan.steps()) {
            if (step.asset().equals(table)) {
                PartitionSet part = step.partitions();
                for (Map.Entry<TouchedColumns, PartitionSet> narrow :
                        step.narrow().entrySet()) {
                    part = narrow.getKey().spares(columns) ? part.minus(narrow.getValue()) : part;
                }
                seen = seen.union(part);
            }
        }
        PartitionSet read = input.readBy(set).intersect(seen);
        level.link(Trace.How.REBUILT, input, read, input.readersOf(read).intersect(set));
    }

    private void retried(Level level, Asset asset, PartitionSet set) {
        Map<Quarantine, PartitionSet> causes =
                state.asset(asset.name()).quarantined().restrictedTo(set).groups();
        causes.forEach((cause, part) -> level.end(Trace.Kind.RETRIED, asset.name(), part, cause.error(), part));
        for (Asset.Input input : asset.inputs()) {
            changed(level, asset, input, reads(causes, cause -> cause.inputs().get(input.name())));
            rebuilt(level, asset, input, set);
        }
        causes.forEach((cause, part) -> {
            if (!asset.signature().isOf(cause.fingerprint())) {
                level.end(Trace.Kind.CODE, asset.name(), part, "", part);
            }
        });
    }

    private void leftOut(Level level, Asset asset, PartitionSet set) {
        PartitionSet none = PartitionSet.empty(asset.partitioning());
        Map<LeftOut, PartitionSet> leftOut = plan.leftOut().getOrDefault(asset.name(), Map.of());
        waiting(level, asset, leftOut.getOrDefault(LeftOut.WAITING, none).intersect(set));
        blocked(level, asset, leftOut.getOrDefault(LeftOut.BLOCKED, none).intersect(set));
        PartitionSet aside = leftOut.getOrDefault(LeftOut.QUARANTINED, none).intersect(set);
        state.asset(asset.name())
                .quarantined()
                .restrictedTo(aside)
                .groups()
                .forEach((cause, part) -> level.end(Trace.Kind.QUARANTINED, asset.name(), part, cause.error(), part));
        PartitionSet others = leftOut.getOrDefault(LeftOut.FOREIGN, none).intersect(set);
        state.asset(asset.name())
                .foreign()
                .restrictedTo(others)
                .groups()
                .forEach((write, part) -> level.end(Trace.Kind.FOREIGN, asset.name(), part, write.toString(), part));
        PartitionSet expired = leftOut.getOrDefault(LeftOut.EXPIRED, none).intersect(set);
        level.end(Trace.Kind.EXPIRED, asset.name(), expired, "", expired);
    }

    private void waiting(Level level, Asset asset, PartitionSet set) {
        for (Wait wait : plan.waits()) {
            PartitionSet readers =
                    wait.asset().equals(asset.name()) ? wait.partitions().intersect(set) : none(asset);
            Optional<Asset.Input> input = asset.inputs().stream()
                    .filter(each -> each.name().equals(wait.input()))
                    .findFirst();
            if (readers.isEmpty()) {
                continue;
            }
            PartitionSet lacking = input.map(each -> each.readBy(readers).intersect(wait.lacking()))
                    .orElse(wait.lacking());
            if (input.isPresent() && warehouse.asset(wait.input()).isPresent()) {
                level.link(Trace.How.AWAITED, input.get(), lacking, readers);
            } else {
                String table = wait.input().equals(Asset.SELF) ? asset.name() : wait.input();
                level.end(Trace.Kind.NOT_THERE, table, lacking, wait.why(), readers);
            }
        }
    }

    private static PartitionSet none(Asset asset) {
        return PartitionSet.empty(asset.partitioning());
    }

    private void blocked(Level level, Asset asset, PartitionSet set) {
        for (Asset.Input input : asset.inputs()) {
            if (warehouse.isSource(input.name())) {
                PartitionSet gone =
                        Arrivals.gone(asset, input, state, plan.now()).intersect(input.readBy(set));
                level.end(
                        Trace.Kind.GONE,
                        input.name(),
                        gone,
                        "",
                        input.readersOf(gone).intersect(set));
            } else {
                PartitionSet lost = plan.leftOut()
                        .getOrDefault(input.name(), Map.of())
                        .getOrDefault(LeftOut.BLOCKED, PartitionSet.empty(input.partitioning()))
                        .minus(there(input.name()))
                        .intersect(input.readBy(set));
                level.link(Trace.How.LOST, input, lost, input.readersOf(lost).intersect(set));
            }
        }
    }

    private PartitionSet there(String asset) {
        return state.asset(asset)
                .builds()
                .covered()
                .minus(state.asset(asset).expired())
                .union(state.asset(asset).foreign().covered());
    }
}
