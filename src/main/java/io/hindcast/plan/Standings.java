package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The standing of every partition that a plan looked at: of all that exist, when the plan was made for everything. Each
 * partition has one standing.
 *
 * @param assets by name, in topological order; every asset of the warehouse, or those that were asked for
 */
public record Standings(Map<String, OfAsset> assets) {

    public Standings {
        assets = Collections.unmodifiableMap(new LinkedHashMap<>(assets));
    }

    /**
     * The partitions of one asset.
     *
     * @param sets each standing that occurs, with its partitions
     * @param reasons why partitions are missing or stale; they may overlap
     * @param outside partitions that are there and are not declared any more: they are left alone, and have no standing
     * @param ignored those of them that are not what today's staging implies, by their author's will
     */
    public record OfAsset(
            Map<Standing, PartitionSet> sets,
            Map<Reason, PartitionSet> reasons,
            PartitionSet outside,
            List<Ignored> ignored) {

        public OfAsset {
            sets = copyOf(Standing.class, sets);
            reasons = copyOf(Reason.class, reasons);
            ignored = List.copyOf(ignored);
        }

        /** One that ignores nothing. */
        public OfAsset(Map<Standing, PartitionSet> sets, Map<Reason, PartitionSet> reasons, PartitionSet outside) {
            this(sets, reasons, outside, List.of());
        }

        /** How many partitions have a standing. */
        public long count(Standing standing) {
            PartitionSet set = sets.get(standing);
            return set == null ? 0 : set.count();
        }

        /** How many partitions there are. */
        public long count() {
            return sets.values().stream().mapToLong(PartitionSet::count).sum();
        }

        private static <K extends Enum<K>> Map<K, PartitionSet> copyOf(Class<K> keys, Map<K, PartitionSet> sets) {
            EnumMap<K, PartitionSet> copy = new EnumMap<>(keys);
            sets.forEach((key, set) -> {
                if (!set.isEmpty()) {
                    copy.put(key, set);
                }
            });
            return Collections.unmodifiableMap(copy);
        }
    }

    /**
     * What a plan implies: what it would rewrite is missing or stale, and what it leaves out has its cause.
     *
     * @param state that the plan was made from
     */
    public static Standings of(Warehouse warehouse, Plan plan, WarehouseState state) {
        Map<String, List<Step>> steps = new LinkedHashMap<>();
        plan.steps()
                .forEach(step -> steps.computeIfAbsent(step.asset(), name -> new ArrayList<>())
                        .add(step));
        Map<String, OfAsset> assets = new LinkedHashMap<>();
        for (Asset asset : warehouse.assets()) {
            String name = asset.name();
            List<Step> own = steps.getOrDefault(name, List.of());
            assets.put(
                    name,
                    ofAsset(
                            asset,
                            own,
                            plan.leftOut().getOrDefault(name, Map.of()),
                            scaffolding(warehouse, asset, plan, own),
                            state));
        }
        return new Standings(assets);
    }

    /**
     * Those of the assets that the plan's request is about. Of the others nothing was looked at, and nothing can be told;
     * an asset of which no partition can exist yet is told of whatever was asked.
     */
    public Standings asked(Warehouse warehouse, Plan plan) {
        NamedSets eligible = eligible(warehouse, plan);
        Map<String, OfAsset> about = new LinkedHashMap<>(assets);
        about.keySet()
                .removeIf(name -> eligible.of(name).isEmpty()
                        && !warehouse
                                .asset(name)
                                .orElseThrow()
                                .partitioning()
                                .domain()
                                .isEmpty());
        return new Standings(about);
    }

    private static NamedSets eligible(Warehouse warehouse, Plan plan) {
        return Scope.of(plan.asked().orElseGet(Request::everything), warehouse, plan.now())
                .eligible();
    }

    /** Scaffolding that the request is about. Of what it is not about a plan may need some as well. */
    private static PartitionSet scaffolding(Warehouse warehouse, Asset asset, Plan plan, List<Step> steps) {
        PartitionSet all = united(asset, steps, Step::scaffolding);
        return all.isEmpty() ? all : all.intersect(eligible(warehouse, plan).of(asset.name()));
    }

    /** What is there of an earlier, wider declaration. */
    private static PartitionSet outside(Asset asset, AssetState state) {
        return state.builds()
                .covered()
                .minus(state.expired())
                .union(state.foreign().covered())
                .minus(asset.partitioning().domain());
    }

    private static OfAsset ofAsset(
            Asset asset,
            List<Step> steps,
            Map<LeftOut, PartitionSet> leftOut,
            PartitionSet scaffolding,
            WarehouseState state) {
        PartitionSet planned = united(asset, steps, Step::partitions);
        EnumMap<Reason, PartitionSet> reasons = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            PartitionSet none = PartitionSet.empty(asset.partitioning());
            reasons.put(reason, united(asset, steps, step -> step.reasons().getOrDefault(reason, none)));
        }
        PartitionSet missing = reasons.getOrDefault(Reason.MISSING, PartitionSet.empty(asset.partitioning()));
        EnumMap<Standing, PartitionSet> sets = new EnumMap<>(Standing.class);
        sets.put(Standing.MISSING, missing);
        PartitionSet dropped = reasons.getOrDefault(Reason.SCAFFOLDING, PartitionSet.empty(asset.partitioning()));
        sets.put(Standing.STALE, planned.minus(missing).minus(dropped));
        // It is let go again: for who reads the table it stays what it is.
        sets.put(Standing.EXPIRED, scaffolding);
        leftOut.forEach((cause, set) ->
                Standing.of(cause).ifPresent(standing -> sets.merge(standing, set, PartitionSet::union)));
        PartitionSet kept = asset.partitioning().domain().minus(planned);
        return new OfAsset(sets, reasons, outside(asset, state.asset(asset.name())), Ignored.of(asset, state, kept));
    }

    private static PartitionSet united(Asset asset, List<Step> steps, Function<Step, PartitionSet> part) {
        return PartitionSet.unionAll(
                asset.partitioning(), steps.stream().map(part).toList());
    }

    /**
     * The partitions of an asset.
     *
     * @throws IllegalArgumentException when the warehouse has no such asset
     */
    public OfAsset asset(String name) {
        OfAsset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return asset;
    }

    /** How many partitions of all assets have a standing. */
    public long count(Standing standing) {
        return assets.values().stream()
                .mapToLong(asset -> asset.count(standing))
                .sum();
    }

    /** How many partitions all assets have. */
    public long count() {
        return assets.values().stream().mapToLong(OfAsset::count).sum();
    }
}
