package io.hindcast.partition;

import io.hindcast.interval.IntervalSetBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers ranges in ascending order, leaves out empty children and joins touching ranges with equal ones. */
final class TimeNodeBuilder<V> {

    /** The place of an empty child. */
    private static final int EMPTY = -1;

    private long[] edges;
    private int[] childOf;
    private int ranges;
    /** All that were offered; some may not have come into use. */
    private final List<Node<V>> children = new ArrayList<>();

    private final Map<Node<V>, Integer> places = new HashMap<>();

    /** A builder with room for a number of ranges; it grows beyond. */
    TimeNodeBuilder(int expectedRanges) {
        this.edges = new long[2 * Math.max(1, expectedRanges)];
        this.childOf = new int[Math.max(1, expectedRanges)];
    }

    /** The place of a child, to add ranges with. */
    int placeOf(Node<V> child) {
        if (child.isEmpty()) {
            return EMPTY;
        }
        if (!children.isEmpty() && children.get(children.size() - 1) == child) {
            return children.size() - 1;
        }
        Integer known = places.putIfAbsent(child, children.size());
        if (known != null) {
            return known;
        }
        children.add(child);
        return children.size() - 1;
    }

    void add(long from, long until, Node<V> child) {
        add(from, until, placeOf(child));
    }

    void add(long from, long until, int child) {
        if (from >= until || child == EMPTY) {
            return;
        }
        if (ranges > 0 && edges[2 * ranges - 1] == from && childOf[ranges - 1] == child) {
            edges[2 * ranges - 1] = until;
            return;
        }
        if (ranges == childOf.length) {
            edges = Arrays.copyOf(edges, 4 * ranges);
            childOf = Arrays.copyOf(childOf, 2 * ranges);
        }
        edges[2 * ranges] = from;
        edges[2 * ranges + 1] = until;
        childOf[ranges] = child;
        ranges++;
    }

    Node<V> build() {
        if (ranges == 0) {
            return Absent.node();
        }
        List<Node<V>> used = orderedByUse();
        if (used.size() > 1) {
            return new MixedTimeNode<>(Arrays.copyOf(edges, 2 * ranges), Arrays.copyOf(childOf, ranges), used);
        }
        IntervalSetBuilder ordinals = new IntervalSetBuilder(ranges);
        for (int i = 0; i < ranges; i++) {
            ordinals.add(edges[2 * i], edges[2 * i + 1]);
        }
        return new UniformTimeNode<>(ordinals.build(), used.get(0));
    }

    /** The children that came into use, in the order in which they did; the ranges then count them so. */
    private List<Node<V>> orderedByUse() {
        int[] order = new int[children.size()];
        List<Node<V>> used = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            if (order[childOf[i]] == 0) {
                used.add(children.get(childOf[i]));
                order[childOf[i]] = used.size();
            }
            childOf[i] = order[childOf[i]] - 1;
        }
        return List.copyOf(used);
    }
}
