package io.hindcast.plan;

import io.hindcast.asset.JobSignature;
import io.hindcast.ledger.Build;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why partitions of an asset are what they are: those of which the same is to say together.
 *
 * @param partitions that exist of those that were asked about
 * @param outside those that do not: outside the declared range, or not yet over
 * @param job as it is now
 * @param groups disjoint, and together {@code partitions}, the largest first
 * @param trace what caused it
 * @param follows what would follow from rebuilding them, if their content changes
 */
public record RangeExplanation(
        String asset,
        PartitionSet partitions,
        PartitionSet outside,
        JobSignature job,
        List<Group> groups,
        Trace trace,
        Downstream follows) {

    public RangeExplanation {
        groups = List.copyOf(groups);
    }

    /**
     * Partitions with the same standing, for the same reasons, which the same causes reach.
     *
     * @param reasons why the plan would rebuild them; empty when it would not
     * @param built the builds that they come from, each with its partitions, the latest first; of those never built none
     * @param causes of the trace which reach them
     */
    public record Group(
            PartitionSet partitions,
            Standing standing,
            List<Reason> reasons,
            Map<Build, PartitionSet> built,
            List<Trace.Cause> causes) {

        public Group {
            reasons = List.copyOf(reasons);
            built = Collections.unmodifiableMap(new LinkedHashMap<>(built));
            causes = List.copyOf(causes);
        }
    }
}
