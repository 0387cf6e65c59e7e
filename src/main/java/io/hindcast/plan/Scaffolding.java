package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was dropped on purpose and is read by steps of a plan, or by what is built again for them: it is built as well, and
 * let go after the run. Found from the readers upward, once it is decided for all of them what is rewritten.
 */
final class Scaffolding {

    private final Warehouse warehouse;

    Scaffolding(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The decisions with what they need of that.
     *
     * @param decisions of all assets, in topological order
     */
    Map<String, Decision> under(Map<String, Decision> decisions) {
        if (decisions.values().stream()
                .allMatch(decision -> decision.reserve().partitions().isEmpty())) {
            return decisions;
        }
        Map<String, Decision> raised = new LinkedHashMap<>(decisions);
        Map<String, PartitionSet> needed = new HashMap<>();
        List<Asset> fromTheEnd = new ArrayList<>(warehouse.assets());
        Collections.reverse(fromTheEnd);
        for (Asset asset : fromTheEnd) {
            raised.computeIfPresent(asset.name(), (name, decision) -> {
                PartitionSet none = PartitionSet.empty(asset.partitioning());
                Decision own = decision.raising(needed(asset, decision, needed.getOrDefault(name, none)));
                for (Asset.Input input : asset.inputs()) {
                    if (!own.rewritten().isEmpty() && !warehouse.isSource(input.name())) {
                        needed.merge(input.name(), input.readBy(own.rewritten()), PartitionSet::union);
                    }
                }
                return own;
            });
        }
        return raised;
    }

    private static PartitionSet needed(Asset asset, Decision decision, PartitionSet byReaders) {
        PartitionSet reserve = decision.reserve().partitions();
        if (reserve.isEmpty()) {
            return reserve;
        }
        PartitionSet built = decision.rewritten().union(byReaders.intersect(reserve));
        return asset.withReadOfItself(built, reserve).intersect(reserve);
    }

    /** Who needs it, in words. */
    List<String> notes(Map<String, Decision> decisions) {
        List<String> notes = new ArrayList<>();
        decisions.forEach((name, decision) -> {
            PartitionSet raised = decision.reasons().of(Reason.SCAFFOLDING);
            if (!raised.isEmpty()) {
                notes.add(name + " " + raised + " (" + Counts.of(raised.count(), "partition")
                        + ") was dropped and is built again as scaffolding for " + readers(name, raised, decisions)
                        + "; it is let go after the run");
            }
        });
        return notes;
    }

    private String readers(String name, PartitionSet raised, Map<String, Decision> decisions) {
        Map<String, PartitionSet> readers = new TreeMap<>();
        decisions.forEach((reader, decision) -> {
            Asset asset = warehouse.asset(reader).orElseThrow();
            PartitionSet reading =
                    reader.equals(name) ? asset.readersOfItself(raised) : PartitionSet.empty(asset.partitioning());
            for (Asset.Input input : asset.inputs()) {
                reading = input.name().equals(name) ? reading.union(input.readersOf(raised)) : reading;
            }
            readers.put(reader, reading.intersect(decision.rewritten()));
        });
        return String.join(
                " and ",
                readers.entrySet().stream()
                        .filter(reader -> !reader.getValue().isEmpty())
                        .map(reader -> reader.getKey() + " " + reader.getValue())
                        .toList());
    }
}
