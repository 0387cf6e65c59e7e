package io.hindcast.proof;

import io.hindcast.asset.Finding;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.spark.PurityLook;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Looks at analysed plans and at byte code. What is found breaks rebuilding, or may: with ties, or with numbers that round.
 * What is not found may still break it: a function of the user's own may do anything that its calls do not show.
 */
public final class StaticPurity implements PurityLook {

    @Override
    public List<Finding> ofSql(SqlJob job, LogicalPlan analysed, Map<String, JobInput> relations) {
        // One that nothing refers to makes no difference, so it is left out.
        LogicalPlan plan = new InlineCTE(true, false).apply(analysed);
        PlanWalk walk = new PlanWalk(job, new PlanDependencies(relations), plan);
        walk.walk(plan);
        return inOrder(walk.findings());
    }

    @Override
    public List<Finding> ofJava(JavaJob job, Map<String, byte[]> classes) {
        return inOrder(CodeScan.findings(classes));
    }

    @Override
    public List<Finding> ofRows(JavaJob job, LogicalPlan analysed, Function<LogicalPlan, Optional<JobInput>> inputs) {
        LogicalPlan plan = new InlineCTE(true, false).apply(analysed);
        PlanWalk walk = new PlanWalk(job, new PlanDependencies(inputs), plan);
        walk.walk(plan);
        return inOrder(walk.findings());
    }

    private static List<Finding> inOrder(Collection<Finding> findings) {
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing((Finding f) -> f.place().file())
                        .thenComparing(f -> f.place().line().orElse(0))
                        .thenComparing(f -> f.place().column().orElse(0))
                        .thenComparing(Finding::rule)
                        .thenComparing(Finding::expression))
                .toList();
    }
}
