package io.hindcast.spark;

import io.hindcast.spark.Term.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionDef;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionRef;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.HigherOrderFunction;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InheritAnalysisRules;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.WindowSpecDefinition;
import org.apache.spark.sql.catalyst.expressions.With;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Expressions in canonical form. */
final class CanonicalExpressions {

    /** What cannot fail when its operands cannot. */
    private static final Set<Class<?>> HARMLESS = Set.of(
            EqualTo.class,
            EqualNullSafe.class,
            LessThan.class,
            LessThanOrEqual.class,
            GreaterThan.class,
            GreaterThanOrEqual.class,
            In.class,
            Not.class,
            And.class,
            Or.class,
            IsNull.class,
            IsNotNull.class);

    private final SharedTexts texts;
    private final CanonicalArguments arguments;
    private final BiFunction<LogicalPlan, Scope, Query> queries;
    /** Number of an expression that another one names several times to its term. */
    private final Map<Object, Term> common = new HashMap<>();

    private boolean isUncertain;
    private int lambdas;

    CanonicalExpressions(
            SharedTexts texts, CanonicalArguments arguments, BiFunction<LogicalPlan, Scope, Query> queries) {
        this.texts = texts;
        this.arguments = arguments;
        this.queries = queries;
    }

    /**
     * A query within an expression.
     *
     * @param rows the text of its rows
     * @param columns in order
     * @param reads what its rows hang on
     */
    record Query(String rows, List<Term> columns, SortedSet<InputColumn> reads) {}

    /**
     * What rows are grouped by.
     *
     * @param keys over the rows below
     * @param source the number of the groups
     */
    record Grouping(List<Term> keys, int source) {

        boolean holds(Term term) {
            return keys.stream().anyMatch(key -> key.text().equals(term.text()));
        }
    }

    /** Whether an attribute was met that nothing gives. */
    boolean isUncertain() {
        return isUncertain;
    }

    Term term(Expression expression, Scope scope) {
        return shared(combined(expression, scope, each -> term(each, scope)));
    }

    private Term shared(Term term) {
        return new Term(texts.shared(term.text()), term.reads(), term.failure());
    }

    /** What a condition is made of: all must hold, in whatever order they are written. */
    List<Term> conjuncts(Expression condition, Scope scope) {
        if (condition instanceof And and) {
            List<Term> both = new ArrayList<>(conjuncts(and.left(), scope));
            both.addAll(conjuncts(and.right(), scope));
            return both;
        }
        if (condition instanceof InheritAnalysisRules) {
            return conjuncts(condition.children().head(), scope);
        }
        if (condition instanceof With with) {
            define(with, each -> term(each, scope));
            return conjuncts(with.child(), scope);
        }
        return List.of(term(condition, scope));
    }

    /**
     * An expression over groups: aggregates and what is grouped by are computed below, all else of them.
     *
     * @param scope of the rows that are grouped
     */
    Term aggregated(Expression expression, Scope scope, Grouping grouping) {
        if (expression instanceof Alias alias) {
            return aggregated(alias.child(), scope, grouping);
        }
        Term below = term(expression, scope);
        if (expression instanceof Literal) {
            return below;
        }
        boolean isComputedBelow = grouping.holds(below)
                || expression.children().isEmpty()
                || expression instanceof AggregateExpression
                || expression instanceof SubqueryExpression
                || expression instanceof HigherOrderFunction
                || expression instanceof With;
        return isComputedBelow
                ? below.from(grouping.source(), texts)
                : shared(combined(expression, scope, each -> aggregated(each, scope, grouping)));
    }

    private Term combined(Expression expression, Scope scope, Function<Expression, Term> each) {
        if (expression instanceof Alias alias) {
            return each.apply(alias.child());
        }
        if (expression instanceof InheritAnalysisRules) {
            // It stands for what it is replaced by; its own arguments are not kept up by the analyser.
            return each.apply(expression.children().head());
        }
        if (expression instanceof Literal literal) {
            return new Term(CanonicalValues.literal(literal), new TreeSet<>(), Failure.NEVER);
        }
        if (expression instanceof OuterReference outer) {
            return scope.findAround(id(outer)).orElseGet(() -> unbound(outer));
        }
        if (expression instanceof Attribute attribute) {
            return scope.find(id(attribute)).orElseGet(() -> unbound(attribute));
        }
        if (expression instanceof NamedLambdaVariable variable) {
            return scope.find(id(variable)).orElseGet(() -> unbound(variable));
        }
        if (expression instanceof LambdaFunction lambda) {
            return lambda(lambda, scope);
        }
        if (expression instanceof With with) {
            define(with, each);
            return each.apply(with.child());
        }
        if (expression instanceof CommonExpressionRef reference && common.containsKey(reference.id())) {
            return common.get(reference.id());
        }
        if (expression instanceof SubqueryExpression subquery) {
            return query(subquery, scope);
        }
        return operation(expression, each);
    }

    private static long id(NamedExpression named) {
        return named.exprId().id();
    }

    private Term unbound(NamedExpression named) {
        isUncertain = true;
        String type = CanonicalValues.type(((Expression) named).dataType());
        return new Term(
                "unbound(" + CanonicalValues.quoted(named.name()) + ":" + type + ")", new TreeSet<>(), Failure.NEVER);
    }

    private void define(With with, Function<Expression, Term> each) {
        Scala.<CommonExpressionDef>list(with.defs())
                .forEach(definition -> common.put(definition.id(), each.apply(definition.child())));
    }

    /** Its parameters are numbered from the outermost function in. */
    private Term lambda(LambdaFunction lambda, Scope scope) {
        Map<Long, Term> parameters = new HashMap<>();
        int depth = lambdas;
        lambdas++;
        for (NamedExpression parameter : Scala.<NamedExpression>list(lambda.arguments())) {
            String text = "$" + depth + "." + parameters.size() + ":"
                    + CanonicalValues.type(((Expression) parameter).dataType());
            parameters.put(id(parameter), new Term(text, new TreeSet<>(), Failure.NEVER));
        }
        Term body = term(lambda.function(), scope.with(parameters));
        lambdas--;
        return new Term("lambda(" + parameters.size() + " " + body.text() + ")", body.reads(), body.failure());
    }

    private Term query(SubqueryExpression subquery, Scope scope) {
        Query query = queries.apply(subquery.plan(), scope);
        SortedSet<InputColumn> reads = new TreeSet<>(query.reads());
        String columns = "";
        if (!(subquery instanceof Exists)) {
            reads.addAll(Term.reads(query.columns()));
            columns = " " + query.columns().stream().map(Term::text).toList();
        }
        String text = CanonicalValues.kind(subquery) + "(" + query.rows() + columns + ")";
        return new Term(texts.shared(text), reads, Failure.POSSIBLE);
    }

    private Term operation(Expression expression, Function<Expression, Term> each) {
        if (expression instanceof And and) {
            return junction("And", operands(and, And.class, each));
        }
        if (expression instanceof Or or) {
            return junction("Or", operands(or, Or.class, each));
        }
        if (expression instanceof EqualTo || expression instanceof EqualNullSafe) {
            return made(expression, CanonicalValues.kind(expression), inAnyOrder(children(expression, each)));
        }
        if (expression instanceof GreaterThan greater) {
            return made(expression, "LessThan", List.of(each.apply(greater.right()), each.apply(greater.left())));
        }
        if (expression instanceof GreaterThanOrEqual greater) {
            return made(
                    expression, "LessThanOrEqual", List.of(each.apply(greater.right()), each.apply(greater.left())));
        }
        if (expression instanceof In in) {
            List<Term> terms = new ArrayList<>(List.of(each.apply(in.value())));
            terms.addAll(inAnyOrder(
                    Scala.<Expression>list(in.list()).stream().map(each).toList()));
            return made(in, "In", terms);
        }
        if (expression instanceof Cast cast) {
            return cast(cast, each.apply(cast.child()));
        }
        if (expression instanceof GetStructField field) {
            // The place of a field tells which one it is, in whatever letters it is written.
            Term struct = each.apply(field.child());
            return new Term(
                    "GetStructField(" + struct.text() + ", " + field.ordinal() + ")", struct.reads(), struct.failure());
        }
        if (expression instanceof AggregateExpression aggregate) {
            return aggregate(aggregate, each);
        }
        if (expression instanceof WindowSpecDefinition window) {
            return window(window, each);
        }
        return anything(expression, each);
    }

    private static Term window(WindowSpecDefinition window, Function<Expression, Term> each) {
        List<Term> parts = Scala.<Expression>list(window.partitionSpec()).stream()
                .map(each)
                .toList();
        List<Term> orders =
                Scala.<Expression>list(window.orderSpec()).stream().map(each).toList();
        Term frame = each.apply((Expression) window.frameSpecification());
        List<Term> terms = new ArrayList<>(parts);
        terms.addAll(orders);
        terms.add(frame);
        String text = "over(" + new TreeSet<>(texts(parts)) + " " + texts(orders) + " " + frame.text() + ")";
        return new Term(text, Term.reads(terms), Failure.POSSIBLE);
    }

    private static List<String> texts(Collection<Term> terms) {
        return terms.stream().map(Term::text).toList();
    }

    private static List<Term> children(Expression expression, Function<Expression, Term> each) {
        return Scala.<Expression>list(expression.children()).stream().map(each).toList();
    }

    private static List<Term> operands(
            Expression expression, Class<? extends Expression> kind, Function<Expression, Term> each) {
        if (!kind.isInstance(expression)) {
            return List.of(each.apply(expression));
        }
        List<Term> operands = new ArrayList<>();
        Scala.<Expression>list(expression.children()).forEach(child -> operands.addAll(operands(child, kind, each)));
        return operands;
    }

    private static Term junction(String name, List<Term> operands) {
        List<String> parts = new ArrayList<>(texts(operands));
        if (Term.failure(operands) == Failure.NEVER) {
            parts = List.copyOf(new TreeSet<>(parts));
        }
        return new Term(name + "(" + String.join(", ", parts) + ")", Term.reads(operands), Term.failure(operands));
    }

    /** In one order, unless the order tells which of them is computed at all. */
    private static List<Term> inAnyOrder(List<Term> terms) {
        return Term.failure(terms) == Failure.POSSIBLE
                ? terms
                : terms.stream().sorted(Comparator.comparing(Term::text)).toList();
    }

    private static Term made(Expression expression, String name, List<Term> terms) {
        Failure own = HARMLESS.contains(expression.getClass()) ? Failure.NEVER : Failure.POSSIBLE;
        Failure failure = own == Failure.NEVER ? Term.failure(terms) : own;
        return new Term(name + "(" + String.join(", ", texts(terms)) + ")", Term.reads(terms), failure);
    }

    private static Term cast(Cast cast, Term child) {
        String zone = Cast$.MODULE$.needsTimeZone(cast.child().dataType(), cast.dataType())
                ? " " + CanonicalValues.plain(cast.timeZoneId())
                : "";
        String text = "Cast(" + child.text() + " " + CanonicalValues.type(cast.dataType()) + " " + cast.evalMode()
                + zone + ")";
        boolean isHarmless = Cast$.MODULE$.canUpCast(cast.child().dataType(), cast.dataType());
        return new Term(text, child.reads(), isHarmless ? child.failure() : Failure.POSSIBLE);
    }

    private Term aggregate(AggregateExpression aggregate, Function<Expression, Term> each) {
        Term function = each.apply(aggregate.aggregateFunction());
        Optional<Term> filter = Scala.optional(aggregate.filter()).map(each);
        SortedSet<InputColumn> reads = new TreeSet<>(function.reads());
        filter.ifPresent(term -> reads.addAll(term.reads()));
        String text = (aggregate.isDistinct() ? "distinct " : "")
                + function.text()
                + filter.map(term -> " where " + term.text()).orElse("");
        return new Term("agg(" + text + ")", reads, Failure.POSSIBLE);
    }

    /** An expression that nothing more is known of: the name of its class and all that it is made with. */
    private Term anything(Expression expression, Function<Expression, Term> each) {
        List<Term> terms = new ArrayList<>();
        Function<Expression, Term> collecting = child -> {
            Term term = each.apply(child);
            terms.add(term);
            return term;
        };
        String made = arguments.of(expression, collecting);
        return new Term(CanonicalValues.kind(expression) + "(" + made + ")", Term.reads(terms), Failure.POSSIBLE);
    }
}
