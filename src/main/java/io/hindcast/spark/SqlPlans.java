package io.hindcast.spark;

import io.hindcast.asset.Job.SqlJob;
import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.analysis.CTESubstitution$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistryBase;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias$;
import org.apache.spark.sql.catalyst.trees.Origin;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * The SELECT of a job as a plan whose relations are still names. Common table expressions are resolved first, so that
 * what remains are the relations that the job really reads.
 */
final class SqlPlans {

    /** Functions that call code or read what is no input. */
    private static final Set<String> REFUSED_FUNCTIONS =
            Set.of("reflect", "java_method", "try_reflect", "read_files", "python_worker_logs");

    /** Table functions that read nothing but their arguments. */
    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "range",
            "explode",
            "explode_outer",
            "inline",
            "inline_outer",
            "posexplode",
            "posexplode_outer",
            "stack",
            "json_tuple",
            "variant_explode",
            "variant_explode_outer",
            "collations");

    private static final Set<String> FUNCTIONS = names(FunctionRegistry$.MODULE$.builtin());
    private static final Set<String> TABLE_FUNCTIONS_OF_SPARK = names(TableFunctionRegistry$.MODULE$.builtin());

    private SqlPlans() {}

    private static Set<String> names(FunctionRegistryBase<?> registry) {
        Set<String> names = new TreeSet<>();
        Scala.list(registry.listFunction()).forEach(function -> names.add(function.funcName()));
        return names;
    }

    /** The plan; anything but one SELECT over named relations is a problem at its place. */
    static LogicalPlan parse(SqlJob job) {
        LogicalPlan parsed = parsed(job);
        // A sub-query is visited with its plan and with its expression.
        Set<Problem> problems = new LinkedHashSet<>();
        visit(parsed, plan -> refuseNodes(job, plan, problems));
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(List.copyOf(problems));
        }
        return CTESubstitution$.MODULE$.apply(parsed);
    }

    private static LogicalPlan parsed(SqlJob job) {
        return parsed(job, CatalystSqlParser$.MODULE$::parsePlan);
    }

    /** Refuses what is no expression by itself. */
    static void requireExpression(String text, Place place) {
        parsed(new SqlJob(text, place), CatalystSqlParser$.MODULE$::parseExpression);
    }

    private static <T> T parsed(SqlJob job, Function<String, T> parser) {
        try {
            return parser.apply(job.text());
        } catch (Throwable e) {
            // Scala declares no checked exceptions, so ParseException cannot be caught by name.
            if (e instanceof ParseException parse) {
                Optional<Integer> line = Messages.line(parse);
                throw Problems.raise(
                        SqlProblems.unparsable(job.text(), parse, line).at(place(job, line)), parse);
            }
            if (e instanceof SparkThrowable) {
                // Some values are looked at while parsing: a number with more digits than any type has.
                throw Problems.raise(
                        SqlProblems.notAnalysable(e).at(place(job, SqlProblems.lineOfSubject(job.text(), e))), e);
            }
            throw e;
        }
    }

    private static void refuseNodes(SqlJob job, LogicalPlan plan, Set<Problem> problems) {
        if (plan instanceof Command || plan instanceof ParsedStatement || plan instanceof InsertIntoStatement) {
            String kind = SqlProblems.firstWord(job.text()).orElse(plan.nodeName());
            problems.add(JobProblems.notSelect(kind).at(place(job, plan.origin())));
        }
        if (plan instanceof RelationTimeTravel) {
            problems.add(JobProblems.timeTravel().at(place(job, plan.origin())));
        }
        if (plan instanceof UnresolvedRelation relation
                && relation.multipartIdentifier().size() > 1) {
            problems.add(JobProblems.pathRelation(Scala.list(relation.multipartIdentifier()))
                    .at(place(job, plan.origin())));
        }
        if (plan instanceof UnresolvedTableValuedFunction function) {
            String name = last(Scala.list(function.name()));
            if (!TABLE_FUNCTIONS.contains(name)) {
                boolean isKnown = TABLE_FUNCTIONS_OF_SPARK.contains(name) || REFUSED_FUNCTIONS.contains(name);
                Problem problem = isKnown
                        ? JobProblems.refusedFunction(name)
                        : JobProblems.unknownFunction(name, TABLE_FUNCTIONS);
                problems.add(problem.at(place(job, plan.origin())));
            }
        }
        for (Expression expression : Scala.list(plan.expressions())) {
            refuseFunctions(job, expression, problems);
        }
    }

    private static void refuseFunctions(SqlJob job, Expression expression, Set<Problem> problems) {
        if (expression instanceof UnresolvedFunction function) {
            String name = last(Scala.list(function.nameParts()));
            if (REFUSED_FUNCTIONS.contains(name)) {
                problems.add(JobProblems.refusedFunction(name).at(place(job, expression.origin())));
            } else if (!FUNCTIONS.contains(name)) {
                // The analyser would ask a catalog for it, and jobs have none.
                problems.add(JobProblems.unknownFunction(name, FUNCTIONS).at(place(job, expression.origin())));
            }
        }
        Scala.list(expression.children()).forEach(child -> refuseFunctions(job, child, problems));
    }

    private static String last(List<String> names) {
        return names.get(names.size() - 1).toLowerCase(Locale.ROOT);
    }

    /** The names of the relations that the plan reads, in lower case where the name differs only by that. */
    static SortedSet<String> relations(LogicalPlan plan) {
        SortedSet<String> names = new TreeSet<>();
        visit(plan, node -> {
            if (node instanceof UnresolvedRelation relation) {
                names.add(relation.multipartIdentifier().last());
            }
        });
        return names;
    }

    /** Whether a query stands within the plan's expressions, or it reads more than one relation. */
    static boolean holdsQuery(LogicalPlan plan) {
        List<Expression> queries = new ArrayList<>();
        visit(plan, node -> Scala.list(node.expressions()).forEach(e -> collectQueries(e, queries)));
        return !queries.isEmpty() || relations(plan).size() != 1;
    }

    private static void collectQueries(Expression expression, List<Expression> queries) {
        if (expression instanceof SubqueryExpression) {
            queries.add(expression);
        }
        Scala.list(expression.children()).forEach(child -> collectQueries(child, queries));
    }

    /** The plan with each relation replaced by what a function gives for its name. */
    static LogicalPlan bind(LogicalPlan plan, Function<String, Optional<LogicalPlan>> relation) {
        return plan.transformUpWithSubqueries(new Binding(relation));
    }

    /** Visits a plan with its common table expressions and sub-queries. */
    private static void visit(LogicalPlan plan, Consumer<LogicalPlan> visitor) {
        visitor.accept(plan);
        Scala.list(plan.children()).forEach(child -> visit(child, visitor));
        Scala.list(plan.innerChildren()).forEach(inner -> {
            if (inner instanceof LogicalPlan logical) {
                visit(logical, visitor);
            }
        });
        Scala.list(plan.expressions()).forEach(expression -> visit(expression, visitor));
    }

    private static void visit(Expression expression, Consumer<LogicalPlan> visitor) {
        if (expression instanceof SubqueryExpression subquery) {
            visit(subquery.plan(), visitor);
        }
        Scala.list(expression.children()).forEach(child -> visit(child, visitor));
    }

    static Place place(SqlJob job, Origin origin) {
        return place(
                job,
                origin.line().isDefined() ? Optional.of((Integer) origin.line().get()) : Optional.empty());
    }

    /** The line in the job's file of a line in its text, both counted from one. */
    static Place place(SqlJob job, Optional<Integer> line) {
        int first = job.place().line().orElse(1);
        return Place.of(job.place().file(), first + line.map(l -> l - 1).orElse(0));
    }

    private static final class Binding extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        private final transient Function<String, Optional<LogicalPlan>> relations;

        Binding(Function<String, Optional<LogicalPlan>> relations) {
            this.relations = relations;
        }

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return bound(plan).isPresent();
        }

        @Override
        @SuppressWarnings("unchecked") // A partial function over plans gives plans.
        public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
            return bound(plan).map(found -> (B) found).orElseGet(() -> otherwise.apply(plan));
        }

        private Optional<LogicalPlan> bound(LogicalPlan plan) {
            if (plan instanceof UnresolvedRelation relation) {
                String name = relation.multipartIdentifier().last();
                return relations.apply(name).map(found -> SubqueryAlias$.MODULE$.apply(name, found));
            }
            return Optional.empty();
        }
    }
}
