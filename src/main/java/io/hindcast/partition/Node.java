package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A range map over the dimensions from one level on, see {@link Levels}: its ranges or keys, each with the node of the
 * remaining dimensions; behind the last one stands a {@link Leaf}. Canonical: no empty children, and touching ranges have different children,
 * so that equal maps are equal nodes. Sets and maps are the same thing; a set has {@link Presence} as its only value.
 *
 * @param <V> the values
 */
abstract sealed class Node<V> permits Absent, Leaf, TimeNode, KeyNode {

    /** What two maps become, said for the parts that only one or both of them cover. */
    interface Merger<A, B, C> {

        Node<C> left(Node<A> only);

        Node<C> right(Node<B> only);

        Node<C> both(Leaf<A> left, Leaf<B> right);
    }

    /** One sweep over both maps. */
    static <A, B, C> Node<C> merge(Node<A> left, Node<B> right, Merger<A, B, C> merger) {
        if (right.isEmpty()) {
            return left.isEmpty() ? Absent.node() : merger.left(left);
        }
        return left.isEmpty() ? merger.right(right) : left.mergeWith(right, merger);
    }

    /** A product: one child for each value of a slice. */
    static <V> Node<V> over(Slice slice, Node<V> child) {
        if (slice instanceof TimeSlice time) {
            return UniformTimeNode.of(time.ordinals(), child);
        }
        KeyNode.Builder<V> builder = new KeyNode.Builder<>();
        ((KeySlice) slice).keys().forEach(key -> builder.add(key, child));
        return builder.build();
    }

    /** A product: one value for every combination of the values of slices, one for each level. */
    static <V> Node<V> product(List<Slice> slices, Leaf<V> leaf) {
        Node<V> node = leaf;
        for (int level = slices.size() - 1; level >= 0; level--) {
            node = over(slices.get(level), node);
        }
        return node;
    }

    /** Maps that do not overlap as one, merged pairwise so that each is walked only a logarithm of their number of times. */
    static <V> Node<V> unionOf(List<Node<V>> maps) {
        if (maps.size() < 2) {
            return maps.isEmpty() ? Absent.node() : maps.get(0);
        }
        int middle = maps.size() / 2;
        return merge(
                unionOf(maps.subList(0, middle)), unionOf(maps.subList(middle, maps.size())), Mergers.overriding());
    }

    boolean isEmpty() {
        return false;
    }

    /** The sweep at this level; neither side is empty. */
    abstract <B, C> Node<C> mergeWith(Node<B> other, Merger<V, B, C> merger);

    /** How many partitions; throws IllegalStateException when they are without end. */
    abstract long count();

    abstract boolean isBounded();

    /** Whether some partition is in both; neither side is empty. */
    abstract boolean meets(Node<?> other);

    /** What of a map lies, in each key of a set, between the first and the last period: all that the two can have in common. */
    abstract Node<V> near(Node<Presence> set);

    /** What lies in a slice of the dimension that is {@code depth} levels below this one. */
    abstract Node<V> restrict(int depth, Slice slice);

    /** The periods of the dimension that is {@code depth} levels below. */
    abstract IntervalSet times(int depth);

    /** Adds the keys of the dimension that is {@code depth} levels below. */
    abstract void gatherKeys(int depth, Set<String> keys);

    /** The value at coordinates, of which the first {@code depth} belong to the levels above. */
    abstract Optional<V> at(List<Coordinate> coordinates, int depth);

    /** All coordinates in order, lazily. */
    abstract Stream<List<Coordinate>> coordinates(List<Coordinate> prefix);

    /** Slices whose products make up the map's keys, equal remainders together. */
    abstract List<List<Slice>> boxes();

    /** The same structure with one value everywhere. */
    abstract <C> Node<C> fill(Leaf<C> leaf);

    /** For each value where it stands, in the order of the first partition that has it. */
    abstract Map<V, Node<Presence>> groups();
}
