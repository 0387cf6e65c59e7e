package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The level of a key dimension: ascending keys, each with its child. */
final class KeyNode<V> extends Node<V> {

    private final List<String> keys;
    private final List<Node<V>> children;

    /** Computed when first asked for; zero until then. */
    private int hash;

    private KeyNode(List<String> keys, List<Node<V>> children) {
        this.keys = keys;
        this.children = children;
    }

    @Override
    <B, C> Node<C> mergeWith(Node<B> other, Merger<V, B, C> merger) {
        KeyNode<B> right = (KeyNode<B>) other;
        Builder<C> merged = new Builder<>();
        int i = 0;
        int j = 0;
        while (i < keys.size() || j < right.keys.size()) {
            int order = compare(i, right, j);
            Node<V> leftChild = order <= 0 ? children.get(i) : Absent.node();
            Node<B> rightChild = order >= 0 ? right.children.get(j) : Absent.node();
            merged.add(order <= 0 ? keys.get(i) : right.keys.get(j), merge(leftChild, rightChild, merger));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return merged.build();
    }

    /** The order of two keys, of which a missing one comes last. */
    private int compare(int i, KeyNode<?> right, int j) {
        if (i == keys.size()) {
            return 1;
        }
        return j == right.keys.size() ? -1 : keys.get(i).compareTo(right.keys.get(j));
    }

    @Override
    long count() {
        long count = 0;
        for (Node<V> child : children) {
            count = Math.addExact(count, child.count());
        }
        return count;
    }

    @Override
    boolean isBounded() {
        return children.stream().allMatch(Node::isBounded);
    }

    @Override
    boolean meets(Node<?> other) {
        KeyNode<?> right = (KeyNode<?>) other;
        int i = 0;
        int j = 0;
        while (i < keys.size() && j < right.keys.size()) {
            int order = compare(i, right, j);
            if (order == 0 && children.get(i).meets(right.children.get(j))) {
                return true;
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return false;
    }

    @Override
    Node<V> restrict(int depth, Slice slice) {
        Builder<V> rest = new Builder<>();
        if (depth > 0) {
            for (int i = 0; i < keys.size(); i++) {
                rest.add(keys.get(i), children.get(i).restrict(depth - 1, slice));
            }
            return rest.build();
        }
        SortedSet<String> wanted = ((KeySlice) slice).keys();
        for (int i = 0; i < keys.size(); i++) {
            if (wanted.contains(keys.get(i))) {
                rest.add(keys.get(i), children.get(i));
            }
        }
        return rest.build();
    }

    @Override
    IntervalSet times(int depth) {
        return IntervalSet.unionAll(new LinkedHashSet<>(children)
                .stream().map(child -> child.times(depth - 1)).toList());
    }

    @Override
    void gatherKeys(int depth, Set<String> into) {
        if (depth == 0) {
            into.addAll(keys);
        } else {
            new LinkedHashSet<>(children).forEach(child -> child.gatherKeys(depth - 1, into));
        }
    }

    @Override
    Optional<V> at(List<Coordinate> coordinates, int depth) {
        String key = ((Coordinate.Key) coordinates.get(depth)).value();
        int found = Collections.binarySearch(keys, key);
        return found < 0 ? Optional.empty() : children.get(found).at(coordinates, depth + 1);
    }

    @Override
    Stream<List<Coordinate>> coordinates(List<Coordinate> prefix) {
        return IntStream.range(0, keys.size())
                .boxed()
                .flatMap(i -> children.get(i).coordinates(Lists.plus(prefix, new Coordinate.Key(keys.get(i)))));
    }

    @Override
    List<List<Slice>> boxes() {
        Map<Node<V>, SortedSet<String>> keysByChild = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            keysByChild
                    .computeIfAbsent(children.get(i), child -> new TreeSet<>())
                    .add(keys.get(i));
        }
        List<List<Slice>> boxes = new ArrayList<>();
        keysByChild.forEach((child, group) ->
                child.boxes().forEach(box -> boxes.add(Lists.plusFirst(new KeySlice(group), box))));
        return boxes;
    }

    @Override
    <C> Node<C> fill(Leaf<C> leaf) {
        Builder<C> filled = new Builder<>();
        for (int i = 0; i < keys.size(); i++) {
            filled.add(keys.get(i), children.get(i).fill(leaf));
        }
        return filled.build();
    }

    @Override
    Map<V, Node<Presence>> groups() {
        Map<V, Builder<Presence>> builders = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            children.get(i)
                    .groups()
                    .forEach((value, child) -> builders.computeIfAbsent(value, v -> new Builder<>())
                            .add(key, child));
        }
        Map<V, Node<Presence>> groups = new LinkedHashMap<>();
        builders.forEach((value, builder) -> groups.put(value, builder.build()));
        return groups;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof KeyNode<?> node
                        && hashCode() == node.hashCode()
                        && keys.equals(node.keys)
                        && children.equals(node.children));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = 31 * keys.hashCode() + children.hashCode();
        }
        return hash;
    }

    /** Gathers keys in ascending order and leaves out empty children. */
    static final class Builder<V> {

        private final List<String> keys = new ArrayList<>();
        private final List<Node<V>> children = new ArrayList<>();

        void add(String key, Node<V> child) {
            if (!child.isEmpty()) {
                keys.add(key);
                children.add(child);
            }
        }

        Node<V> build() {
            return keys.isEmpty() ? Absent.node() : new KeyNode<>(List.copyOf(keys), List.copyOf(children));
        }
    }
}
