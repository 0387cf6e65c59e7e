package io.hindcast.mapping;

import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.BatchRead;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which offsets of a declared mapping batches were seen to need. It is taken for granted that a job reads the same
 * offsets for each partition; an offset is given up only where a partition at that offset was there and nobody read it,
 * and only when those that remain explain all that was read.
 */
final class OffsetUse {

    /** Fewer partitions tell nothing: what they did not need others may. */
    private static final long LEAST = 3;

    private OffsetUse() {}

    /**
     * One batch, in ordinals of the upstream grid.
     *
     * @param targets the upstream periods that overlap the batch
     * @param there the periods of the input in which there was something to read
     * @param read those of which something was read
     */
    private record Seen(IntervalSet targets, IntervalSet there, IntervalSet read) {

        /** The offsets at which something was there that was not read. */
        IntervalSet spared() {
            return there.minus(read).plus(targets.negate());
        }

        /** The offsets at which something was there. */
        IntervalSet reach() {
            return there.plus(targets.negate());
        }
    }

    /**
     * The offsets that are enough; empty when nothing can be given up, or what was read does not tell.
     *
     * @param declared possibly unbounded
     */
    static Optional<IntervalSet> enough(
            TimeGrid downstream, TimeGrid upstream, IntervalSet declared, List<BatchRead> all) {
        if (all.isEmpty() || targets(all) < LEAST) {
            return Optional.empty();
        }
        List<Seen> seen = new ArrayList<>();
        for (BatchRead reading : all) {
            seen.add(new Seen(
                    downstream.alignTo(upstream, reading.targets().timeIntervals()),
                    reading.there().timeIntervals(),
                    reading.read().timeIntervals()));
        }
        return enough(declared, seen);
    }

    private static long targets(List<BatchRead> all) {
        return PartitionSet.unionAll(
                        all.get(0).targets().partitioning(),
                        all.stream().map(BatchRead::targets).toList())
                .count();
    }

    private static Optional<IntervalSet> enough(IntervalSet declared, List<Seen> seen) {
        IntervalSet spared =
                IntervalSet.unionAll(seen.stream().map(Seen::spared).toList());
        IntervalSet reach = IntervalSet.unionAll(seen.stream().map(Seen::reach).toList());
        if (spared.isEmpty()) {
            return Optional.empty();
        }
        IntervalSet needed = declared.minus(spared).minus(endless(declared, spared, reach));
        IntervalSet kept = OffsetText.writable(needed).intersect(declared);
        boolean explained =
                seen.stream().allMatch(each -> each.targets().plus(kept).containsAll(each.read()));
        return kept.isEmpty() || !explained || kept.equals(declared) ? Optional.empty() : Optional.of(kept);
    }

    /** The ends of an unbounded window that lie beyond all that was there, where the last that was there was spared. */
    private static IntervalSet endless(IntervalSet declared, IntervalSet spared, IntervalSet reach) {
        IntervalSet ends = IntervalSet.empty();
        for (Interval range : declared.intervals()) {
            if (range.from() == Long.MIN_VALUE && spared.contains(reach.first())) {
                ends = ends.union(IntervalSet.of(Long.MIN_VALUE, reach.first()));
            }
            if (range.until() == Long.MAX_VALUE && spared.contains(reach.last())) {
                ends = ends.union(IntervalSet.of(reach.last() + 1, Long.MAX_VALUE));
            }
        }
        return ends;
    }
}
