package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it would cause to go from one set of declarations to another: the plan for everything under each, and what the later
 * one does beyond the earlier.
 *
 * @param declarations what is declared otherwise
 * @param before the plan under the declarations before
 * @param after the plan under those that come
 * @param adds what {@code after} rewrites beyond {@code before}, in its order
 * @param spares what {@code before} rewrites and {@code after} does not
 * @param withheld what would be rewritten and is left out: by asset and cause, as far as {@code before} does not leave it
 *     out for the same cause
 */
public record MergeImpact(
        WarehouseDifference declarations,
        Plan before,
        Plan after,
        Map<String, Addition> adds,
        Map<String, PartitionSet> spares,
        Map<String, Map<LeftOut, PartitionSet>> withheld) {

    private static final List<LeftOut> WITHHELD = List.of(
            LeftOut.WAITING, LeftOut.QUARANTINED, LeftOut.FOREIGN, LeftOut.EXPIRED, LeftOut.BLOCKED, LeftOut.HELD);

    public MergeImpact {
        adds = Collections.unmodifiableMap(new LinkedHashMap<>(adds));
        spares = Collections.unmodifiableMap(new LinkedHashMap<>(spares));
        withheld = Collections.unmodifiableMap(new LinkedHashMap<>(withheld));
    }

    /**
     * What is rewritten of one asset beyond what would be anyway.
     *
     * @param reasons why; they may overlap
     * @param ifChanged those that are needed only if what they read changes
     * @param steps in how many steps
     */
    public record Addition(
            PartitionSet partitions,
            Map<Reason, PartitionSet> reasons,
            PartitionSet ifChanged,
            int steps,
            Estimate estimate) {

        public Addition {
            EnumMap<Reason, PartitionSet> copy = new EnumMap<>(Reason.class);
            reasons.forEach((reason, set) -> {
                if (!set.isEmpty()) {
                    copy.put(reason, set);
                }
            });
            reasons = Collections.unmodifiableMap(copy);
        }
    }

    /**
     * One side of the comparison.
     *
     * @param state that the plan was made from
     */
    public record Side(Warehouse warehouse, WarehouseState state, Plan plan) {}

    /** Of two plans for everything, made for the same moment. */
    public static MergeImpact between(Side before, Side after) {
        Map<String, Planned> old = Planned.of(before.plan());
        Map<String, Planned> young = Planned.of(after.plan());
        Map<String, Addition> adds = new LinkedHashMap<>();
        young.forEach((name, planned) -> {
            PartitionSet added = planned.all().minus(anyway(name, old, after.warehouse()));
            if (!added.isEmpty()) {
                adds.put(name, addition(after, name, planned, added));
            }
        });
        Map<String, PartitionSet> spares = new LinkedHashMap<>();
        old.forEach((name, planned) -> {
            PartitionSet still = anyway(name, young, before.warehouse());
            PartitionSet spared = planned.all().minus(still);
            if (!spared.isEmpty()) {
                spares.put(name, spared);
            }
        });
        return new MergeImpact(
                WarehouseDifference.between(before.warehouse(), after.warehouse()),
                before.plan(),
                after.plan(),
                adds,
                spares,
                withheld(before, after));
    }

    /** What the other side rewrites of an asset; nothing where its partitions are others by their shape. */
    private static PartitionSet anyway(String name, Map<String, Planned> other, Warehouse own) {
        PartitionSet none = PartitionSet.empty(own.partitioningOf(name));
        return Optional.ofNullable(other.get(name))
                .map(Planned::all)
                .filter(set -> set.partitioning().sameShape(none.partitioning()))
                .orElse(none);
    }

    private static Addition addition(Side after, String name, Planned planned, PartitionSet added) {
        Asset asset = after.warehouse().asset(name).orElseThrow();
        long steps = after.plan().steps().stream()
                .filter(step -> step.asset().equals(name) && step.partitions().intersects(added))
                .count();
        return new Addition(
                added,
                planned.reasonsWithin(added),
                planned.ifChanged().intersect(added),
                (int) steps,
                new Estimator(
                                after.warehouse(),
                                after.state(),
                                after.plan().now(),
                                after.plan().means())
                        .estimate(asset, added));
    }

    private static Map<String, Map<LeftOut, PartitionSet>> withheld(Side before, Side after) {
        Map<String, Map<LeftOut, PartitionSet>> withheld = new LinkedHashMap<>();
        for (Asset asset : after.warehouse().assets()) {
            Map<LeftOut, PartitionSet> now = after.plan().leftOut().getOrDefault(asset.name(), Map.of());
            Map<LeftOut, PartitionSet> then = before.plan().leftOut().getOrDefault(asset.name(), Map.of());
            EnumMap<LeftOut, PartitionSet> more = new EnumMap<>(LeftOut.class);
            for (LeftOut cause : WITHHELD) {
                PartitionSet none = PartitionSet.empty(asset.partitioning());
                PartitionSet old = then.getOrDefault(cause, none);
                boolean isSame = old.partitioning().sameShape(asset.partitioning());
                PartitionSet added = now.getOrDefault(cause, none).minus(isSame ? old : none);
                if (!added.isEmpty()) {
                    more.put(cause, added);
                }
            }
            if (!more.isEmpty()) {
                withheld.put(asset.name(), Collections.unmodifiableMap(more));
            }
        }
        return withheld;
    }

    /** How many partitions are rewritten beyond what would be anyway. */
    public long partitions() {
        return adds.values().stream()
                .mapToLong(addition -> addition.partitions().count())
                .sum();
    }

    /** In how many steps. */
    public int steps() {
        return adds.values().stream().mapToInt(Addition::steps).sum();
    }

    /** What all these will hold, about. */
    public Estimate estimate() {
        return adds.values().stream().map(Addition::estimate).reduce(Estimate.NOTHING, Estimate::plus);
    }
}
