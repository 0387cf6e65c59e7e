package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.PartitionSet.Halves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** Finds where to cut a set in two by bisecting along one dimension. */
final class Halving {

    private Halving() {}

    /** The halves of a bounded set of at least two partitions. */
    static Halves of(PartitionSet set) {
        List<Dimension> dimensions = set.partitioning().dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i) instanceof TimeDimension) {
                IntervalSet ordinals = set.times(i);
                if (ordinals.count() > 1) {
                    return alongTime(set, i, ordinals);
                }
            }
        }
        for (Dimension dimension : dimensions) {
            if (dimension instanceof KeyDimension) {
                SortedSet<String> keys = set.keys(dimension.column());
                if (keys.size() > 1) {
                    return alongKeys(set, dimension.column(), new ArrayList<>(keys));
                }
            }
        }
        throw new IllegalStateException("a set of one partition has no halves: " + set);
    }

    /** Halves of a bounded set that are cut where a period of another grid begins; empty where none begins within. */
    static Optional<Halves> at(PartitionSet set, TimeGrid edges) {
        int index = set.partitioning().timeIndex();
        TimeGrid own = set.partitioning().time().orElseThrow().grid();
        IntervalSet ordinals = set.times(index);
        IntervalSet periods = own.alignTo(edges, ordinals);
        if (periods.count() < 2) {
            return Optional.empty();
        }
        Halves halves = cut(set, periods.first() + 1, periods.last(), period -> {
            long until = edges.alignTo(own, IntervalSet.point(period)).first();
            return set.restrict(index, new TimeSlice(IntervalSet.of(ordinals.first(), until)));
        });
        // A period that overlaps two of the other grid belongs to neither half alone.
        return halves.first().isEmpty() || halves.second().isEmpty() ? Optional.empty() : Optional.of(halves);
    }

    private static Halves alongTime(PartitionSet set, int index, IntervalSet ordinals) {
        return cut(
                set,
                ordinals.first() + 1,
                ordinals.last(),
                until -> set.restrict(index, new TimeSlice(IntervalSet.of(ordinals.first(), until))));
    }

    private static Halves alongKeys(PartitionSet set, String column, List<String> keys) {
        return cut(
                set, 1, keys.size() - 1L, size -> set.restrictKeys(column, new TreeSet<>(keys.subList(0, (int) size))));
    }

    /**
     * Bisects for the first cut that leaves at least half of the partitions before it, and takes it or the one before,
     * whichever is nearer.
     */
    private static Halves cut(PartitionSet set, long firstCut, long lastCut, LongFunction<PartitionSet> before) {
        long total = set.count();
        long low = firstCut;
        long high = lastCut;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (isHalf(before.apply(middle).count(), total)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        PartitionSet first = before.apply(low);
        if (low > firstCut) {
            PartitionSet smaller = before.apply(low - 1);
            if (total - smaller.count() - smaller.count() < first.count() - (total - first.count())) {
                first = smaller;
            }
        }
        return new Halves(first, set.minus(first));
    }

    private static boolean isHalf(long part, long total) {
        return part >= total - part;
    }
}
