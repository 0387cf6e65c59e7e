package io.hindcast.spark;

import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * The rows that a job describes.
 *
 * @param analysed their plan before anything of it is computed or replaced
 * @param names how the job may call what an end of the plan is, where it is one of its relations
 */
public record JobPlan(LogicalPlan analysed, Function<LogicalPlan, Optional<String>> names) {

    /** The name of the target partitions. */
    public static final String PARTITIONS = PartitionRelation.NAME;
}
