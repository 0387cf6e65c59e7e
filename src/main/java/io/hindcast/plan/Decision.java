package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import java.util.Map;

/**
 * What was decided for one asset.
 *
 * @param rewritten what the plan rewrites
 * @param moving {@code rewritten}, and what is out of date but was dropped on purpose, by columns: readers follow both
 * @param reasons why, inside {@code rewritten}
 * @param ifChanged what is rewritten only if a step above changes what it reads
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
        PartitionSet lacking,
        PartitionSet gone,
        PartitionSet leftStale,
        Map<String, PartitionSet> waits,
        Map<LeftOut, PartitionSet> leftOut) {}
