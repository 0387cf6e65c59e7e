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
        return merge(other, UNION);
    }

    /** The ordinals in both sets. */
    public IntervalSet intersect(IntervalSet other) {
        if (other.edges.length == 2) {
            return within(other.edges[0], other.edges[1]);
        }
        return merge(other, INTERSECTION);
    }

    /** The ordinals of one range, found without walking what lies outside it. */
    private IntervalSet within(long from, long until) {
        int first = placeOf(from);
        int last = placeOf(until);
        // An odd place lies inside a range, which is then cut.
        boolean cutsFirst = first % 2 == 1;
        boolean cutsLast = last % 2 == 1;
        long[] cut = new long[last - first + (cutsFirst ? 1 : 0) + (cutsLast ? 1 : 0)];
        System.arraycopy(edges, first, cut, cutsFirst ? 1 : 0, last - first);
        if (cutsFirst) {
            cut[0] = from;
        }
        if (cutsLast) {
            cut[cut.length - 1] = until;
        }
        return withoutEmptyEnd(cut);
    }

    /** A range that only begins where another ends leaves nothing. */
    private static IntervalSet withoutEmptyEnd(long[] cut) {
        int size = cut.length;
        if (size > 0 && cut[size - 2] == cut[size - 1]) {
            size -= 2;
        }
        return size == 0 ? EMPTY : new IntervalSet(size == cut.length ? cut : Arrays.copyOf(cut, size));
    }

    /** How many edges lie at or before an ordinal: an odd number inside a range. */
    private int placeOf(long ordinal) {
        int found = Arrays.binarySearch(edges, ordinal);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The ordinals in this set that are not in the other. */
    public IntervalSet minus(IntervalSet other) {
        return merge(other, DIFFERENCE);
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
        return other.minus(this).isEmpty();
    }

    /** Whether the sets have an ordinal in common. */
    public boolean intersects(IntervalSet other) {
        return !intersect(other).isEmpty();
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

    /** Which memberships (0 none, 1 left, 2 right, 3 both) belong to the result, one bit each. */
    private static final int UNION = 0b1110;

    private static final int INTERSECTION = 0b1000;
    private static final int DIFFERENCE = 0b0010;

    /** One sweep over the edges of both sets, keeping an edge where membership in the result changes. */
    private IntervalSet merge(IntervalSet other, int truth) {
        long[] right = other.edges;
        long[] merged = new long[edges.length + right.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < edges.length || j < right.length) {
            boolean stepLeft = j == right.length || (i < edges.length && edges[i] <= right[j]);
            boolean stepRight = i == edges.length || (j < right.length && right[j] <= edges[i]);
            long edge = stepLeft ? edges[i] : right[j];
            i += stepLeft ? 1 : 0;
            j += stepRight ? 1 : 0;
            // After an odd number of edges we are inside a range.
            int membership = i % 2 + 2 * (j % 2);
            boolean inside = (truth >> membership & 1) == 1;
            if (inside != (size % 2 == 1)) {
                merged[size++] = edge;
            }
        }
        return size == 0 ? EMPTY : new IntervalSet(Arrays.copyOf(merged, size));
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
