package io.hindcast.partition;

import io.hindcast.partition.Node.Merger;

/**
 * What the children of two time nodes become when they are merged. Each pair of them is merged once, as long as there are
 * not far more pairs than ranges.
 */
final class ChildPairs<A, B, C> {

    /** The place of no child: where one side has nothing. */
    static final int NONE = -1;

    private static final int PAIRS_PER_RANGE = 4;

    private final TimeNode<A> left;
    private final TimeNode<B> right;
    private final Merger<A, B, C> merger;
    private final TimeNodeBuilder<C> merged;
    /** The place of what a pair became, and one more, so that zero means that it is not known yet. */
    private final int[] known;

    ChildPairs(TimeNode<A> left, TimeNode<B> right, Merger<A, B, C> merger, TimeNodeBuilder<C> merged) {
        this.left = left;
        this.right = right;
        this.merger = merger;
        this.merged = merged;
        long pairs = (left.children().size() + 1L) * (right.children().size() + 1L);
        long worthwhile = (long) PAIRS_PER_RANGE * (left.ranges() + right.ranges() + 1);
        this.known = new int[pairs <= worthwhile ? (int) pairs : 0];
    }

    /** The place among the merged children. */
    int of(int leftChild, int rightChild) {
        if (known.length == 0) {
            return merge(leftChild, rightChild);
        }
        int pair = (leftChild + 1) * (right.children().size() + 1) + rightChild + 1;
        if (known[pair] == 0) {
            known[pair] = merge(leftChild, rightChild) + 2;
        }
        return known[pair] - 2;
    }

    private int merge(int leftChild, int rightChild) {
        Node<A> from = leftChild == NONE ? Absent.node() : left.children().get(leftChild);
        Node<B> with = rightChild == NONE ? Absent.node() : right.children().get(rightChild);
        return merged.placeOf(Node.merge(from, with, merger));
    }
}
