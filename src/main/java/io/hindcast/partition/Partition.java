package io.hindcast.partition;

import java.util.List;

/**
 * One partition of a partitioning. Equal when the coordinates are and the partitionings have the same shape; ordered by
 * the first dimension, then the second, and so on.
 */
public final class Partition implements Comparable<Partition> {

    private final Partitioning partitioning;
    private final List<Coordinate> coordinates;

    /**
     * The partition at coordinates, one per dimension and of its kind.
     *
     * @throws IllegalArgumentException when they do not fit the dimensions
     */
    public Partition(Partitioning partitioning, List<Coordinate> coordinates) {
        this.partitioning = partitioning;
        this.coordinates = List.copyOf(coordinates);
        List<Dimension> dimensions = partitioning.dimensions();
        if (dimensions.size() != coordinates.size()) {
            throw new IllegalArgumentException(coordinates + " are not coordinates of " + partitioning);
        }
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i) instanceof TimeDimension != coordinates.get(i) instanceof Coordinate.Time) {
                throw new IllegalArgumentException(coordinates + " are not coordinates of " + partitioning);
            }
        }
    }

    /** The partitioning it belongs to. */
    public Partitioning partitioning() {
        return partitioning;
    }

    /** One coordinate per dimension. */
    public List<Coordinate> coordinates() {
        return coordinates;
    }

    /**
     * The period in a time dimension.
     *
     * @throws IllegalArgumentException when there is no time dimension of that column
     */
    public long ordinal(String column) {
        if (coordinates.get(partitioning.indexOf(column)) instanceof Coordinate.Time time) {
            return time.ordinal();
        }
        throw new IllegalArgumentException(column + " is no time dimension of " + partitioning);
    }

    /**
     * The key in a key dimension.
     *
     * @throws IllegalArgumentException when there is no key dimension of that column
     */
    public String key(String column) {
        if (coordinates.get(partitioning.indexOf(column)) instanceof Coordinate.Key key) {
            return key.value();
        }
        throw new IllegalArgumentException(column + " is no key dimension of " + partitioning);
    }

    @Override
    public int compareTo(Partition other) {
        partitioning.requireSameShape(other.partitioning);
        int comparison = 0;
        for (int i = 0; comparison == 0 && i < coordinates.size(); i++) {
            comparison = compare(coordinates.get(i), other.coordinates.get(i));
        }
        return comparison;
    }

    private static int compare(Coordinate left, Coordinate right) {
        if (left instanceof Coordinate.Time a && right instanceof Coordinate.Time b) {
            return Long.compare(a.ordinal(), b.ordinal());
        }
        return ((Coordinate.Key) left).value().compareTo(((Coordinate.Key) right).value());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Partition partition
                && coordinates.equals(partition.coordinates)
                && partitioning.sameShape(partition.partitioning);
    }

    @Override
    public int hashCode() {
        return coordinates.hashCode();
    }

    /** The text form: that of the set of this one partition. */
    @Override
    public String toString() {
        return PartitionSet.of(partitioning, this).toString();
    }
}
