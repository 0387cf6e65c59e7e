package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.IntervalSetBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Ranges of which some have other children than others. */
final class MixedTimeNode<V> extends TimeNode<V> {

    /** From and until of each range. */
    private final long[] edges;
    /** The place of each range's child. */
    private final int[] childOf;

    private final List<Node<V>> children;

    /** Computed when first asked for; zero until then. */
    private int hash;

    MixedTimeNode(long[] edges, int[] childOf, List<Node<V>> children) {
        this.edges = edges;
        this.childOf = childOf;
        this.children = children;
    }

    @Override
    int ranges() {
        return childOf.length;
    }

    @Override
    long from(int range) {
        return edges[2 * range];
    }

    @Override
    long until(int range) {
        return edges[2 * range + 1];
    }

    @Override
    int childOf(int range) {
        return childOf[range];
    }

    @Override
    List<Node<V>> children() {
        return children;
    }

    @Override
    Node<V> within(IntervalSet wanted) {
        TimeNodeBuilder<V> rest = new TimeNodeBuilder<>(wanted.ranges());
        // Many short slices are taken of long sets: none walks what lies before it.
        int i = wanted.isEmpty() ? 0 : firstEndingAfter(wanted.from(0));
        int j = 0;
        while (i < ranges() && j < wanted.ranges()) {
            long from = Math.max(from(i), wanted.from(j));
            long until = Math.min(until(i), wanted.until(j));
            if (from < until) {
                rest.add(from, until, children.get(childOf[i]));
            }
            boolean leftEndsFirst = until(i) <= wanted.until(j);
            i += leftEndsFirst ? 1 : 0;
            j += leftEndsFirst ? 0 : 1;
        }
        return rest.build();
    }

    @Override
    IntervalSet ordinals() {
        IntervalSetBuilder ordinals = new IntervalSetBuilder(ranges());
        for (int i = 0; i < ranges(); i++) {
            ordinals.add(from(i), until(i));
        }
        return ordinals.build();
    }

    @Override
    List<IntervalSet> ordinalsByChild() {
        List<IntervalSetBuilder> builders = Stream.generate(() -> new IntervalSetBuilder(1))
                .limit(children.size())
                .toList();
        for (int i = 0; i < ranges(); i++) {
            builders.get(childOf[i]).add(from(i), until(i));
        }
        return builders.stream().map(IntervalSetBuilder::build).toList();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MixedTimeNode<?> node
                        && hashCode() == node.hashCode()
                        && Arrays.equals(edges, node.edges)
                        && Arrays.equals(childOf, node.childOf)
                        && children.equals(node.children));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = 31 * (31 * Arrays.hashCode(edges) + Arrays.hashCode(childOf)) + children.hashCode();
        }
        return hash;
    }
}
