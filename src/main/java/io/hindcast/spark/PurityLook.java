package io.hindcast.spark;

import io.hindcast.asset.Finding;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Looks at the code of jobs for what keeps them from being pure functions of their inputs. Nothing of it is run. */
public interface PurityLook {

    /**
     * What was found in a SELECT.
     *
     * @param analysed its plan before anything of it is computed or replaced
     * @param relations what it may read, by name
     */
    List<Finding> ofSql(SqlJob job, LogicalPlan analysed, Map<String, JobInput> relations);

    /**
     * What was found in a Java job.
     *
     * @param classes the byte code of each class that it reaches in the user's jars, by internal name
     */
    List<Finding> ofJava(JavaJob job, Map<String, byte[]> classes);

    /**
     * What was found in the rows that a Java job describes.
     *
     * @param analysed their plan before anything of it is computed or replaced
     * @param inputs what an end of the plan is to the job, where it is one of its relations
     */
    List<Finding> ofRows(JavaJob job, LogicalPlan analysed, Function<LogicalPlan, Optional<JobInput>> inputs);
}
