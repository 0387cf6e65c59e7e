package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import io.hindcast.problem.PartitionProblems;
import io.hindcast.problem.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which partitions an asset has: the product of its dimensions. Without dimensions it has one partition, written
 * {@code *}.
 *
 * @param dimensions in the order in which partitions are sorted and written
 */
public record Partitioning(List<Dimension> dimensions) {

    private static final Partitioning NONE = new Partitioning(List.of());

    public Partitioning {
        dimensions = List.copyOf(dimensions);
        long columns = dimensions.stream().map(Dimension::column).distinct().count();
        if (columns != dimensions.size()) {
            throw new IllegalArgumentException("two dimensions of one column: " + dimensions);
        }
    }

    /** No dimensions: one partition. */
    public static Partitioning none() {
        return NONE;
    }

    /** Dimensions in the order in which partitions are sorted and written. */
    public static Partitioning of(Dimension... dimensions) {
        return new Partitioning(List.of(dimensions));
    }

    /** The first time dimension. */
    public Optional<TimeDimension> time() {
        return dimensions.stream()
                .filter(TimeDimension.class::isInstance)
                .map(TimeDimension.class::cast)
                .findFirst();
    }

    /** How many dimensions are time. */
    public long times() {
        return dimensions.stream().filter(TimeDimension.class::isInstance).count();
    }

    /** The dimensions whose keys are still to be discovered: see {@link #withKeys}. */
    public List<KeyDimension> undiscovered() {
        return dimensions.stream()
                .filter(KeyDimension.class::isInstance)
                .map(KeyDimension.class::cast)
                .filter(dimension -> dimension.keys() instanceof KeySource.Discovered)
                .toList();
    }

    /**
     * All partitions that are declared; unbounded where no end was declared.
     *
     * @throws IllegalStateException when keys are still to be discovered
     */
    public PartitionSet domain() {
        return PartitionSet.box(this, dimensions.stream().map(Dimension::domain).toList());
    }

    /**
     * The declared partitions, cut at the last period that is complete at an instant where no end was declared. A
     * declared end holds also when it lies in the future.
     *
     * @throws IllegalStateException when keys are still to be discovered
     */
    public PartitionSet extent(Instant now) {
        return PartitionSet.box(
                this,
                dimensions.stream()
                        .map(dimension ->
                                dimension instanceof TimeDimension time ? time.extent(now) : dimension.domain())
                        .toList());
    }

    /**
     * The same with the keys of a dimension found out.
     *
     * @throws IllegalArgumentException when there is no key dimension of that column
     */
    public Partitioning withKeys(String column, SortedSet<String> keys) {
        if (!(dimensions.get(indexOf(column)) instanceof KeyDimension)) {
            throw new IllegalArgumentException(column + " is no key dimension of " + this);
        }
        return new Partitioning(dimensions.stream()
                .map(dimension -> dimension.column().equals(column)
                        ? new KeyDimension(column, new KeySource.Listed(new TreeSet<>(keys)))
                        : dimension)
                .toList());
    }

    /** Whether both give the same partitions the same names, whatever ranges or keys they declare. */
    public boolean sameShape(Partitioning other) {
        if (dimensions.size() != other.dimensions.size()) {
            return false;
        }
        for (int i = 0; i < dimensions.size(); i++) {
            if (!dimensions.get(i).sameShape(other.dimensions.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are as many dimensions and each is by time in both or by keys in both. */
    boolean sameKinds(Partitioning other) {
        return dimensions.stream()
                .map(TimeDimension.class::isInstance)
                .toList()
                .equals(other.dimensions.stream()
                        .map(TimeDimension.class::isInstance)
                        .toList());
    }

    /** The columns with their grains, zones and formats, as text: the same for partitionings of the same shape. */
    public String shape() {
        return String.join(", ", dimensions.stream().map(Dimension::shape).toList());
    }

    /**
     * The set that a text names: what {@link PartitionSet#toString} writes, and what people write. Time may be written
     * in any grain and means every partition it overlaps. {@code *} means all that is declared, of one dimension or of
     * all; a dimension that is not mentioned is meant wholly; a value without a column belongs to the only dimension or
     * to the first time dimension. The set is not cut to what is declared.
     *
     * @throws io.hindcast.problem.ProblemException when the text names no set
     * @throws IllegalStateException when it means all keys of a dimension and they are still to be discovered
     */
    public PartitionSet parse(String text) {
        return new PartitionParser(this, text).parse();
    }

    /** The union of sets in text form: of many single periods made at once, for a ledger names each partition alone. */
    public PartitionSet parseAll(Collection<String> texts) {
        List<IntervalSet> periods = new ArrayList<>();
        List<PartitionSet> others = new ArrayList<>();
        for (String text : texts) {
            Optional<IntervalSet> period = dimensions.size() == 1 && dimensions.get(0) instanceof TimeDimension time
                    ? time.grid().overlapping(text).filter(found -> !found.isEmpty())
                    : Optional.empty();
            period.ifPresentOrElse(periods::add, () -> others.add(parse(text)));
        }
        if (!periods.isEmpty()) {
            others.add(PartitionSet.box(this, List.of(new TimeSlice(IntervalSet.unionAll(periods)))));
        }
        return PartitionSet.unionAll(this, others);
    }

    /**
     * The one partition that a text names.
     *
     * @throws io.hindcast.problem.ProblemException when the text names no partition, or more than one
     */
    public Partition parsePartition(String text) {
        PartitionSet set = parse(text);
        boolean one = set.isBounded() && set.count() == 1;
        if (!one) {
            String found = set.isBounded() ? set.count() + " partitions" : "partitions without end";
            throw Problems.raise(PartitionProblems.notOnePartition(text, found, PartitionText.example(this)));
        }
        return set.partitions().findFirst().orElseThrow();
    }

    /** The place of a column among the dimensions. */
    int indexOf(String column) {
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).column().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(column + " is no dimension of " + this);
    }

    /** The place of the first time dimension. */
    int timeIndex() {
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i) instanceof TimeDimension) {
                return i;
            }
        }
        throw new IllegalStateException("no time dimension: " + this);
    }

    void requireSameShape(Partitioning other) {
        if (!sameShape(other)) {
            throw new IllegalArgumentException("partitionings of different shape: " + this + " and " + other);
        }
    }
}
