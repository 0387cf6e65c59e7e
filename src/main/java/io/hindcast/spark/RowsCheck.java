package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.JobInput;
import io.hindcast.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Holds the rows that a job describes, before they are computed, against what a run would commit. */
@FunctionalInterface
public interface RowsCheck {

    /**
     * Why a run would not compute them; none when it would.
     *
     * @param analysed their plan before anything of it is computed or replaced
     * @param inputs what an end of the plan is to the job, where it is one of its relations
     */
    List<Problem> problems(Asset asset, LogicalPlan analysed, Function<LogicalPlan, Optional<JobInput>> inputs);
}
