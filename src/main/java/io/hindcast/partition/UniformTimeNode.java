package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.List;
import java.util.function.Function;

/** Ranges that all have the same child: a set of ordinals. Such are all sets that have no dimension but time. */
final class UniformTimeNode<V> extends TimeNode<V> {

    private static final int LEFT = 1;
    private static final int RIGHT = 2;
    private static final int BOTH = 4;

    private final IntervalSet ordinals;
    private final Node<V> child;

    UniformTimeNode(IntervalSet ordinals, Node<V> child) {
        this.ordinals = ordinals;
        this.child = child;
    }

    /** A product; absent when one of both is empty. */
    static <V> Node<V> of(IntervalSet ordinals, Node<V> child) {
        return ordinals.isEmpty() || child.isEmpty() ? Absent.node() : new UniformTimeNode<>(ordinals, child);
    }

    @Override
    <B, C> Node<C> mergeWith(Node<B> other, Merger<V, B, C> merger) {
        if (!(other instanceof UniformTimeNode<B> right)) {
            return super.mergeWith(other, merger);
        }
        Node<C> inLeft = merge(child, Absent.node(), merger);
        Node<C> inRight = merge(Absent.node(), right.child, merger);
        Node<C> inBoth = merge(child, right.child, merger);
        List<Node<C>> kept = List.of(inLeft, inRight, inBoth).stream()
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
        if (kept.size() > 1) {
            return super.mergeWith(other, merger);
        }
        int parts = (inLeft.isEmpty() ? 0 : LEFT) | (inRight.isEmpty() ? 0 : RIGHT) | (inBoth.isEmpty() ? 0 : BOTH);
        return kept.isEmpty() ? Absent.node() : of(parts(parts, right.ordinals), kept.get(0));
    }

    /** The ordinals that lie in one of some parts: in this alone, in the other alone, in both. */
    private IntervalSet parts(int parts, IntervalSet other) {
        return switch (parts) {
            case LEFT -> ordinals.minus(other);
            case RIGHT -> other.minus(ordinals);
            case BOTH -> ordinals.intersect(other);
            case LEFT | RIGHT -> ordinals.minus(other).union(other.minus(ordinals));
            case LEFT | BOTH -> ordinals;
            case RIGHT | BOTH -> other;
            default -> ordinals.union(other);
        };
    }

    @Override
    int ranges() {
        return ordinals.ranges();
    }

    @Override
    long from(int range) {
        return ordinals.from(range);
    }

    @Override
    long until(int range) {
        return ordinals.until(range);
    }

    @Override
    int childOf(int range) {
        return 0;
    }

    @Override
    List<Node<V>> children() {
        return List.of(child);
    }

    @Override
    long count() {
        return Math.multiplyExact(ordinals.count(), child.count());
    }

    @Override
    boolean meets(Node<?> other) {
        return other instanceof UniformTimeNode<?> right
                ? ordinals.intersects(right.ordinals) && child.meets(right.child)
                : super.meets(other);
    }

    @Override
    Node<V> within(IntervalSet wanted) {
        IntervalSet within = ordinals.intersect(wanted);
        return within.equals(ordinals) ? this : of(within, child);
    }

    @Override
    IntervalSet ordinals() {
        return ordinals;
    }

    @Override
    List<IntervalSet> ordinalsByChild() {
        return List.of(ordinals);
    }

    @Override
    <C> Node<C> withChildren(Function<Node<V>, Node<C>> change) {
        return of(ordinals, change.apply(child));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof UniformTimeNode<?> node
                        && ordinals.equals(node.ordinals)
                        && child.equals(node.child));
    }

    @Override
    public int hashCode() {
        return 31 * ordinals.hashCode() + child.hashCode();
    }
}
