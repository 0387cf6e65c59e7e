package io.hindcast.mapping;

import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.Slice;
import io.hindcast.partition.TimeSlice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Each period reads one upstream period: of those that are there the newest that is over when it is itself, and before
 * the first of them the first. It depends as well on those that are not there and would be read in its place if they
 * came; these hold nothing, so that reading them makes no difference.
 *
 * @param there the upstream periods that hold something; empty where nothing is known of them, and then every one may
 *     be read
 */
record SnapshotLink(TimeGrid downstream, TimeGrid upstream, IntervalSet there) implements Link {

    @Override
    public Slice upstreamOf(Slice slice) {
        IntervalSet periods = ((TimeSlice) slice).ordinals();
        if (there.isEmpty()) {
            return new TimeSlice(periods.isEmpty() ? periods : IntervalSet.all());
        }
        List<IntervalSet> read = new ArrayList<>();
        periods.intervals().forEach(range -> addRead(range, read));
        return new TimeSlice(IntervalSet.unionAll(read));
    }

    private void addRead(Interval range, List<IntervalSet> read) {
        long first = there.first();
        long from = range.from() == Long.MIN_VALUE ? Long.MIN_VALUE : newestOver(range.from());
        long last = range.until() == Long.MAX_VALUE ? Long.MAX_VALUE : newestOver(range.until() - 1);
        if (from < first) {
            read.add(IntervalSet.of(Long.MIN_VALUE, first + 1));
        }
        if (last < first) {
            return;
        }
        boolean isWithoutEnd = range.until() == Long.MAX_VALUE && !there.isBounded();
        // Where no upstream period is passed over between one period and the next, what a range reads is one range.
        if (downstream.grain().compareTo(upstream.grain()) <= 0 || isWithoutEnd) {
            read.add(IntervalSet.of(newestThere(Math.max(from, first)), after(last)));
        } else {
            addOneByOne(Math.max(range.from(), firstOver(first)), last, read);
        }
    }

    /** Of longer periods, from one on to where the upstream periods end that are there. */
    private void addOneByOne(long from, long last, List<IntervalSet> read) {
        long period = from;
        long over = newestOver(period);
        while (over <= last && there.intersects(IntervalSet.of(after(over), Long.MAX_VALUE))) {
            read.add(IntervalSet.of(newestThere(over), after(over)));
            period++;
            over = newestOver(period);
        }
        if (over <= last) {
            read.add(IntervalSet.of(newestThere(over), after(last)));
        }
    }

    @Override
    public Slice downstreamOf(Slice slice) {
        IntervalSet changed = ((TimeSlice) slice).ordinals();
        if (there.isEmpty()) {
            return new TimeSlice(changed.isEmpty() ? changed : IntervalSet.all());
        }
        long first = there.first();
        List<IntervalSet> readers = new ArrayList<>();
        for (Interval range : changed.intervals()) {
            long until = range.until() == Long.MAX_VALUE ? Long.MAX_VALUE : nextThere(range.until());
            long from = range.from() <= first ? Long.MIN_VALUE : firstOver(range.from());
            readers.add(IntervalSet.of(from, until == Long.MAX_VALUE ? until : firstOver(Math.max(until, first))));
        }
        return new TimeSlice(IntervalSet.unionAll(readers));
    }

    /** The newest of those that are there up to one, which is not before the first. */
    private long newestThere(long upTo) {
        return there.intersect(IntervalSet.of(Long.MIN_VALUE, after(upTo))).last();
    }

    /** The first of those that are there from one on. */
    private long nextThere(long from) {
        IntervalSet later = there.intersect(IntervalSet.of(from, Long.MAX_VALUE));
        return later.isEmpty() ? Long.MAX_VALUE : later.first();
    }

    private static long after(long ordinal) {
        return ordinal == Long.MAX_VALUE ? ordinal : ordinal + 1;
    }

    /** The newest upstream period that is over when a period is. */
    private long newestOver(long period) {
        if (downstream.samePeriods(upstream)) {
            return period;
        }
        Instant end = downstream.end(period);
        long newest = upstream.ordinalOf(end.minusSeconds(1));
        while (!upstream.end(newest + 1).isAfter(end)) {
            newest++;
        }
        while (upstream.end(newest).isAfter(end)) {
            newest--;
        }
        return newest;
    }

    /** The first period that is over no earlier than an upstream period. */
    private long firstOver(long upstreamPeriod) {
        if (downstream.samePeriods(upstream)) {
            return upstreamPeriod;
        }
        Instant end = upstream.end(upstreamPeriod);
        long first = downstream.ordinalOf(end.minusSeconds(1));
        while (downstream.end(first).isBefore(end)) {
            first++;
        }
        while (!downstream.end(first - 1).isBefore(end)) {
            first--;
        }
        return first;
    }

    /** The upstream period whose rows a period is shown; of those that are there. */
    long shown(long period) {
        return newestThere(Math.max(newestOver(period), there.first()));
    }

    SnapshotLink seeing(IntervalSet present) {
        return new SnapshotLink(downstream, upstream, present);
    }

    @Override
    public boolean isSame() {
        return false;
    }

    @Override
    public String definition() {
        return "newest over";
    }
}
