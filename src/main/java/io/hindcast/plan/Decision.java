package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was decided for one asset.
 *
 * @param rewritten what the plan rewrites
 * @param moving {@code rewritten}, and what is out of date but was dropped on purpose, by columns: readers follow both
 * @param reasons why, inside {@code rewritten}
 * @param ifChanged what is rewritten only if a step above changes what it reads
 * @param reserve what was dropped on purpose and is built again if a step reads it
 * @param lacking what readers of the asset wait for
 * @param gone those of them that will not come: they would read what a source keeps no longer
 * @param leftStale what is out of date and not rewritten
 * @param waits input, or {@code self}, to its partitions that are read by those which wait, and are not there
 * @param leftOut selected partitions that are not rewritten, by cause
 */
record Decision(
        PartitionSet rewritten,
        Movement moving,
        Reasons reasons,
        PartitionSet ifChanged,
        Reserve reserve,
        PartitionSet lacking,
        PartitionSet gone,
        PartitionSet leftStale,
        Map<String, PartitionSet> waits,
        Map<LeftOut, PartitionSet> leftOut) {

    /** Whether some of these partitions were selected, whatever came of it. */
    boolean isAskedFor(PartitionSet partitions) {
        return rewritten.intersects(partitions)
                || leftOut.values().stream().anyMatch(set -> set.intersects(partitions));
    }

    /** The same, and some of its reserve is built for those that read it. */
    Decision raising(PartitionSet scaffolding) {
        if (scaffolding.isEmpty()) {
            return this;
        }
        Reasons more = reserve.reasons().within(scaffolding).plus(Reason.SCAFFOLDING, scaffolding);
        EnumMap<LeftOut, PartitionSet> rest = new EnumMap<>(LeftOut.class);
        leftOut.forEach((cause, set) -> rest.put(cause, set.minus(scaffolding)));
        return new Decision(
                rewritten.union(scaffolding),
                moving,
                reasons.plus(more),
                ifChanged,
                reserve,
                lacking,
                gone,
                leftStale.minus(scaffolding),
                waits,
                rest);
    }
}
