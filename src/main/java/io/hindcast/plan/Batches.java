package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.mapping.Mapping;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Cuts a set of partitions of one asset along time. A batch ends, where it can, where a partition of a consumer ends,
 * so that the consumer can start while the rest is still at work.
 */
final class Batches {

    private final Asset asset;
    private final List<Warehouse.Consumer> consumers;
    private final BatchPolicy policy;

    Batches(Asset asset, List<Warehouse.Consumer> consumers, BatchPolicy policy) {
        this.asset = asset;
        this.consumers = consumers;
        this.policy = policy;
    }

    /**
     * The batches, in the order of time.
     *
     * @param read what is read
     */
    List<PartitionSet> cut(PartitionSet set, Volume read) {
        Optional<TimeDimension> time = asset.partitioning().time();
        if (time.isEmpty()) {
            return List.of(set);
        }
        List<PartitionSet> batches = new ArrayList<>();
        for (PartitionSet batch : pack(set, time.get(), size(set, read))) {
            if (asset.self().isPresent() && !asset.isChained()) {
                batches.addAll(stepwise(batch, asset.self().get()));
            } else {
                batches.add(batch);
            }
        }
        return batches;
    }

    /**
     * How much is read.
     *
     * @param perPartition bytes that one partition reads by itself, about
     * @param together bytes that all of them read in one batch: what several read is read once
     */
    record Volume(long perPartition, long together) {}

    /** How many partitions a batch should hold. */
    private long size(PartitionSet set, Volume read) {
        long count = set.count();
        long byBytes = Math.max(1, policy.targetBytes() / Math.max(1, read.perPartition()));
        // A chain runs one batch after the other, so cutting it shares nothing.
        long sharing = asset.isChained() ? 1 : policy.sharing(count, read.together());
        return Math.min(byBytes, Math.max(1, (count + sharing - 1) / sharing));
    }

    /**
     * The first partitions of a batch along time: as many as are wished, less so that they end where a period of the coarsest
     * consumer ends, and those of one period at least. Empty where that is all of them.
     */
    Optional<PartitionSet> head(PartitionSet batch, long wished) {
        Optional<TimeDimension> time = asset.partitioning().time();
        if (time.isEmpty() || batch.timeIntervals().isEmpty()) {
            return Optional.empty();
        }
        long first = batch.timeIntervals().first();
        long end = first + 1;
        long beyond = batch.timeIntervals().last() + 1;
        while (end < beyond) {
            long middle = end + (beyond - end + 1) / 2;
            if (batch.restrictTime(IntervalSet.of(first, middle)).count() <= wished) {
                end = middle;
            } else {
                beyond = middle - 1;
            }
        }
        long whole = wholePeriods(first, end, time.get().grid());
        PartitionSet head = batch.restrictTime(IntervalSet.of(first, whole));
        return head.equals(batch) ? Optional.empty() : Optional.of(head);
    }

    /** The last end of a consumer's period before an end; that end, where there is none behind the beginning. */
    private long wholePeriods(long first, long end, TimeGrid grid) {
        return edge(grid)
                .map(edge -> {
                    IntervalSet begun = grid.alignTo(edge, IntervalSet.point(end));
                    return edge.alignTo(grid, IntervalSet.point(begun.first())).first();
                })
                .filter(aligned -> aligned > first && aligned <= end)
                .orElse(end);
    }

    private List<PartitionSet> pack(PartitionSet set, TimeDimension time, long size) {
        Packing packing = new Packing(set, size + size / 4, unit -> parts(unit, size));
        units(set.timeIntervals(), time.grid()).forEach(packing::add);
        return packing.batches();
    }

    /** The periods of the coarsest consumer: what two of them share belongs to the first. Ranges where there is none. */
    private List<Packing.Units> units(IntervalSet span, TimeGrid grid) {
        Optional<TimeGrid> edge = edge(grid);
        if (edge.isEmpty()) {
            return List.of(new Packing.Units(0, span.ranges(), range -> span.until((int) range)));
        }
        return grid.alignTo(edge.get(), span).intervals().stream()
                .map(periods -> new Packing.Units(
                        periods.from(),
                        periods.until(),
                        period -> edge.get()
                                        .alignTo(grid, IntervalSet.point(period))
                                        .last()
                                + 1))
                .toList();
    }

    private Optional<TimeGrid> edge(TimeGrid own) {
        // An input's period that is cut would be read by two batches, and a job that forgets to filter would fail.
        Stream<Partitioning> others = Stream.concat(
                consumers.stream().map(consumer -> consumer.asset().partitioning()),
                asset.inputs().stream().map(input -> input.mapping().upstream()));
        return others.flatMap(partitioning -> partitioning.time().stream())
                .map(TimeDimension::grid)
                .filter(grid -> grid.grain().compareTo(own.grain()) > 0)
                .max(Comparator.comparing(TimeGrid::grain));
    }

    /** The unit itself, or halves of it until none is too large. */
    private List<PartitionSet> parts(PartitionSet unit, long size) {
        if (unit.count() <= size + size / 4) {
            return List.of(unit);
        }
        Optional<PartitionSet.Halves> halves = asset.halvesOf(unit);
        if (halves.isEmpty()) {
            return List.of(unit);
        }
        List<PartitionSet> parts = new ArrayList<>(parts(halves.get().first(), size));
        parts.addAll(parts(halves.get().second(), size));
        return parts;
    }

    /** Batches of which no partition reads another of the same batch. */
    private List<PartitionSet> stepwise(PartitionSet batch, Mapping self) {
        List<PartitionSet> batches = new ArrayList<>();
        PartitionSet open = PartitionSet.empty(batch.partitioning());
        // Partitions of one period never read each other: what an asset reads of itself lies before it.
        for (long period : periods(batch)) {
            PartitionSet next = batch.restrictTime(IntervalSet.point(period));
            boolean related = self.upstreamOf(next).inside().intersects(open)
                    || self.downstreamOf(next).intersects(open);
            if (related) {
                batches.add(open);
                open = next;
            } else {
                open = open.union(next);
            }
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    private static List<Long> periods(PartitionSet batch) {
        return batch.timeIntervals().intervals().stream()
                .flatMapToLong(range -> LongStream.range(range.from(), range.until()))
                .boxed()
                .toList();
    }
}
