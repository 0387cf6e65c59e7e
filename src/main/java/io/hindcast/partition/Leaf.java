package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The value behind the last dimension. */
final class Leaf<V> extends Node<V> {

    private final V value;
    private final int hash;

    Leaf(V value) {
        this.value = Objects.requireNonNull(value, "value");
        this.hash = value.hashCode();
    }

    @Override
    <B, C> Node<C> mergeWith(Node<B> other, Merger<V, B, C> merger) {
        return merger.both(this, (Leaf<B>) other);
    }

    @Override
    long count() {
        return 1;
    }

    @Override
    boolean meets(Node<?> other) {
        return true;
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
        throw new IllegalStateException("no dimension left to restrict");
    }

    @Override
    IntervalSet times(int depth) {
        throw new IllegalStateException("no dimension left to project on");
    }

    @Override
    void gatherKeys(int depth, Set<String> keys) {
        throw new IllegalStateException("no dimension left to project on");
    }

    @Override
    Optional<V> at(List<Coordinate> coordinates, int depth) {
        return Optional.of(value);
    }

    @Override
    Stream<List<Coordinate>> coordinates(List<Coordinate> prefix) {
        return Stream.of(prefix);
    }

    @Override
    List<List<Slice>> boxes() {
        return List.of(List.of());
    }

    @Override
    <C> Node<C> fill(Leaf<C> leaf) {
        return leaf;
    }

    @Override
    Map<V, Node<Presence>> groups() {
        return Map.of(value, Presence.LEAF);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Leaf<?> leaf && hash == leaf.hash && value.equals(leaf.value));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
