package io.hindcast.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which order the dimensions of a partitioning are nested inside sets and maps: keys outside, time inside, each in its
 * declared order. So what has scattered periods is one list of ranges for each key. With time outside it would be cut at
 * every edge of any key, and each piece would hold a set of keys of its own.
 *
 * @param dimensions level to the place of its dimension
 */
record Levels(List<Integer> dimensions) {

    private static final Levels NONE = new Levels(List.of());
    private static final Levels ONE = new Levels(List.of(0));

    static Levels of(Partitioning partitioning) {
        return switch (partitioning.dimensions().size()) {
            case 0 -> NONE;
            case 1 -> ONE;
            default -> ofSeveral(partitioning);
        };
    }

    private static Levels ofSeveral(Partitioning partitioning) {
        List<Integer> keys = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < partitioning.dimensions().size(); i++) {
            boolean isTime = partitioning.dimensions().get(i) instanceof TimeDimension;
            (isTime ? times : keys).add(i);
        }
        keys.addAll(times);
        return new Levels(keys);
    }

    /** The level of a dimension. */
    int of(int dimension) {
        return dimensions.indexOf(dimension);
    }

    /** Whether dimensions are nested as they are declared. */
    boolean areAsDeclared() {
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i) != i) {
                return false;
            }
        }
        return true;
    }

    /** What there is for each dimension, by level. */
    <T> List<T> nested(List<? extends T> declared) {
        List<T> nested = new ArrayList<>(declared.size());
        dimensions.forEach(dimension -> nested.add(declared.get(dimension)));
        return nested;
    }

    /** What there is for each level, by dimension. */
    <T> List<T> declared(List<? extends T> nested) {
        return IntStream.range(0, nested.size())
                .<T>mapToObj(dimension -> nested.get(of(dimension)))
                .toList();
    }
}
