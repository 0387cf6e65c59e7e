package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all steps of one asset do together.
 *
 * @param all the partitions that they rewrite
 * @param ifChanged those of them that are needed only if what they read changes
 * @param reasons why, each with all its partitions; they may overlap
 */
record Planned(PartitionSet all, PartitionSet ifChanged, Map<Reason, PartitionSet> reasons) {

    Planned {
        EnumMap<Reason, PartitionSet> copy = new EnumMap<>(Reason.class);
        copy.putAll(reasons);
        reasons = Collections.unmodifiableMap(copy);
    }

    static Planned nothing(Partitioning partitioning) {
        PartitionSet none = PartitionSet.empty(partitioning);
        return new Planned(none, none, Map.of());
    }

    /** Of each asset that a plan rewrites, in the order of their first steps. */
    static Map<String, Planned> of(Plan plan) {
        Map<String, Planned> planned = new LinkedHashMap<>();
        plan.steps()
                .forEach(step -> planned.merge(
                        step.asset(), new Planned(step.partitions(), step.ifChanged(), step.reasons()), Planned::plus));
        return planned;
    }

    private Planned plus(Planned other) {
        EnumMap<Reason, PartitionSet> both = new EnumMap<>(Reason.class);
        both.putAll(reasons);
        other.reasons.forEach((reason, set) -> both.merge(reason, set, PartitionSet::union));
        return new Planned(all.union(other.all), ifChanged.union(other.ifChanged), both);
    }

    private PartitionSet of(Reason reason) {
        return reasons.getOrDefault(reason, PartitionSet.empty(all.partitioning()));
    }

    /** The reasons of some of the partitions. */
    Map<Reason, PartitionSet> reasonsWithin(PartitionSet set) {
        return reasonsBeyond(nothing(all.partitioning()), set);
    }

    /** The reasons that some of the partitions do not have there as well. */
    Map<Reason, PartitionSet> reasonsBeyond(Planned other, PartitionSet within) {
        EnumMap<Reason, PartitionSet> beyond = new EnumMap<>(Reason.class);
        for (Reason reason : reasons.keySet()) {
            beyond.put(reason, of(reason).minus(other.of(reason)).intersect(within));
        }
        return beyond;
    }
}
