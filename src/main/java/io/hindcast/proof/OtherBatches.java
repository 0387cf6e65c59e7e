package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The other batches in which partitions of a batch are computed once more. Of a small batch that is each partition alone.
 * Of a large one they are two, neither of which holds neighbours. Together they hold the places where jobs go wrong: the
 * first, the middle and the last partition, and both sides of each of the {@link Edges}. Other distances between them
 * are irregular, so that what looks a fixed number of partitions back finds other ones than in the whole batch.
 *
 * <p>Partitions that carry a state from one to the next are computed in runs instead, each from what the run before it
 * ends with: the first alone, from the second on, from the middle on, and from an edge on.
 */
final class OtherBatches {

    /** Each of so many is computed alone; of more that would cost as much as the batch, many times. */
    private static final int FEW = 4;

    /** Of so many every other one is computed in either of two batches. */
    private static final int SMALL = 8;

    /** More would make the plans of the other batches large. Both sides of each are computed. */
    private static final int MOST_EDGES = 60;

    private final Asset asset;
    private final PartitionSet batch;
    private final List<Partition> filled;
    private final boolean isChain;
    private final List<List<Partition>> neighbours;
    private final List<Integer> edges;

    /**
     * The other batches for a batch.
     *
     * @param batch bounded
     * @param filled those of its partitions that have rows, in order
     */
    OtherBatches(Asset asset, PartitionSet batch, List<Partition> filled) {
        this.asset = asset;
        this.batch = batch;
        this.filled = List.copyOf(filled);
        this.isChain = asset.isChained() && batch.timeIntervals().count() > 1;
        this.neighbours = neighbours(asset, isChain ? batch.partitions().toList() : filled);
        this.edges = asset.partitioning()
                .time()
                .map(time -> Edges.among(asset, batch, periods(time, neighbours)))
                .orElse(List.of());
    }

    /** How much the batch can tell of a job. */
    enum Reach {
        /** It is small. */
        FEW,
        /** It is large, and holds no edge. */
        MANY,
        /** It holds an edge. */
        EDGED
    }

    /** How much they tell. */
    Reach reach() {
        if (neighbours.size() <= FEW) {
            return Reach.FEW;
        }
        return edges.isEmpty() ? Reach.MANY : Reach.EDGED;
    }

    /** All of them; none where there is nothing to tell. */
    List<PartitionSet> all() {
        if (batch.count() < 2) {
            return List.of();
        }
        if (isChain) {
            return runs();
        }
        return filled.size() <= FEW ? eachAlone() : probes();
    }

    /** The partitions of one period together; without periods each by itself. */
    private static List<List<Partition>> neighbours(Asset asset, List<Partition> partitions) {
        Optional<TimeDimension> time = asset.partitioning().time();
        if (time.isEmpty()) {
            return partitions.stream().map(List::of).toList();
        }
        SortedMap<Long, List<Partition>> byPeriod = new TreeMap<>();
        partitions.forEach(
                each -> byPeriod.computeIfAbsent(each.ordinal(time.get().column()), any -> new ArrayList<>())
                        .add(each));
        return List.copyOf(byPeriod.values());
    }

    private static List<Long> periods(TimeDimension time, List<List<Partition>> neighbours) {
        return neighbours.stream()
                .map(there -> there.get(0).ordinal(time.column()))
                .toList();
    }

    private List<PartitionSet> eachAlone() {
        return filled.stream().map(this::alone).toList();
    }

    private PartitionSet alone(Partition partition) {
        return PartitionSet.of(asset.partitioning(), partition);
    }

    private PartitionSet union(List<PartitionSet> sets) {
        return PartitionSet.unionAll(asset.partitioning(), sets);
    }

    private List<PartitionSet> runs() {
        List<Long> periods = periods(asset.partitioning().time().orElseThrow(), neighbours);
        int count = periods.size();
        NavigableSet<Integer> begins = new TreeSet<>(List.of(0, 1, count / 2));
        edges.stream().skip(edges.size() / 2).findFirst().ifPresent(begins::add);
        List<PartitionSet> runs = new ArrayList<>();
        PartitionSet rest = batch;
        for (int begin : begins.tailSet(1, true)) {
            PartitionSet before = rest.restrictTime(IntervalSet.of(Long.MIN_VALUE, periods.get(begin)));
            runs.add(before);
            rest = rest.minus(before);
        }
        runs.add(rest);
        return runs;
    }

    private List<PartitionSet> probes() {
        NavigableSet<Integer> even = new TreeSet<>();
        NavigableSet<Integer> odd = new TreeSet<>();
        places().forEach(place -> (even.contains(place - 1) ? odd : even).add(place));
        IntStream.range(neighbours.size() / 2, neighbours.size())
                .filter(place -> !even.contains(place)
                        && odd.subSet(place - 1, true, place + 1, true).isEmpty())
                .findFirst()
                .ifPresent(odd::add);
        List<PartitionSet> first = new ArrayList<>(even.stream().map(this::at).toList());
        withoutRows().ifPresent(first::add);
        return List.of(union(odd.stream().map(this::at).toList()), union(first));
    }

    /** A partition of a period: of many keys of it another one each time. */
    private PartitionSet at(int place) {
        List<Partition> there = neighbours.get(place);
        return alone(there.get(place % there.size()));
    }

    private NavigableSet<Integer> places() {
        int count = neighbours.size();
        if (count <= SMALL) {
            return new TreeSet<>(IntStream.range(0, count).boxed().toList());
        }
        NavigableSet<Integer> places = new TreeSet<>(List.of(0, count / 4, count * 3 / 4, count - 1));
        some(edges, MOST_EDGES).forEach(edge -> places.addAll(List.of(edge - 1, edge)));
        return places;
    }

    /** A job may give rows to a partition only because another one is not there. */
    private Optional<PartitionSet> withoutRows() {
        PartitionSet empty = batch.minus(union(eachAlone()));
        return empty.partitions().skip(empty.count() / 2).findFirst().map(this::alone);
    }

    /** All, or as many of them as there may be: the first, the last, and evenly between. */
    private static List<Integer> some(List<Integer> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
        }
        return some;
    }
}
