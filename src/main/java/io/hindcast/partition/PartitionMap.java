package io.hindcast.partition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values of partitions; immutable, equal when partitions and values are. It is held as ranges and boxes like
 * {@link PartitionSet}: neighbours of equal value cost nothing each.
 *
 * @param <V> the values; they need equals and hashCode
 */
public final class PartitionMap<V> {

    private final Partitioning partitioning;
    private final Node<V> root;

    private PartitionMap(Partitioning partitioning, Node<V> root) {
        this.partitioning = partitioning;
        this.root = root;
    }

    /** No values. */
    public static <V> PartitionMap<V> empty(Partitioning partitioning) {
        return new PartitionMap<>(partitioning, Absent.node());
    }

    /**
     * Many entries at once, of which later ones win: much faster than one {@link #with} after the other.
     *
     * @param entries in the order in which they would be added
     */
    public static <V> PartitionMap<V> of(Partitioning partitioning, List<Entry<V>> entries) {
        return PartitionMap.<V>empty(partitioning).withAll(entries);
    }

    /**
     * A value of many partitions.
     *
     * @param partitions that have it
     * @param value that they have
     */
    public record Entry<V>(PartitionSet partitions, V value) {}

    /** The partitioning whose partitions have values. */
    public Partitioning partitioning() {
        return partitioning;
    }

    /** The same with one value for all partitions of a set, whatever they had. */
    public PartitionMap<V> with(PartitionSet partitions, V value) {
        return withAll(List.of(new Entry<>(partitions, value)));
    }

    /** The same with many entries, of which later ones win. */
    public PartitionMap<V> withAll(List<Entry<V>> entries) {
        return new PartitionMap<>(partitioning, Node.merge(root, merged(entries), Mergers.overriding()));
    }

    /** The same with another map's values where it has any. */
    public PartitionMap<V> withAll(PartitionMap<V> other) {
        partitioning.requireSameShape(other.partitioning);
        return new PartitionMap<>(partitioning, Node.merge(root, other.root, Mergers.overriding()));
    }

    /** The same without values for the partitions of a set. */
    public PartitionMap<V> without(PartitionSet partitions) {
        partitioning.requireSameShape(partitions.partitioning());
        return new PartitionMap<>(partitioning, Node.merge(root, partitions.root(), Mergers.outside()));
    }

    /** The values of the partitions of a set alone. */
    public PartitionMap<V> restrictedTo(PartitionSet partitions) {
        partitioning.requireSameShape(partitions.partitioning());
        if (partitions.isEmpty()) {
            return empty(partitioning);
        }
        Node<V> near = root.near(partitions.root());
        return new PartitionMap<>(partitioning, Node.merge(near, partitions.root(), Mergers.within()));
    }

    /** The value of a partition. */
    public Optional<V> at(Partition partition) {
        partitioning.requireSameShape(partition.partitioning());
        return root.at(Levels.of(partitioning).nested(partition.coordinates()), 0);
    }

    /** The partitions that have a value. */
    public PartitionSet covered() {
        return new PartitionSet(partitioning, root.fill(Presence.LEAF));
    }

    /** Each value with the partitions that have it, in the order of the first of them. */
    public Map<V, PartitionSet> groups() {
        Map<V, PartitionSet> groups = new LinkedHashMap<>();
        root.groups().forEach((value, node) -> groups.put(value, new PartitionSet(partitioning, node)));
        return groups.size() < 2 || Levels.of(partitioning).areAsDeclared() ? groups : sorted(groups);
    }

    private static <V> Map<V, PartitionSet> sorted(Map<V, PartitionSet> groups) {
        record Group<W>(Partition first, W value, PartitionSet partitions) {}
        Map<V, PartitionSet> sorted = new LinkedHashMap<>();
        groups.entrySet().stream()
                .map(group -> new Group<>(group.getValue().first(), group.getKey(), group.getValue()))
                .sorted(Comparator.comparing(Group::first))
                .forEach(group -> sorted.put(group.value(), group.partitions()));
        return sorted;
    }

    /** Whether no partition has a value. */
    public boolean isEmpty() {
        return root.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof PartitionMap<?> map
                        && root.equals(map.root)
                        && partitioning.sameShape(map.partitioning));
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    /** For messages: each value with its partitions. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        groups().forEach((value, partitions) -> parts.add(partitions + ": " + value));
        return "{" + String.join("; ", parts) + "}";
    }

    /** Merges entries pairwise, so that each is walked only a logarithm of their number of times. */
    private Node<V> merged(List<Entry<V>> entries) {
        if (entries.isEmpty()) {
            return Absent.node();
        }
        if (entries.size() == 1) {
            Entry<V> entry = entries.get(0);
            partitioning.requireSameShape(entry.partitions().partitioning());
            return entry.partitions().root().fill(new Leaf<>(entry.value()));
        }
        int middle = entries.size() / 2;
        return Node.merge(
                merged(entries.subList(0, middle)),
                merged(entries.subList(middle, entries.size())),
                Mergers.overriding());
    }
}
