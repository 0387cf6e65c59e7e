package io.hindcast.asset;

import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.Mapping;
import io.hindcast.mapping.Mappings;
import io.hindcast.partition.PartitionSet;
import java.util.function.BiFunction;

/**
 * What follows when an asset reads itself, step after step until nothing new comes. A chain is not walked period by period:
 * the step to the nearest period is doubled until it spans the longest run of periods, and the steps to farther ones are
 * needed only to get across gaps.
 */
final class Closure {

    private final Mapping self;
    private final long nearest;
    private final BiFunction<Mapping, PartitionSet, PartitionSet> direction;

    private Closure(Mapping self, long nearest, BiFunction<Mapping, PartitionSet, PartitionSet> direction) {
        this.self = self;
        this.nearest = nearest;
        this.direction = direction;
    }

    /** To the partitions that read others. */
    static Closure downstream(Mapping self, SelfRule rule) {
        return new Closure(self, nearest(rule), Mapping::downstreamOf);
    }

    /** To the partitions that others read. */
    static Closure upstream(Mapping self, SelfRule rule) {
        return new Closure(
                self, nearest(rule), (mapping, set) -> mapping.upstreamOf(set).inside());
    }

    private static long nearest(SelfRule rule) {
        IntervalSet before = rule.offsets().intersect(IntervalSet.of(Long.MIN_VALUE, 0));
        return before.isEmpty() ? rule.offsets().first() : before.last();
    }

    /** The set and all partitions inside {@code within} that one gets to from it. */
    PartitionSet of(PartitionSet set, PartitionSet within) {
        PartitionSet reached = set;
        PartitionSet frontier = set;
        while (!frontier.isEmpty()) {
            PartitionSet filled = filled(reached.union(frontier), within);
            frontier = direction
                    .apply(self, filled.minus(reached).union(frontier))
                    .intersect(within)
                    .minus(filled);
            reached = filled;
        }
        return reached;
    }

    /** What one gets to by steps to the nearest period alone: as many steps as double up to the longest run. */
    private PartitionSet filled(PartitionSet from, PartitionSet within) {
        PartitionSet filled = from;
        // Where one gets to by a stride without leaving what is within.
        PartitionSet open = within;
        for (long stride = nearest; !open.isEmpty(); stride *= 2) {
            Mapping step = Mappings.self(self.downstream(), IntervalSet.point(stride));
            PartitionSet next = filled.union(direction.apply(step, filled).intersect(open));
            if (next.equals(filled)) {
                break;
            }
            filled = next;
            open = direction.apply(step, open).intersect(open);
        }
        return filled;
    }
}
