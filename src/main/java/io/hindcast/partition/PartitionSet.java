package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A set of partitions of one partitioning; immutable, equal when the partitions are. It is held as ranges and boxes:
 * no operation costs time or memory per partition, except {@link #partitions()}. Operations between sets take
 * partitionings of the same shape and throw IllegalArgumentException for others. A set may hold partitions that are
 * not declared: {@link Partitioning#domain()} tells.
 */
public final class PartitionSet {

    private final Partitioning partitioning;
    private final Node<Presence> root;

    PartitionSet(Partitioning partitioning, Node<Presence> root) {
        this.partitioning = partitioning;
        this.root = root;
    }

    /** No partition. */
    public static PartitionSet empty(Partitioning partitioning) {
        return new PartitionSet(partitioning, Absent.node());
    }

    /** One partition. */
    public static PartitionSet of(Partitioning partitioning, Partition partition) {
        partitioning.requireSameShape(partition.partitioning());
        return box(
                partitioning,
                partition.coordinates().stream().map(PartitionSet::slice).toList());
    }

    /**
     * Periods of a partitioning whose only dimension is time.
     *
     * @throws IllegalArgumentException when it has others
     */
    public static PartitionSet ofTime(Partitioning partitioning, IntervalSet ordinals) {
        return box(partitioning, List.of(new TimeSlice(ordinals)));
    }

    /**
     * Every combination of the values of slices, one per dimension and of its kind.
     *
     * @throws IllegalArgumentException when they do not fit the dimensions
     */
    public static PartitionSet box(Partitioning partitioning, List<? extends Slice> slices) {
        List<Dimension> dimensions = partitioning.dimensions();
        if (slices.size() != dimensions.size()) {
            throw new IllegalArgumentException(slices.size() + " slices for " + partitioning);
        }
        for (int i = 0; i < slices.size(); i++) {
            if (dimensions.get(i) instanceof TimeDimension != slices.get(i) instanceof TimeSlice) {
                throw new IllegalArgumentException(slices.get(i) + " is no slice of " + dimensions.get(i));
            }
        }
        List<Slice> nested = Levels.of(partitioning).nested(slices);
        return new PartitionSet(partitioning, Node.product(nested, Presence.LEAF));
    }

    /** The union of many sets, merged pairwise so that each is walked only a logarithm of their number of times. */
    public static PartitionSet unionAll(Partitioning partitioning, Collection<PartitionSet> sets) {
        return unionOf(partitioning, List.copyOf(sets));
    }

    private static PartitionSet unionOf(Partitioning partitioning, List<PartitionSet> sets) {
        if (sets.size() < 2) {
            return empty(partitioning).union(sets.isEmpty() ? empty(partitioning) : sets.get(0));
        }
        int middle = sets.size() / 2;
        return unionOf(partitioning, sets.subList(0, middle))
                .union(unionOf(partitioning, sets.subList(middle, sets.size())));
    }

    /** The partitioning whose partitions these are. */
    public Partitioning partitioning() {
        return partitioning;
    }

    /** The partitions in either set. */
    public PartitionSet union(PartitionSet other) {
        if (isEmpty() || other.isEmpty()) {
            partitioning.requireSameShape(other.partitioning);
            return with(isEmpty() ? other.root : root);
        }
        return merge(other, Mergers.UNION);
    }

    /** The partitions in both sets. */
    public PartitionSet intersect(PartitionSet other) {
        return merge(other, Mergers.within());
    }

    /** The partitions in this set that are not in the other. */
    public PartitionSet minus(PartitionSet other) {
        return merge(other, Mergers.outside());
    }

    private PartitionSet merge(PartitionSet other, Node.Merger<Presence, Presence, Presence> merger) {
        partitioning.requireSameShape(other.partitioning);
        return with(Node.merge(root, other.root, merger));
    }

    /** Whether there is no partition in the set. */
    public boolean isEmpty() {
        return root.isEmpty();
    }

    /** Whether the partitions can be counted: no range is without end. */
    public boolean isBounded() {
        return root.isBounded();
    }

    /**
     * How many partitions there are.
     *
     * @throws IllegalStateException when they are without end
     */
    public long count() {
        return root.count();
    }

    /** Whether the partition is in the set. */
    public boolean contains(Partition partition) {
        partitioning.requireSameShape(partition.partitioning());
        return root.at(Levels.of(partitioning).nested(partition.coordinates()), 0)
                .isPresent();
    }

    /** Whether every partition of the other set is in this one. */
    public boolean containsAll(PartitionSet other) {
        return other.minus(this).isEmpty();
    }

    /** Whether the sets have a partition in common. */
    public boolean intersects(PartitionSet other) {
        partitioning.requireSameShape(other.partitioning);
        return !isEmpty() && !other.isEmpty() && root.meets(other.root);
    }

    /**
     * The partitions in order, made one by one as they are asked for.
     *
     * @throws IllegalStateException when they are without end
     */
    public Stream<Partition> partitions() {
        if (!isBounded()) {
            throw new IllegalStateException("the set is unbounded: " + this);
        }
        return asDeclared().coordinates(List.of()).map(coordinates -> new Partition(partitioning, coordinates));
    }

    /** Disjoint boxes that make up the set, in the order of their first partition: one set has one form. */
    public List<Box> boxes() {
        return asDeclared().boxes().stream().map(Box::new).toList();
    }

    /** Disjoint boxes that make up the set, in no certain order: where keys have scattered periods, far fewer. */
    public List<Box> parts() {
        Levels levels = Levels.of(partitioning);
        return root.boxes().stream()
                .map(slices -> new Box(levels.declared(slices)))
                .toList();
    }

    /** The same nodes with the dimensions nested as they are declared, which is the order that people see. */
    private Node<Presence> asDeclared() {
        if (Levels.of(partitioning).areAsDeclared()) {
            return root;
        }
        List<Node<Presence>> parts = new ArrayList<>();
        parts().forEach(part -> parts.add(Node.product(part.slices(), Presence.LEAF)));
        return Node.unionOf(parts);
    }

    /** The first partition in the order that people see; at the least ordinal where there is no first. The set is not empty. */
    Partition first() {
        return parts().stream()
                .map(part -> new Partition(
                        partitioning,
                        part.slices().stream().map(PartitionSet::first).toList()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Coordinate first(Slice slice) {
        return slice instanceof TimeSlice time
                ? new Coordinate.Time(time.ordinals().from(0))
                : new Coordinate.Key(((KeySlice) slice).keys().first());
    }

    /**
     * The periods of the first time dimension that have a partition in the set.
     *
     * @throws IllegalStateException when there is no time dimension
     */
    public IntervalSet timeIntervals() {
        return times(partitioning.timeIndex());
    }

    /**
     * The partitions whose period of the first time dimension is one of these.
     *
     * @throws IllegalStateException when there is no time dimension
     */
    public PartitionSet restrictTime(IntervalSet ordinals) {
        return restrict(partitioning.timeIndex(), new TimeSlice(ordinals));
    }

    /**
     * The keys of a key dimension that have a partition in the set.
     *
     * @throws IllegalArgumentException when there is no key dimension of that column
     */
    public SortedSet<String> keys(String column) {
        SortedSet<String> keys = new TreeSet<>();
        root.gatherKeys(levelOf(keyIndex(column)), keys);
        return keys;
    }

    /**
     * The partitions whose key in a dimension is one of these.
     *
     * @throws IllegalArgumentException when there is no key dimension of that column
     */
    public PartitionSet restrictKeys(String column, SortedSet<String> keys) {
        return restrict(keyIndex(column), new KeySlice(keys));
    }

    /**
     * The set cut in two parts of about equal count, along time where it has more than one period, else along keys, so
     * that all of the first part lies before all of the second in that dimension. Empty when there are no two partitions.
     *
     * @throws IllegalStateException when the partitions are without end
     */
    public Optional<Halves> halves() {
        return count() < 2 ? Optional.empty() : Optional.of(Halving.of(this));
    }

    /**
     * The same, cut along time only where a period of another grid ends. Empty when no such end divides the partitions.
     *
     * @throws IllegalStateException when the partitions are without end
     */
    public Optional<Halves> halvesAt(TimeGrid edges) {
        return count() < 2 || partitioning.time().isEmpty() ? Optional.empty() : Halving.at(this, edges);
    }

    /**
     * Two parts of a set.
     *
     * @param first what comes first; not empty
     * @param second the rest; not empty
     */
    public record Halves(PartitionSet first, PartitionSet second) {}

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof PartitionSet set
                        && root.equals(set.root)
                        && partitioning.sameShape(set.partitioning));
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    /** The text form, which {@link Partitioning#parse} reads back; empty for the empty set. */
    @Override
    public String toString() {
        return PartitionText.of(partitioning, boxes());
    }

    /**
     * The same periods and keys as partitions of another partitioning, whose dimensions are of the same kinds in the same
     * order.
     *
     * @throws IllegalArgumentException when they are not
     */
    public PartitionSet in(Partitioning other) {
        if (!partitioning.sameKinds(other)) {
            throw new IllegalArgumentException(partitioning + " and " + other + " have dimensions of other kinds");
        }
        return new PartitionSet(other, root);
    }

    Node<Presence> root() {
        return root;
    }

    /** The periods of a dimension. */
    IntervalSet times(int dimension) {
        return root.times(levelOf(dimension));
    }

    /** What lies in a slice of a dimension. */
    PartitionSet restrict(int dimension, Slice slice) {
        return with(root.restrict(levelOf(dimension), slice));
    }

    private int levelOf(int dimension) {
        return Levels.of(partitioning).of(dimension);
    }

    /** Another set of the same partitioning. */
    PartitionSet with(Node<Presence> other) {
        return other == root ? this : new PartitionSet(partitioning, other);
    }

    private int keyIndex(String column) {
        int index = partitioning.indexOf(column);
        if (partitioning.dimensions().get(index) instanceof TimeDimension) {
            throw new IllegalArgumentException(column + " is no key dimension of " + partitioning);
        }
        return index;
    }

    private static Slice slice(Coordinate coordinate) {
        if (coordinate instanceof Coordinate.Time time) {
            return new TimeSlice(IntervalSet.point(time.ordinal()));
        }
        return new KeySlice(new TreeSet<>(List.of(((Coordinate.Key) coordinate).value())));
    }
}
