package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.Slice;
import io.hindcast.partition.TimeSlice;
import java.util.Optional;

/**
 * Align outward to the upstream grid, then shift by each offset. Overlap is symmetric, so the way back is the opposite
 * shift and the same alignment.
 */
record TimeLink(TimeGrid downstream, TimeGrid upstream, IntervalSet offsets) implements Link {

    @Override
    public Slice upstreamOf(Slice slice) {
        IntervalSet aligned = downstream.alignTo(upstream, ((TimeSlice) slice).ordinals());
        return new TimeSlice(aligned.plus(offsets));
    }

    @Override
    public Slice downstreamOf(Slice slice) {
        IntervalSet shifted = ((TimeSlice) slice).ordinals().plus(offsets.negate());
        return new TimeSlice(upstream.alignTo(downstream, shifted));
    }

    @Override
    public boolean isSame() {
        return downstream.samePeriods(upstream) && offsets.equals(IntervalSet.point(0));
    }

    @Override
    public Optional<IntervalSet> reach() {
        return downstream.samePeriods(upstream) ? Optional.of(offsets) : Optional.empty();
    }

    @Override
    public String definition() {
        return offsets.toString();
    }
}
