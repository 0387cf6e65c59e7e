package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** For each reason the partitions that have it; they may overlap. */
final class Reasons {

    private final Partitioning partitioning;
    private final EnumMap<Reason, PartitionSet> sets;
    /** Computed when first asked for. */
    private @Nullable PartitionSet all;

    private Reasons(Partitioning partitioning, EnumMap<Reason, PartitionSet> sets) {
        this.partitioning = partitioning;
        this.sets = sets;
    }

    static Reasons none(Partitioning partitioning) {
        return new Reasons(partitioning, new EnumMap<>(Reason.class));
    }

    PartitionSet of(Reason reason) {
        return sets.getOrDefault(reason, PartitionSet.empty(partitioning));
    }

    /** The partitions that have a reason. */
    PartitionSet all() {
        if (all == null) {
            all = PartitionSet.unionAll(partitioning, sets.values());
        }
        return all;
    }

    Reasons plus(Reason reason, PartitionSet more) {
        return more.isEmpty() ? this : with(reason, of(reason).union(more));
    }

    Reasons plus(Reasons more) {
        Reasons both = this;
        for (Map.Entry<Reason, PartitionSet> each : more.sets.entrySet()) {
            both = both.plus(each.getKey(), each.getValue());
        }
        return both;
    }

    Reasons with(Reason reason, PartitionSet set) {
        EnumMap<Reason, PartitionSet> copy = new EnumMap<>(sets);
        copy.put(reason, set);
        return new Reasons(partitioning, copy);
    }

    Reasons within(PartitionSet set) {
        return each(own -> own.intersect(set));
    }

    Reasons outside(PartitionSet set) {
        return each(own -> own.minus(set));
    }

    private Reasons each(UnaryOperator<PartitionSet> change) {
        EnumMap<Reason, PartitionSet> copy = new EnumMap<>(Reason.class);
        sets.forEach((reason, set) -> copy.put(reason, change.apply(set)));
        return new Reasons(partitioning, copy);
    }

    Map<Reason, PartitionSet> toMap() {
        return Collections.unmodifiableMap(sets);
    }
}
