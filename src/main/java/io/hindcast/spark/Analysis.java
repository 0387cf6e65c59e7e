package io.hindcast.spark;

import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry$;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Analyses the SELECT of a job over inputs of known columns, without a Spark session. */
final class Analysis {

    /** Types by their text: a warehouse has many columns of few types. */
    private static final Map<String, DataType> TYPES = new ConcurrentHashMap<>();

    private @Nullable Analyzer made;

    /** Made when it is needed: all that it knows of functions takes a large part of a second to load. */
    private synchronized Analyzer analyzer() {
        Analyzer analyzer = made;
        if (analyzer == null) {
            SessionCatalog catalog = new SessionCatalog(
                    new InMemoryCatalog(new SparkConf(false), new Configuration(false)),
                    FunctionRegistry$.MODULE$.builtin(),
                    TableFunctionRegistry$.MODULE$.builtin());
            analyzer = new Analyzer(catalog);
            made = analyzer;
        }
        return analyzer;
    }

    /**
     * What was found out.
     *
     * @param plan the analysed plan
     * @param columns the output columns
     */
    record Analysed(LogicalPlan plan, List<Column> columns) {}

    /** The analysed plan; an error of Spark's is a problem at its line. */
    Analysed analyse(SqlJob job, LogicalPlan parsed, Map<String, List<Column>> relations) {
        Map<String, LogicalPlan> bound = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        relations.forEach((name, columns) -> bound.put(name, relation(columns)));
        LogicalPlan plan = SqlPlans.bind(parsed, name -> Optional.ofNullable(bound.get(name)));
        LogicalPlan analysed = executed(job, plan);
        return new Analysed(analysed, columns(analysed.schema()));
    }

    private LogicalPlan executed(SqlJob job, LogicalPlan plan) {
        try {
            return analyzer().executeAndCheck(plan, new QueryPlanningTracker(scala.Option.empty()));
        } catch (Exception e) {
            // Scala declares no checked exceptions, so AnalysisException cannot be caught by name.
            if (e instanceof SparkThrowable) {
                Optional<Integer> line =
                        e instanceof AnalysisException analysis ? Messages.line(analysis) : Optional.empty();
                throw Problems.raise(
                        SqlProblems.notAnalysable(e)
                                .at(SqlPlans.place(job, line.or(() -> SqlProblems.lineOfSubject(job.text(), e)))),
                        e);
            }
            throw e;
        }
    }

    private static LogicalPlan relation(List<Column> columns) {
        StructType schema = schema(columns);
        List<Attribute> attributes =
                new ArrayList<>(Scala.<Attribute>list(DataTypeUtils$.MODULE$.toAttributes(schema)));
        return new LocalRelation(Scala.seq(attributes), Scala.seq(List.of()), false, scala.Option.empty());
    }

    /** Columns as Spark's own type. */
    static StructType schema(List<Column> columns) {
        return new StructType(columns.stream()
                .map(column -> new StructField(
                        column.name(), TYPES.computeIfAbsent(column.type(), DataType::fromDDL), true, Metadata.empty()))
                .toArray(StructField[]::new));
    }

    /** Spark's own type as columns. */
    static List<Column> columns(StructType schema) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : schema.fields()) {
            columns.add(new Column(field.name(), field.dataType().catalogString()));
        }
        return columns;
    }
}
