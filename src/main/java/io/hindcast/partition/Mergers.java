package io.hindcast.partition;

import io.hindcast.partition.Node.Merger;

/** The operations on sets and maps, as what becomes of each part. */
final class Mergers {

    static final Merger<Presence, Presence, Presence> UNION = overriding();

    private Mergers() {}

    /** Both; the right one where they overlap. */
    static <V> Merger<V, V, V> overriding() {
        return new Merger<>() {
            @Override
            public Node<V> left(Node<V> only) {
                return only;
            }

            @Override
            public Node<V> right(Node<V> only) {
                return only;
            }

            @Override
            public Node<V> both(Leaf<V> left, Leaf<V> right) {
                return right;
            }
        };
    }

    /** What of the left lies in the right. */
    static <V> Merger<V, Presence, V> within() {
        return new Merger<>() {
            @Override
            public Node<V> left(Node<V> only) {
                return Absent.node();
            }

            @Override
            public Node<V> right(Node<Presence> only) {
                return Absent.node();
            }

            @Override
            public Node<V> both(Leaf<V> left, Leaf<Presence> right) {
                return left;
            }
        };
    }

    /** What of the left lies outside the right. */
    static <V> Merger<V, Presence, V> outside() {
        return new Merger<>() {
            @Override
            public Node<V> left(Node<V> only) {
                return only;
            }

            @Override
            public Node<V> right(Node<Presence> only) {
                return Absent.node();
            }

            @Override
            public Node<V> both(Leaf<V> left, Leaf<Presence> right) {
                return Absent.node();
            }
        };
    }
}
