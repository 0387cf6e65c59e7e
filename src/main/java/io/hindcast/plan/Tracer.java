package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows partitions upwards to what caused their standing. All that is asked of an asset is asked at once, as a set: the cost is
 * that of the ranges, not of the partitions.
 */
final class Tracer {

    private final Warehouse warehouse;
    private final LevelReader present;
    private final PastReader past;

    /**
     * @param past tells of what was rebuilt before
     */
    Tracer(Warehouse warehouse, LevelReader present, PastReader past) {
        this.warehouse = warehouse;
        this.present = present;
        this.past = past;
    }

    /** One asset on the way. */
    private record Found(Asset asset, PartitionSet partitions, LevelReader.Level level) {}

    Trace trace(Asset asked, PartitionSet partitions) {
        List<Found> found = found(asked, partitions);
        List<Trace.Level> levels = new ArrayList<>();
        List<Trace.Cause> causes = new ArrayList<>();
        for (Found each : found) {
            if (!each.level().isEmpty()) {
                levels.add(new Trace.Level(
                        each.asset().name(), each.partitions(), each.level().links()));
            }
            for (LevelReader.End end : each.level().ends()) {
                causes.add(end.cause(reached(found, each, end.readers(), asked).intersect(partitions)));
            }
        }
        return new Trace(levels, causes);
    }

    /** From the asked ones upwards: an asset comes after all that read it, so that all that is wanted of it is known. */
    private List<Found> found(Asset asked, PartitionSet partitions) {
        List<Asset> upwards = new ArrayList<>(warehouse.assets());
        Collections.reverse(upwards);
        Map<String, PartitionSet> wanted = new LinkedHashMap<>(Map.of(asked.name(), partitions));
        Map<String, PartitionSet> rebuilt = new LinkedHashMap<>();
        List<Found> found = new ArrayList<>();
        for (Asset asset : upwards) {
            PartitionSet none = PartitionSet.empty(asset.partitioning());
            PartitionSet now = wanted.getOrDefault(asset.name(), none);
            PartitionSet before = rebuilt.getOrDefault(asset.name(), none);
            if (now.isEmpty() && before.isEmpty()) {
                continue;
            }
            PartitionSet all = present.withOwn(asset, now);
            LevelReader.Level level = present.read(asset, all).and(past.read(asset, before.minus(all)));
            found.add(new Found(asset, all.union(before), level));
            for (Trace.Link link : level.links()) {
                (link.how() == Trace.How.CHANGED ? rebuilt : wanted)
                        .merge(link.input(), link.read(), PartitionSet::union);
            }
        }
        return found;
    }

    /** Which of the asked partitions follow from some of a level. */
    private static PartitionSet reached(List<Found> found, Found from, PartitionSet set, Asset asked) {
        Map<String, PartitionSet> moved = new LinkedHashMap<>();
        List<Found> downwards = new ArrayList<>(found.subList(0, found.indexOf(from) + 1));
        Collections.reverse(downwards);
        for (Found each : downwards) {
            PartitionSet own =
                    each.equals(from) ? set : PartitionSet.empty(each.asset().partitioning());
            for (Trace.Link link : each.level().links()) {
                PartitionSet above = moved.get(link.input());
                if (above != null) {
                    own = own.union(readers(each.asset(), link, above));
                }
            }
            moved.put(each.asset().name(), each.asset().withReadersOfItself(own, each.partitions()));
        }
        return moved.getOrDefault(asked.name(), PartitionSet.empty(asked.partitioning()));
    }

    private static PartitionSet readers(Asset asset, Trace.Link link, PartitionSet above) {
        return asset.inputs().stream()
                .filter(input -> input.name().equals(link.input()))
                .map(input -> input.readersOf(above.intersect(link.read())))
                .reduce(PartitionSet.empty(asset.partitioning()), PartitionSet::union)
                .intersect(link.readers());
    }
}
