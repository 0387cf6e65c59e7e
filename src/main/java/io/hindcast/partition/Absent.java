package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The map of nothing, at any level. It never stands inside another node. */
final class Absent<V> extends Node<V> {

    private static final Absent<Object> NODE = new Absent<>();

    private Absent() {}

    /** The only one: it holds no values, so that it serves those of any type. */
    @SuppressWarnings("unchecked")
    static <V> Node<V> node() {
        return (Node<V>) (Node<?>) NODE;
    }

    @Override
    boolean isEmpty() {
        return true;
    }

    @Override
    <B, C> Node<C> mergeWith(Node<B> other, Merger<V, B, C> merger) {
        return merge(this, other, merger);
    }

    @Override
    long count() {
        return 0;
    }

    @Override
    boolean meets(Node<?> other) {
        return false;
    }

    @Override
    boolean isBounded() {
        return true;
    }

    @Override
    Node<V> near(Node<Presence> set) {
        return this;
    }

    @Override
    Node<V> restrict(int depth, Slice slice) {
        return this;
    }

    @Override
    IntervalSet times(int depth) {
        return IntervalSet.empty();
    }

    @Override
    void gatherKeys(int depth, Set<String> keys) {}

    @Override
    Optional<V> at(List<Coordinate> coordinates, int depth) {
        return Optional.empty();
    }

    @Override
    Stream<List<Coordinate>> coordinates(List<Coordinate> prefix) {
        return Stream.empty();
    }

    @Override
    List<List<Slice>> boxes() {
        return List.of();
    }

    @Override
    <C> Node<C> fill(Leaf<C> leaf) {
        return Absent.node();
    }

    @Override
    Map<V, Node<Presence>> groups() {
        return Map.of();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
