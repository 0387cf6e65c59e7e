package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Explains partitions in sets, from the same values that the plan was made from. No set is expanded to its partitions. */
public final class RangeExplainer {

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Plan plan;
    private final Tracer tracer;

    /**
     * @param plan made for everything, from this warehouse and this state
     * @param commits what the logs tell of single commits
     */
    public RangeExplainer(Warehouse warehouse, WarehouseState state, Plan plan, Commits commits) {
        this.warehouse = AsOf.bound(warehouse, state);
        this.state = state;
        this.plan = plan;
        this.tracer = new Tracer(
                this.warehouse,
                new LevelReader(this.warehouse, state, plan),
                new PastReader(this.warehouse, state, commits));
    }

    /** What caused that partitions of an asset have their standing; nothing of those that are fresh. */
    public Trace trace(Asset asset, PartitionSet partitions) {
        return tracer.trace(warehouse.asset(asset.name()).orElseThrow(), partitions);
    }

    /** What would follow from rebuilding partitions of an asset, if their content changes. */
    public Downstream follows(Asset asset, PartitionSet partitions) {
        return Downstream.of(warehouse, asset.name(), partitions, plan.now());
    }

    /** All there is to say of some partitions of an asset. */
    public RangeExplanation explain(Asset asset, PartitionSet asked) {
        Standings.OfAsset standings = Standings.of(warehouse, plan, state).asset(asset.name());
        PartitionSet exist =
                PartitionSet.unionAll(asset.partitioning(), standings.sets().values());
        PartitionSet partitions = asked.intersect(exist);
        Trace trace = trace(asset, partitions);
        List<PartitionSet> parts = partitions.isEmpty() ? List.of() : List.of(partitions);
        parts = split(parts, standings.sets().values());
        parts = split(parts, standings.reasons().values());
        parts = split(parts, trace.reached().values());
        List<RangeExplanation.Group> groups = new ArrayList<>();
        parts.forEach(part -> groups.add(group(asset, part, standings, trace)));
        groups.sort(Comparator.comparing(group -> -group.partitions().count()));
        return new RangeExplanation(
                asset.name(),
                partitions,
                asked.minus(exist),
                asset.signature(),
                groups,
                trace,
                follows(asset, partitions));
    }

    /** Each part cut where a set begins or ends. */
    private static List<PartitionSet> split(List<PartitionSet> parts, Collection<PartitionSet> sets) {
        List<PartitionSet> cut = parts;
        for (PartitionSet set : sets) {
            List<PartitionSet> next = new ArrayList<>();
            for (PartitionSet part : cut) {
                PartitionSet inside = part.intersect(set);
                PartitionSet beyond = part.minus(set);
                if (!inside.isEmpty()) {
                    next.add(inside);
                }
                if (!beyond.isEmpty()) {
                    next.add(beyond);
                }
            }
            cut = next;
        }
        return cut;
    }

    private RangeExplanation.Group group(Asset asset, PartitionSet part, Standings.OfAsset standings, Trace trace) {
        Standing standing = standings.sets().entrySet().stream()
                .filter(each -> each.getValue().containsAll(part))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        List<Reason> reasons = standings.reasons().entrySet().stream()
                .filter(each -> each.getValue().containsAll(part))
                .map(Map.Entry::getKey)
                .toList();
        List<Trace.Cause> causes = trace.causes().stream()
                .filter(cause -> cause.asked().intersects(part))
                .toList();
        return new RangeExplanation.Group(part, standing, reasons, built(asset, part), causes);
    }

    private Map<Build, PartitionSet> built(Asset asset, PartitionSet part) {
        List<Map.Entry<Build, PartitionSet>> builds = new ArrayList<>(
                state.asset(asset.name()).builds().restrictedTo(part).groups().entrySet());
        builds.sort(Comparator.comparing(
                        (Map.Entry<Build, PartitionSet> each) -> each.getKey().version())
                .reversed());
        Map<Build, PartitionSet> sorted = new LinkedHashMap<>();
        builds.forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return sorted;
    }
}
