package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
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
        Node<V> leftBefore = Absent.node();
        Node<B> rightBefore = Absent.node();
        Node<C> before = Absent.node();
        int i = 0;
        int j = 0;
        while (i < keys.size() || j < right.keys.size()) {
            int order = compare(i, right, j);
            Node<V> leftChild = order <= 0 ? children.get(i) : Absent.node();
            Node<B> rightChild = order >= 0 ? right.children.get(j) : Absent.node();
            // Most keys have what the one before them has.
            if (leftChild != leftBefore || rightChild != rightBefore) {
                before = merge(leftChild, rightChild, merger);
                leftBefore = leftChild;
                rightBefore = rightChild;
            }
            merged.add(order <= 0 ? keys.get(i) : right.keys.get(j), before);
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
        return j == right.keys.size() ? -1 : order(keys.get(i), right.keys.get(j));
    }

    /** Of two keys, which mostly are the same object where they are equal. */
    @SuppressWarnings("ReferenceEquality")
    private static int order(String left, String right) {
        return left == right ? 0 : left.compareTo(right);
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
    Node<V> near(Node<Presence> set) {
        KeyNode<Presence> others = (KeyNode<Presence>) set;
        Builder<V> near = new Builder<>();
        int i = 0;
        int j = 0;
        while (i < keys.size() && j < others.keys.size()) {
            int order = compare(i, others, j);
            if (order == 0) {
                near.add(keys.get(i), children.get(i).near(others.children.get(j)));
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return near.build();
    }

    /** The same keys with other children; what is done to one is done once for its neighbours that have the same. */
    private <C> Node<C> withChildren(Function<Node<V>, Node<C>> change) {
        Builder<C> changed = new Builder<>();
        Node<V> before = Absent.node();
        Node<C> became = Absent.node();
        for (int i = 0; i < keys.size(); i++) {
            if (children.get(i) != before) {
                before = children.get(i);
                became = change.apply(before);
            }
            changed.add(keys.get(i), became);
        }
        return changed.build();
    }

    @Override
    Node<V> restrict(int depth, Slice slice) {
        if (depth > 0) {
            return withChildren(child -> child.restrict(depth - 1, slice));
        }
        Builder<V> rest = new Builder<>();
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
        List<IntervalSet> times = new ArrayList<>();
        forEachOtherChild(child -> times.add(child.times(depth - 1)));
        return IntervalSet.unionAll(times);
    }

    @Override
    void gatherKeys(int depth, Set<String> into) {
        if (depth == 0) {
            into.addAll(keys);
        } else {
            forEachOtherChild(child -> child.gatherKeys(depth - 1, into));
        }
    }

    /** Every child that is not that of the key before. */
    private void forEachOtherChild(Consumer<Node<V>> look) {
        Node<V> before = Absent.node();
        for (Node<V> child : children) {
            if (child != before) {
                look.accept(child);
                before = child;
            }
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
        return withChildren(child -> child.fill(leaf));
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
