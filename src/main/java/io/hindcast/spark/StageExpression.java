package io.hindcast.spark;

import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;

/**
 * An expression by which staging computes a partition column.
 *
 * @param column the column it is for
 * @param text the expression
 */
record StageExpression(SourceDeclaration source, String column, String text) {

    private static final String FILES = "files";

    /** What is wrong with it; empty when staging can compute it. */
    Optional<Problem> require(Analysis analysis) {
        // Brackets keep what is no expression from becoming part of the statement, and a comment from hiding its end.
        SqlJob job = new SqlJob("SELECT (" + text + "\n) AS value FROM " + FILES, source.place());
        try {
            SqlPlans.requireExpression(text, source.place());
            LogicalPlan parsed = SqlPlans.parse(job);
            if (SqlPlans.holdsQuery(parsed)) {
                return Optional.of(JobProblems.stageExpressionReads(source.name(), column));
            }
            List<Column> columns = source.landing().orElseThrow().columns();
            DataType actual = analysis.analyse(job, parsed, Map.of(FILES, columns))
                    .plan()
                    .schema()
                    .fields()[0]
                    .dataType();
            return misfit(actual);
        } catch (ProblemException e) {
            return e.problems().stream()
                    .findFirst()
                    .map(cause -> JobProblems.stageExpression(source.name(), column, cause));
        }
    }

    private Optional<Problem> misfit(DataType actual) {
        String expected = source.columns().stream()
                .filter(c -> c.name().equals(column))
                .map(Column::type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + column + " in " + source.name()));
        return Cast$.MODULE$.canANSIStoreAssign(actual, DataType.fromDDL(expected))
                ? Optional.empty()
                : Optional.of(
                        JobProblems.stageExpressionType(source.name(), column, text, actual.catalogString(), expected));
    }
}
