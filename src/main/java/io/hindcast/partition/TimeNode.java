package io.hindcast.partition;

import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.IntervalSetBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The level of a time dimension: ascending half-open ranges of ordinals, each with its child. */
final class TimeNode<V> extends Node<V> {

    /** From and until of each range. */
    private final long[] edges;

    private final List<Node<V>> children;

    /** Computed when first asked for; zero until then. */
    private int hash;

    private TimeNode(long[] edges, List<Node<V>> children) {
        this.edges = edges;
        this.children = children;
    }

    @Override
    <B, C> Node<C> mergeWith(Node<B> other, Merger<V, B, C> merger) {
        TimeNode<B> right = (TimeNode<B>) other;
        Builder<C> merged = new Builder<>();
        long position = Long.MIN_VALUE;
        int i = 0;
        int j = 0;
        while (i < children.size() || j < right.children.size()) {
            long from = Math.max(position, Math.min(from(i), right.from(j)));
            boolean inLeft = from(i) <= from && i < children.size();
            boolean inRight = right.from(j) <= from && j < right.children.size();
            long until = Math.min(inLeft ? until(i) : from(i), inRight ? right.until(j) : right.from(j));
            Node<V> leftChild = inLeft ? children.get(i) : new Absent<>();
            Node<B> rightChild = inRight ? right.children.get(j) : new Absent<>();
            merged.add(from, until, merge(leftChild, rightChild, merger));
            i += inLeft && until(i) == until ? 1 : 0;
            j += inRight && right.until(j) == until ? 1 : 0;
            position = until;
        }
        return merged.build();
    }

    @Override
    long count() {
        if (!isBounded()) {
            throw new IllegalStateException("the set is unbounded");
        }
        long count = 0;
        for (int i = 0; i < children.size(); i++) {
            long width = Math.subtractExact(until(i), from(i));
            count = Math.addExact(
                    count, Math.multiplyExact(width, children.get(i).count()));
        }
        return count;
    }

    @Override
    boolean isBounded() {
        return edges[0] != Long.MIN_VALUE
                && edges[edges.length - 1] != Long.MAX_VALUE
                && children.stream().allMatch(Node::isBounded);
    }

    @Override
    Node<V> restrict(int depth, Slice slice) {
        Builder<V> rest = new Builder<>();
        if (depth > 0) {
            for (int i = 0; i < children.size(); i++) {
                rest.add(from(i), until(i), children.get(i).restrict(depth - 1, slice));
            }
            return rest.build();
        }
        List<Interval> wanted = ((TimeSlice) slice).ordinals().intervals();
        // Many short slices are taken of long sets: none walks what lies before it.
        int i = wanted.isEmpty() ? 0 : firstEndingAfter(wanted.get(0).from());
        int j = 0;
        while (i < children.size() && j < wanted.size()) {
            Interval range = wanted.get(j);
            rest.add(Math.max(from(i), range.from()), Math.min(until(i), range.until()), children.get(i));
            boolean leftEndsFirst = until(i) <= range.until();
            i += leftEndsFirst ? 1 : 0;
            j += leftEndsFirst ? 0 : 1;
        }
        return rest.build();
    }

    @Override
    IntervalSet times(int depth) {
        if (depth > 0) {
            return IntervalSet.unionAll(new LinkedHashSet<>(children)
                    .stream().map(child -> child.times(depth - 1)).toList());
        }
        IntervalSetBuilder ordinals = new IntervalSetBuilder(children.size());
        for (int i = 0; i < children.size(); i++) {
            ordinals.add(from(i), until(i));
        }
        return ordinals.build();
    }

    @Override
    void gatherKeys(int depth, Set<String> keys) {
        new LinkedHashSet<>(children).forEach(child -> child.gatherKeys(depth - 1, keys));
    }

    @Override
    Optional<V> at(List<Coordinate> coordinates, int depth) {
        long ordinal = ((Coordinate.Time) coordinates.get(depth)).ordinal();
        int low = firstEndingAfter(ordinal);
        return from(low) <= ordinal && low < children.size()
                ? children.get(low).at(coordinates, depth + 1)
                : Optional.empty();
    }

    /** The place of the first range that ends after an ordinal; behind the last one where none does. */
    private int firstEndingAfter(long ordinal) {
        int low = 0;
        int high = children.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (until(middle) <= ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    Stream<List<Coordinate>> coordinates(List<Coordinate> prefix) {
        return IntStream.range(0, children.size())
                .boxed()
                .flatMap(i -> LongStream.range(from(i), until(i))
                        .boxed()
                        .flatMap(ordinal ->
                                children.get(i).coordinates(Lists.plus(prefix, new Coordinate.Time(ordinal)))));
    }

    @Override
    List<List<Slice>> boxes() {
        Map<Node<V>, IntervalSetBuilder> rangesByChild = new LinkedHashMap<>();
        for (int i = 0; i < children.size(); i++) {
            rangesByChild
                    .computeIfAbsent(children.get(i), child -> new IntervalSetBuilder(1))
                    .add(from(i), until(i));
        }
        List<List<Slice>> boxes = new ArrayList<>();
        rangesByChild.forEach((child, ranges) ->
                child.boxes().forEach(box -> boxes.add(Lists.plusFirst(new TimeSlice(ranges.build()), box))));
        return boxes;
    }

    @Override
    <C> Node<C> fill(Leaf<C> leaf) {
        Builder<C> filled = new Builder<>();
        for (int i = 0; i < children.size(); i++) {
            filled.add(from(i), until(i), children.get(i).fill(leaf));
        }
        return filled.build();
    }

    @Override
    Map<V, Node<Presence>> groups() {
        Map<V, Builder<Presence>> builders = new LinkedHashMap<>();
        for (int i = 0; i < children.size(); i++) {
            long from = from(i);
            long until = until(i);
            children.get(i)
                    .groups()
                    .forEach((value, child) -> builders.computeIfAbsent(value, v -> new Builder<>())
                            .add(from, until, child));
        }
        Map<V, Node<Presence>> groups = new LinkedHashMap<>();
        builders.forEach((value, builder) -> groups.put(value, builder.build()));
        return groups;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof TimeNode<?> node
                        && hashCode() == node.hashCode()
                        && Arrays.equals(edges, node.edges)
                        && children.equals(node.children));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = 31 * Arrays.hashCode(edges) + children.hashCode();
        }
        return hash;
    }

    /** Where a range begins; behind the last one, where nothing begins any more. */
    private long from(int i) {
        return 2 * i < edges.length ? edges[2 * i] : Long.MAX_VALUE;
    }

    private long until(int i) {
        return edges[2 * i + 1];
    }

    /** Gathers ranges in ascending order, leaves out empty children and joins touching ranges with equal ones. */
    static final class Builder<V> {

        private long[] edges = new long[8];
        private final List<Node<V>> children = new ArrayList<>();

        void add(long from, long until, Node<V> child) {
            if (from >= until || child.isEmpty()) {
                return;
            }
            int size = 2 * children.size();
            if (size > 0
                    && edges[size - 1] == from
                    && children.get(children.size() - 1).equals(child)) {
                edges[size - 1] = until;
                return;
            }
            if (size == edges.length) {
                edges = Arrays.copyOf(edges, 2 * size);
            }
            edges[size] = from;
            edges[size + 1] = until;
            children.add(child);
        }

        Node<V> build() {
            if (children.isEmpty()) {
                return new Absent<>();
            }
            return new TimeNode<>(Arrays.copyOf(edges, 2 * children.size()), List.copyOf(children));
        }
    }
}
