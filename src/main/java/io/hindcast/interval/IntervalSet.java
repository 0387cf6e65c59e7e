package io.hindcast.interval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of ordinals as sorted, disjoint, non-adjacent half-open ranges; immutable, equal when the ordinals are. All
 * operations are linear in the number of ranges and never in the number of ordinals. Ends may be unbounded, written
 * as {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE}.
 */
public final class IntervalSet {

    private static final IntervalSet EMPTY = new IntervalSet(new long[0]);
    private static final IntervalSet ALL = new IntervalSet(new long[] {Long.MIN_VALUE, Long.MAX_VALUE});

    /** From and until of each range, ascending strictly: the places where membership changes. */
    private final long[] edges;

    IntervalSet(long[] edges) {
        this.edges = edges;
    }

    /** The set of no ordinals. */
    public static IntervalSet empty() {
        return EMPTY;
    }

    /** The set of all ordinals. */
    public static IntervalSet all() {
        return ALL;
    }

    /** The ordinals from one up to but not including another; empty when there are none between. */
    public static IntervalSet of(long from, long until) {
        return from >= until ? EMPTY : new IntervalSet(new long[] {from, until});
    }

    /** One ordinal. */
    public static IntervalSet point(long ordinal) {
        return of(ordinal, Math.addExact(ordinal, 1));
    }

    /** The ordinals of ranges in any order, overlapping or not. */
    public static IntervalSet of(Collection<Interval> intervals) {
        IntervalSetBuilder builder = new IntervalSetBuilder(intervals.size());
        intervals.stream()
                .sorted(Comparator.comparingLong(Interval::from))
                .forEach(interval -> builder.add(interval.from(), interval.until()));
        return builder.build();
    }

    /** The union of many sets, merged pairwise so that none is walked more often than the logarithm of their number. */
    public static IntervalSet unionAll(Collection<IntervalSet> sets) {
        List<IntervalSet> list = List.copyOf(sets);
        return switch (list.size()) {
            case 0 -> EMPTY;
            case 1 -> list.get(0);
            default -> {
                int middle = list.size() / 2;
                yield unionAll(list.subList(0, middle)).union(unionAll(list.subList(middle, list.size())));
            }
        };
    }

    /** The ordinals in either set. */
    public IntervalSet union(IntervalSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        return with(Sweeps.union(edges, other.edges));
    }

    /** The ordinals in both sets. */
    public IntervalSet intersect(IntervalSet other) {
        boolean isOneRange = other.edges.length == 2;
        return with(
                isOneRange
                        ? Sweeps.within(edges, other.edges[0], other.edges[1])
                        : Sweeps.intersection(edges, other.edges));
    }

    /** The ordinals in this set that are not in the other. */
    public IntervalSet minus(IntervalSet other) {
        return with(Sweeps.difference(edges, other.edges));
    }

    private IntervalSet with(long[] others) {
        if (others == edges) {
            return this;
        }
        return others.length == 0 ? EMPTY : new IntervalSet(others);
    }

    /** All ordinals moved by an amount; unbounded ends stay unbounded. */
    public IntervalSet shift(long amount) {
        return plus(point(amount));
    }

    /** The set of -x for each x in this set. */
    public IntervalSet negate() {
        long[] negated = new long[edges.length];
        for (int i = 0; i < edges.length; i++) {
            negated[edges.length - 1 - i] = negatedEdge(edges[i]);
        }
        return new IntervalSet(negated);
    }

    /** The set of x + y for each x in this set and each y in the other; linear in the one for each range of the other. */
    public IntervalSet plus(IntervalSet offsets) {
        if (offsets.edges.length == 2 && offsets.edges[0] == 0 && offsets.edges[1] == 1) {
            return this;
        }
        return unionAll(offsets.intervals().stream().map(this::plus).toList());
    }

    private IntervalSet plus(Interval offset) {
        IntervalSetBuilder sums = new IntervalSetBuilder(edges.length / 2);
        for (int i = 0; i < edges.length; i += 2) {
            long last = edges[i + 1] == Long.MAX_VALUE || offset.until() == Long.MAX_VALUE
                    ? Long.MAX_VALUE
                    : saturatingAdd(edges[i + 1], offset.until() - 1);
            long first = edges[i] == Long.MIN_VALUE || offset.from() == Long.MIN_VALUE
                    ? Long.MIN_VALUE
                    : saturatingAdd(edges[i], offset.from());
            sums.add(first, last);
        }
        return sums.build();
    }

    /** Whether the ordinal is in the set. */
    public boolean contains(long ordinal) {
        int found = Arrays.binarySearch(edges, ordinal);
        // An edge found at an even place is a from (inside); an insertion point at an odd place lies within a range.
        return found >= 0 ? found % 2 == 0 : (-found - 1) % 2 == 1;
    }

    /** Whether every ordinal of the other set is in this one. */
    public boolean containsAll(IntervalSet other) {
        return Sweeps.contains(edges, other.edges);
    }

    /** Whether the sets have an ordinal in common. */
    public boolean intersects(IntervalSet other) {
        return Sweeps.intersect(edges, other.edges);
    }

    /** Whether there is no ordinal in the set. */
    public boolean isEmpty() {
        return edges.length == 0;
    }

    /** Whether the set has a first and a last ordinal, or none at all. */
    public boolean isBounded() {
        return isEmpty() || (edges[0] != Long.MIN_VALUE && edges[edges.length - 1] != Long.MAX_VALUE);
    }

    /**
     * How many ordinals there are.
     *
     * @throws IllegalStateException when the set is unbounded
     */
    public long count() {
        requireBounded();
        long count = 0;
        for (int i = 0; i < edges.length; i += 2) {
            count = Math.addExact(count, Math.subtractExact(edges[i + 1], edges[i]));
        }
        return count;
    }

    /**
     * The first ordinal.
     *
     * @throws IllegalStateException when there is none
     */
    public long first() {
        requireNotEmpty();
        if (edges[0] == Long.MIN_VALUE) {
            throw new IllegalStateException("the set has no first ordinal: " + this);
        }
        return edges[0];
    }

    /**
     * The last ordinal, inclusive.
     *
     * @throws IllegalStateException when there is none
     */
    public long last() {
        requireNotEmpty();
        if (edges[edges.length - 1] == Long.MAX_VALUE) {
            throw new IllegalStateException("the set has no last ordinal: " + this);
        }
        return edges[edges.length - 1] - 1;
    }

    /** How many ranges there are. */
    public int ranges() {
        return edges.length / 2;
    }

    /** The first ordinal of a range, counted from zero; {@link Long#MIN_VALUE} when it has no first. */
    public long from(int range) {
        return edges[2 * range];
    }

    /** The first ordinal behind a range, counted from zero; {@link Long#MAX_VALUE} when it has no last. */
    public long until(int range) {
        return edges[2 * range + 1];
    }

    /** The ranges in ascending order. */
    public List<Interval> intervals() {
        List<Interval> intervals = new ArrayList<>(edges.length / 2);
        for (int i = 0; i < edges.length; i += 2) {
            intervals.add(new Interval(edges[i], edges[i + 1]));
        }
        return List.copyOf(intervals);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof IntervalSet set && Arrays.equals(edges, set.edges));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    /** For messages to developers: {@code [0,5) [7,9)}. People read the text form of a partition set. */
    @Override
    public String toString() {
        return IntStream.range(0, edges.length / 2)
                .mapToObj(i -> "[" + edges[2 * i] + "," + edges[2 * i + 1] + ")")
                .collect(Collectors.joining(" "));
    }

    /** Applies a function to both inclusive ends of every range; the function must not descend. */
    IntervalSet mapRanges(LongUnaryOperator first, LongUnaryOperator last) {
        IntervalSetBuilder mapped = new IntervalSetBuilder(edges.length / 2);
        for (int i = 0; i < edges.length; i += 2) {
            long from = edges[i] == Long.MIN_VALUE ? Long.MIN_VALUE : first.applyAsLong(edges[i]);
            long until = edges[i + 1] == Long.MAX_VALUE ? Long.MAX_VALUE : last.applyAsLong(edges[i + 1] - 1) + 1;
            mapped.add(from, until);
        }
        return mapped.build();
    }

    private void requireBounded() {
        if (!isBounded()) {
            throw new IllegalStateException("the set is unbounded: " + this);
        }
    }

    private void requireNotEmpty() {
        if (isEmpty()) {
            throw new IllegalStateException("the set is empty");
        }
    }

    private static long negatedEdge(long edge) {
        if (edge == Long.MIN_VALUE) {
            return Long.MAX_VALUE;
        }
        return edge == Long.MAX_VALUE ? Long.MIN_VALUE : 1 - edge;
    }

    private static long saturatingAdd(long a, long b) {
        long sum = a + b;
        if (a > 0 && b > 0 && sum < 0) {
            return Long.MAX_VALUE;
        }
        return a < 0 && b < 0 && sum >= 0 ? Long.MIN_VALUE : sum;
    }
}
