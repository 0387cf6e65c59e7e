package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The level of a time dimension: ascending half-open ranges of ordinals, each with its child. Many ranges share few
 * children, so what is done to children is done once for each that is different.
 */
abstract sealed class TimeNode<V> extends Node<V> permits UniformTimeNode, MixedTimeNode {

    /** How many ranges there are; their places count from zero. */
    abstract int ranges();

    abstract long from(int range);

    abstract long until(int range);

    /** Which of the children a range has. */
    abstract int childOf(int range);

    /** The different children, in the order of the first range that has them. */
    abstract List<Node<V>> children();

    /** The first range that ends after an ordinal; behind the last one where none does. */
    final int firstEndingAfter(long ordinal) {
        int low = 0;
        int high = ranges();
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
    <B, C> Node<C> mergeWith(Node<B> other, Merger<V, B, C> merger) {
        TimeNode<B> right = (TimeNode<B>) other;
        TimeNodeBuilder<C> merged = new TimeNodeBuilder<>(ranges() + right.ranges());
        ChildPairs<V, B, C> pairs = new ChildPairs<>(this, right, merger, merged);
        long position = Long.MIN_VALUE;
        int i = 0;
        int j = 0;
        while (i < ranges() || j < right.ranges()) {
            // Behind the last range nothing begins any more.
            long leftFrom = i < ranges() ? from(i) : Long.MAX_VALUE;
            long rightFrom = j < right.ranges() ? right.from(j) : Long.MAX_VALUE;
            long from = Math.max(position, Math.min(leftFrom, rightFrom));
            boolean inLeft = i < ranges() && leftFrom <= from;
            boolean inRight = j < right.ranges() && rightFrom <= from;
            long until = Math.min(inLeft ? until(i) : leftFrom, inRight ? right.until(j) : rightFrom);
            merged.add(
                    from,
                    until,
                    pairs.of(inLeft ? childOf(i) : ChildPairs.NONE, inRight ? right.childOf(j) : ChildPairs.NONE));
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
        long[] counts = children().stream().mapToLong(Node::count).toArray();
        long count = 0;
        for (int i = 0; i < ranges(); i++) {
            long width = Math.subtractExact(until(i), from(i));
            count = Math.addExact(count, Math.multiplyExact(width, counts[childOf(i)]));
        }
        return count;
    }

    @Override
    boolean isBounded() {
        return from(0) != Long.MIN_VALUE
                && until(ranges() - 1) != Long.MAX_VALUE
                && children().stream().allMatch(Node::isBounded);
    }

    @Override
    boolean meets(Node<?> other) {
        TimeNode<?> right = (TimeNode<?>) other;
        int i = firstEndingAfter(right.from(0));
        int j = right.firstEndingAfter(from(0));
        while (i < ranges() && j < right.ranges()) {
            boolean overlap = Math.max(from(i), right.from(j)) < Math.min(until(i), right.until(j));
            if (overlap && children().get(childOf(i)).meets(right.children().get(right.childOf(j)))) {
                return true;
            }
            boolean leftEndsFirst = until(i) <= right.until(j);
            i += leftEndsFirst ? 1 : 0;
            j += leftEndsFirst ? 0 : 1;
        }
        return false;
    }

    @Override
    Node<V> near(Node<Presence> set) {
        return set instanceof TimeNode<Presence> others
                ? within(IntervalSet.of(others.from(0), others.until(others.ranges() - 1)))
                : this;
    }

    @Override
    Node<V> restrict(int depth, Slice slice) {
        return depth > 0
                ? withChildren(child -> child.restrict(depth - 1, slice))
                : within(((TimeSlice) slice).ordinals());
    }

    /** What lies in some ordinals. */
    abstract Node<V> within(IntervalSet wanted);

    /** The same ranges with other children. */
    <C> Node<C> withChildren(Function<Node<V>, Node<C>> change) {
        TimeNodeBuilder<C> changed = new TimeNodeBuilder<>(ranges());
        int[] places =
                children().stream().map(change).mapToInt(changed::placeOf).toArray();
        for (int i = 0; i < ranges(); i++) {
            changed.add(from(i), until(i), places[childOf(i)]);
        }
        return changed.build();
    }

    @Override
    IntervalSet times(int depth) {
        return depth == 0
                ? ordinals()
                : IntervalSet.unionAll(
                        children().stream().map(child -> child.times(depth - 1)).toList());
    }

    /** Those of all ranges. */
    abstract IntervalSet ordinals();

    /** For each child the ordinals of the ranges that have it. */
    abstract List<IntervalSet> ordinalsByChild();

    @Override
    void gatherKeys(int depth, Set<String> keys) {
        children().forEach(child -> child.gatherKeys(depth - 1, keys));
    }

    @Override
    Optional<V> at(List<Coordinate> coordinates, int depth) {
        long ordinal = ((Coordinate.Time) coordinates.get(depth)).ordinal();
        int range = firstEndingAfter(ordinal);
        return range < ranges() && from(range) <= ordinal
                ? children().get(childOf(range)).at(coordinates, depth + 1)
                : Optional.empty();
    }

    @Override
    Stream<List<Coordinate>> coordinates(List<Coordinate> prefix) {
        return IntStream.range(0, ranges())
                .boxed()
                .flatMap(range -> LongStream.range(from(range), until(range))
                        .boxed()
                        .flatMap(ordinal -> children()
                                .get(childOf(range))
                                .coordinates(Lists.plus(prefix, new Coordinate.Time(ordinal)))));
    }

    @Override
    List<List<Slice>> boxes() {
        List<List<Slice>> boxes = new ArrayList<>();
        List<IntervalSet> ordinals = ordinalsByChild();
        for (int i = 0; i < ordinals.size(); i++) {
            TimeSlice slice = new TimeSlice(ordinals.get(i));
            children().get(i).boxes().forEach(box -> boxes.add(Lists.plusFirst(slice, box)));
        }
        return boxes;
    }

    @Override
    <C> Node<C> fill(Leaf<C> leaf) {
        return withChildren(child -> child.fill(leaf));
    }

    @Override
    Map<V, Node<Presence>> groups() {
        List<Map<V, Node<Presence>>> groupsOfChildren =
                children().stream().map(Node::groups).toList();
        Map<V, TimeNodeBuilder<Presence>> builders = new LinkedHashMap<>();
        for (int i = 0; i < ranges(); i++) {
            long from = from(i);
            long until = until(i);
            groupsOfChildren
                    .get(childOf(i))
                    .forEach((value, group) -> builders.computeIfAbsent(value, v -> new TimeNodeBuilder<>(1))
                            .add(from, until, group));
        }
        Map<V, Node<Presence>> groups = new LinkedHashMap<>();
        builders.forEach((value, builder) -> groups.put(value, builder.build()));
        return groups;
    }
}
