package io.hindcast.mapping;

import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which dimensions of two partitionings belong together: those of one kind and column, then the one time dimension that
 * is left on each side, whatever its column.
 *
 * @param pairs in downstream order
 * @param downstreamTime time dimensions left alone downstream
 * @param upstreamTime time dimensions left alone upstream
 */
record Pairing(List<Pair> pairs, List<Dimension> downstreamTime, List<Dimension> upstreamTime) {

    Pairing {
        pairs = List.copyOf(pairs);
        downstreamTime = List.copyOf(downstreamTime);
        upstreamTime = List.copyOf(upstreamTime);
    }

    /** Dimensions that belong together. */
    record Pair(Dimension downstream, Dimension upstream) {

        boolean isTime() {
            return downstream instanceof TimeDimension;
        }
    }

    static Pairing of(Partitioning downstream, Partitioning upstream) {
        List<Pair> named = new ArrayList<>();
        for (Dimension dimension : downstream.dimensions()) {
            upstream.dimensions().stream()
                    .filter(other -> isNamesake(dimension, other))
                    .forEach(other -> named.add(new Pair(dimension, other)));
        }
        List<Dimension> downstreamTime = timesLeft(
                downstream,
                dimension -> named.stream().anyMatch(pair -> pair.downstream().equals(dimension)));
        List<Dimension> upstreamTime = timesLeft(
                upstream,
                dimension -> named.stream().anyMatch(pair -> pair.upstream().equals(dimension)));
        if (downstreamTime.size() != 1 || upstreamTime.size() != 1) {
            return new Pairing(named, downstreamTime, upstreamTime);
        }
        Pair pair = new Pair(downstreamTime.get(0), upstreamTime.get(0));
        List<Pair> pairs = new ArrayList<>();
        for (Dimension dimension : downstream.dimensions()) {
            named.stream().filter(p -> p.downstream().equals(dimension)).forEach(pairs::add);
            if (dimension.equals(pair.downstream())) {
                pairs.add(pair);
            }
        }
        return new Pairing(pairs, List.of(), List.of());
    }

    /** Whether the time dimensions that are left could be paired in more than one way. */
    boolean isAmbiguous() {
        return !downstreamTime.isEmpty() && !upstreamTime.isEmpty();
    }

    private static boolean isNamesake(Dimension a, Dimension b) {
        return a.column().equals(b.column()) && a instanceof TimeDimension == b instanceof TimeDimension;
    }

    private static List<Dimension> timesLeft(Partitioning partitioning, Predicate<Dimension> isPaired) {
        return partitioning.dimensions().stream()
                .filter(dimension -> !(dimension instanceof KeyDimension))
                .filter(isPaired.negate())
                .toList();
    }
}
