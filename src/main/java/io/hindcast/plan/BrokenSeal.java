package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something that a plan was made from and that is not as it was.
 *
 * @param text what moved, in words
 * @param kind of what moved
 * @param reach asset to the partitions that it concerns, those that are not in the plan included
 */
public record BrokenSeal(String text, Kind kind, Map<String, PartitionSet> reach) {

    /** What can move. */
    public enum Kind {
        /** The job of an asset. */
        CODE,
        /** Rows of a table, or the table itself. */
        DATA
    }

    public BrokenSeal {
        reach = Collections.unmodifiableMap(new LinkedHashMap<>(reach));
    }

    /** The reasons that it can give partitions to be rebuilt. */
    Set<Reason> brings() {
        return switch (kind) {
            case CODE -> EnumSet.of(Reason.CODE, Reason.UPSTREAM, Reason.MISSING);
            case DATA -> EnumSet.of(Reason.DATA, Reason.UPSTREAM, Reason.MISSING, Reason.QUARANTINED);
        };
    }

    /** The steps of a plan that it concerns. */
    public List<Step> steps(Plan plan) {
        return plan.steps().stream().filter(this::concerns).toList();
    }

    private boolean concerns(Step step) {
        PartitionSet set = reach.get(step.asset());
        return set != null && set.intersects(step.partitions());
    }
}
