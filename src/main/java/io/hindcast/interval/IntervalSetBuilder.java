package io.hindcast.interval;

import java.util.Arrays;

/** Gathers ranges in ascending order of their beginnings, joining those that overlap or touch. */
public final class IntervalSetBuilder {

    private long[] edges;
    private int size;

    /** A builder with room for a number of ranges; it grows beyond. */
    public IntervalSetBuilder(int expectedRanges) {
        this.edges = new long[Math.max(2, 2 * expectedRanges)];
    }

    /**
     * Adds a half-open range that begins no earlier than the one before; an empty range adds nothing.
     *
     * @throws IllegalArgumentException when it begins earlier
     */
    public void add(long from, long until) {
        if (from >= until) {
            return;
        }
        if (size > 0 && from < edges[size - 2]) {
            throw new IllegalArgumentException("ranges must ascend: " + from + " after " + edges[size - 2]);
        }
        if (size > 0 && from <= edges[size - 1]) {
            edges[size - 1] = Math.max(edges[size - 1], until);
            return;
        }
        if (size == edges.length) {
            edges = Arrays.copyOf(edges, 2 * size);
        }
        edges[size++] = from;
        edges[size++] = until;
    }

    /** What was added. */
    public IntervalSet build() {
        return size == 0 ? IntervalSet.empty() : new IntervalSet(Arrays.copyOf(edges, size));
    }
}
