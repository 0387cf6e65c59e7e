package io.hindcast.mapping;

import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Offsets as an author writes them. */
final class OffsetText {

    /** So many separate offsets are a list; more are the window around them. */
    private static final int LISTED = 6;

    private OffsetText() {}

    /** Below an input; empty for the same partition. */
    static String of(IntervalSet offsets) {
        if (offsets.equals(IntervalSet.point(0))) {
            return "";
        }
        if (areFew(offsets) && (offsets.intervals().size() > 1 || offsets.count() == 1)) {
            return offsets.count() == 1 && offsets.first() < 0 ? "lag: " + -offsets.first() : list(offsets);
        }
        return "window: {" + String.join(", ", reach(hull(offsets), 0)) + "}";
    }

    /** The offsets as far as an author would write them one by one, else the window around them. */
    static IntervalSet writable(IntervalSet offsets) {
        return offsets.isEmpty() || areFew(offsets)
                ? offsets
                : IntervalSet.of(hull(offsets).from(), hull(offsets).until());
    }

    private static boolean areFew(IntervalSet offsets) {
        return offsets.isBounded() && offsets.count() <= LISTED;
    }

    private static Interval hull(IntervalSet offsets) {
        List<Interval> ranges = offsets.intervals();
        return new Interval(ranges.get(0).from(), ranges.get(ranges.size() - 1).until());
    }

    /** Of an asset's own partitions, as what stands behind {@code self:}. */
    static String ofSelf(IntervalSet offsets) {
        return "{" + String.join(", ", reach(hull(offsets), -1)) + "}";
    }

    private static List<String> reach(Interval hull, long usualAfter) {
        List<String> reach = new ArrayList<>();
        if (hull.from() != 0) {
            reach.add("before: " + (hull.from() == Long.MIN_VALUE ? "unbounded" : -hull.from()));
        }
        if (hull.until() - 1 != usualAfter) {
            reach.add("after: " + (hull.until() == Long.MAX_VALUE ? "unbounded" : hull.until() - 1));
        }
        return reach;
    }

    /** The latest first: the partition itself, then those before it. */
    private static String list(IntervalSet offsets) {
        List<String> listed = new ArrayList<>();
        for (Interval range : offsets.intervals()) {
            for (long offset = range.from(); offset < range.until(); offset++) {
                listed.add(Long.toString(offset));
            }
        }
        Collections.reverse(listed);
        return "offsets: [" + String.join(", ", listed) + "]";
    }
}
