package io.hindcast.plan;

import io.hindcast.mapping.Mapping;
import io.hindcast.partition.PartitionSet;
import java.util.function.UnaryOperator;

/** What follows from a set when an asset reads itself: the mapping applied until nothing new comes. */
final class Closures {

    private Closures() {}

    /** The set and all partitions inside {@code within} that read it, directly or through others. */
    static PartitionSet downstream(Mapping self, PartitionSet set, PartitionSet within) {
        return closure(set, within, self::downstreamOf);
    }

    /** The set and all partitions inside {@code within} that a step leads to, again and again. */
    static PartitionSet closure(PartitionSet set, PartitionSet within, UnaryOperator<PartitionSet> step) {
        PartitionSet reached = set;
        PartitionSet frontier = set;
        while (!frontier.isEmpty()) {
            frontier = step.apply(frontier).intersect(within).minus(reached);
            reached = reached.union(frontier);
        }
        return reached;
    }
}
