package io.hindcast.spark;

import io.hindcast.spark.Term.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.plans.FullOuter$;
import org.apache.spark.sql.catalyst.plans.InnerLike;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.UnionLoop;
import org.apache.spark.sql.catalyst.plans.logical.UnionLoopRef;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/**
 * An analysed plan in canonical form: the same for plans that differ only in how they are written. Spark's numbers of
 * attributes, aliases, and columns that nothing is computed from are gone; what a column is computed from stands in its
 * place; common table expressions are sub-queries; conjuncts have one order, and conditions of inner joins and filters
 * are one set. What is not known here is told whole, with all columns of what it is made from.
 */
final class CanonicalPlan {

    private final CanonicalLeaves leaves;
    private final SharedTexts texts = new SharedTexts();
    private final CanonicalArguments arguments = new CanonicalArguments();
    private final CanonicalExpressions expressions = new CanonicalExpressions(texts, arguments, this::query);
    private final Map<Long, CTERelationDef> recursive = new HashMap<>();
    private final Deque<Long> loops = new ArrayDeque<>();
    private boolean isSampled;

    private CanonicalPlan(Collection<String> inputs) {
        this.leaves = new CanonicalLeaves(inputs);
    }

    /**
     * The canonical form of a plan.
     *
     * @param analysed the plan, in which each input is an alias of its name above a leaf
     * @param inputs their names
     */
    static CanonicalForm of(LogicalPlan analysed, Collection<String> inputs) {
        LogicalPlan plan = new InlineCTE(true, false).apply(analysed);
        CanonicalPlan canonical = new CanonicalPlan(inputs);
        RowForm rows = canonical.walk(plan, new Position(0, Optional.empty()));
        List<CanonicalForm.OutputColumn> columns = new ArrayList<>();
        for (Attribute column : output(plan)) {
            columns.add(new CanonicalForm.OutputColumn(column.name(), canonical.term(column, rows)));
        }
        return CanonicalForm.of(columns, rows, canonical.texts, canonical.certainty());
    }

    private CanonicalForm.Certainty certainty() {
        return isSampled || expressions.isUncertain() || arguments.isUncertain()
                ? CanonicalForm.Certainty.PARTIAL
                : CanonicalForm.Certainty.WHOLE;
    }

    private Term term(Attribute column, RowForm rows) {
        return expressions.term(column, new Scope(rows.columns(), Optional.empty()));
    }

    static List<Attribute> output(LogicalPlan plan) {
        return Scala.list(plan.output());
    }

    static long id(NamedExpression column) {
        return column.exprId().id();
    }

    /** A query within an expression: its rows, with their columns in order. */
    private CanonicalExpressions.Query query(LogicalPlan plan, Scope around) {
        Position at = new Position(0, Optional.of(around));
        RowForm rows = walk(plan, at);
        return new CanonicalExpressions.Query(
                texts.shared(rows.ordered()), terms(output(plan), at.scope(rows)), rows.readsOrdered());
    }

    private RowForm walk(LogicalPlan plan, Position at) {
        if (plan instanceof SubqueryAlias alias && leaves.isInput(alias)) {
            return CanonicalLeaves.input(alias, at);
        }
        if (NodeShapes.isTransparent(plan)) {
            return walk(plan.children().head(), at);
        }
        if (plan instanceof Project project) {
            RowForm rows = walk(project.child(), at);
            return rows.withColumns(columns(Scala.list(project.projectList()), at.scope(rows)));
        }
        if (plan instanceof Filter filter) {
            RowForm rows = source(filter.child(), at);
            return rows.where(expressions.conjuncts(filter.condition(), at.scope(rows)));
        }
        if (plan instanceof Join join) {
            return joined(join, at);
        }
        if (plan instanceof Aggregate aggregate) {
            return grouped(aggregate, at);
        }
        if (plan instanceof Window window) {
            // It looks at the rows that are there, and changes none of them; whoever drops some seals it first.
            RowForm rows = NodeShapes.isOrdered(window.child()) ? source(window.child(), at) : walk(window.child(), at);
            Scope scope = at.scope(rows);
            return rows.withColumns(scope.with(columns(Scala.list(window.windowExpressions()), scope))
                    .columns());
        }
        if (plan instanceof Sort sort) {
            RowForm rows = walk(sort.child(), at);
            return rows.withOrder(terms(Scala.<Expression>list(sort.order()), at.scope(rows)));
        }
        return walkOther(plan, at);
    }

    private RowForm walkOther(LogicalPlan plan, Position at) {
        if (plan instanceof Distinct distinct) {
            RowForm rows = walk(distinct.child(), at.closed());
            List<Term> keys = terms(output(distinct.child()), at.scope(rows));
            return group(rows, keys).withColumns(seal(rows.columns(), at.base()));
        }
        if (plan instanceof GlobalLimit limit) {
            return limited(limit, at);
        }
        if (plan instanceof Union union) {
            return union(union, at);
        }
        if (plan instanceof Generate generate) {
            return generated(generate, at);
        }
        if (plan instanceof LateralJoin join) {
            return lateral(join, at);
        }
        if (plan instanceof LocalRelation values) {
            return CanonicalLeaves.leaf("values(" + CanonicalValues.rows(values) + ")", values, at);
        }
        return walkRecursive(plan, at);
    }

    private RowForm walkRecursive(LogicalPlan plan, Position at) {
        if (plan instanceof WithCTE with) {
            Scala.<CTERelationDef>list(with.cteDefs()).forEach(each -> recursive.put(each.id(), each));
            return walk(with.plan(), at);
        }
        if (plan instanceof CTERelationRef reference && recursive.containsKey(reference.cteId())) {
            LogicalPlan definition = recursive.get(reference.cteId()).child();
            return whole(reference, "recursive", List.of(definition), at);
        }
        if (plan instanceof UnionLoop loop) {
            loops.push(loop.id());
            String limits = CanonicalValues.plain(loop.limit()) + " " + CanonicalValues.plain(loop.maxDepth());
            RowForm rows = whole(loop, "loop " + limits, List.of(loop.anchor(), loop.recursion()), at);
            loops.pop();
            return rows;
        }
        if (plan instanceof UnionLoopRef again) {
            int depth = List.copyOf(loops).indexOf(again.loopId());
            return CanonicalLeaves.leaf(
                    "again(" + depth + " " + CanonicalValues.plain(again.productElement(2)) + ")", again, at);
        }
        return unknown(plan, at);
    }

    /** The rows of a plan, ready to be filtered and joined. */
    private RowForm source(LogicalPlan plan, Position at) {
        return NodeShapes.looksAtRows(plan) ? sealed(plan, at) : walk(plan, at);
    }

    /** The rows of a plan as one source. */
    private RowForm sealed(LogicalPlan plan, Position at) {
        RowForm rows = walk(plan, at.closed());
        return RowForm.of(
                texts.shared("sealed(" + rows.ordered() + ")"), rows.readsOrdered(), seal(rows.columns(), at.base()));
    }

    private Map<Long, Term> seal(Map<Long, Term> columns, int source) {
        Map<Long, Term> sealed = new HashMap<>();
        columns.forEach((id, term) -> sealed.put(id, term.from(source, texts)));
        return sealed;
    }

    private List<Term> terms(List<? extends Expression> several, Scope scope) {
        return several.stream().map(each -> expressions.term(each, scope)).toList();
    }

    private Map<Long, Term> columns(List<NamedExpression> named, Scope scope) {
        Map<Long, Term> columns = new HashMap<>();
        named.forEach(each -> columns.put(id(each), expressions.term((Expression) each, scope)));
        return columns;
    }

    private RowForm grouped(Aggregate aggregate, Position at) {
        RowForm rows = walk(aggregate.child(), at.closed());
        Scope scope = at.scope(rows);
        List<Term> keys = terms(Scala.<Expression>list(aggregate.groupingExpressions()), scope);
        CanonicalExpressions.Grouping grouping = new CanonicalExpressions.Grouping(keys, at.base());
        Map<Long, Term> columns = new HashMap<>();
        Scala.<NamedExpression>list(aggregate.aggregateExpressions())
                .forEach(each -> columns.put(id(each), expressions.aggregated((Expression) each, scope, grouping)));
        return group(rows, keys).withColumns(columns);
    }

    private RowForm group(RowForm rows, List<Term> keys) {
        SortedSet<String> sorted = new TreeSet<>();
        keys.forEach(key -> sorted.add(key.text()));
        SortedSet<InputColumn> reads = rows.readsOrdered();
        reads.addAll(Term.reads(keys));
        return RowForm.of(texts.shared("group(" + sorted + " " + rows.ordered() + ")"), reads, Map.of());
    }

    private RowForm limited(GlobalLimit limit, Position at) {
        LogicalPlan below = limit.child() instanceof LocalLimit local ? local.child() : limit.child();
        RowForm rows = walk(below, at.closed());
        Term number = expressions.term(limit.limitExpr(), at.scope(rows));
        // Which rows are taken can hang on every column by which they are sorted.
        return RowForm.of(
                texts.shared("limit(" + number.text() + " " + rows.ordered() + ")"),
                rows.readsOrdered(),
                seal(rows.columns(), at.base()));
    }

    private RowForm joined(Join join, Position at) {
        JoinType type = join.joinType();
        boolean isTurned = type instanceof RightOuter$;
        LogicalPlan first = isTurned ? join.right() : join.left();
        LogicalPlan second = isTurned ? join.left() : join.right();
        boolean isInner = type instanceof InnerLike;
        // What is null where nothing matches is so whatever it is computed from: it must not be computed above.
        RowForm left = type instanceof FullOuter$ ? sealed(first, at) : source(first, at);
        boolean fills = type instanceof LeftOuter$ || type instanceof RightOuter$ || type instanceof FullOuter$;
        RowForm right = fills ? sealed(second, at.after(left)) : source(second, at.after(left));
        RowForm both = left.times(right);
        List<Term> on = Scala.optional(join.condition()).stream()
                .flatMap(condition -> expressions.conjuncts(condition, at.scope(both)).stream())
                .toList();
        if (isInner) {
            return both.where(on);
        }
        String kind = isTurned ? LeftOuter$.MODULE$.toString() : type.toString();
        RowForm matched = both.where(on);
        SortedSet<String> conditions = new TreeSet<>();
        on.forEach(term -> conditions.add(term.text()));
        String text = kind + "(" + left.text() + "; " + right.text() + " on " + conditions + ")";
        boolean isOfLeft = type instanceof LeftSemi$ || type instanceof LeftAnti$;
        return new RowForm(
                List.of(texts.shared(text)),
                new TreeSet<>(),
                List.of(),
                both.width(),
                matched.reads(),
                isOfLeft ? left.columns() : both.columns());
    }

    private RowForm union(Union union, Position at) {
        List<RowForm> parts = new ArrayList<>();
        List<List<Term>> columns = new ArrayList<>();
        for (LogicalPlan child : Scala.<LogicalPlan>list(union.children())) {
            RowForm rows = walk(child, at.closed());
            parts.add(rows);
            columns.add(terms(output(child), at.scope(rows)));
        }
        Map<Long, Term> outputs = new HashMap<>();
        List<Attribute> output = output(union);
        for (int i = 0; i < output.size(); i++) {
            int place = i;
            List<Term> each = columns.stream().map(terms -> terms.get(place)).toList();
            String text = String.join(" | ", each.stream().map(Term::text).toList());
            outputs.put(id(output.get(i)), new Term(text, Term.reads(each), Failure.NEVER).from(at.base(), texts));
        }
        SortedSet<InputColumn> reads = new TreeSet<>();
        parts.forEach(part -> reads.addAll(part.readsOrdered()));
        String text = String.join("; ", parts.stream().map(RowForm::ordered).toList());
        return RowForm.of(texts.shared("union(" + text + ")"), reads, outputs);
    }

    private RowForm generated(Generate generate, Position at) {
        RowForm rows = walk(generate.child(), at.closed());
        Term generator = expressions.term((Expression) generate.generator(), at.scope(rows));
        SortedSet<InputColumn> reads = rows.readsOrdered();
        reads.addAll(generator.reads());
        String kind = generate.outer() ? "generate_outer" : "generate";
        Map<Long, Term> columns = new HashMap<>(seal(rows.columns(), at.base()));
        columns.putAll(CanonicalLeaves.made(generate, rows.columns(), at.base(), generator.reads()));
        return RowForm.of(texts.shared(kind + "(" + generator.text() + " " + rows.ordered() + ")"), reads, columns);
    }

    private RowForm lateral(LateralJoin join, Position at) {
        RowForm left = walk(join.left(), at.closed());
        LogicalPlan plan = join.right().plan();
        Position within = new Position(0, Optional.of(at.scope(left)));
        RowForm right = walk(plan, within);
        Map<Long, Term> columns = new HashMap<>(left.columns());
        columns.putAll(seal(right.columns(), left.width()));
        List<Term> on = Scala.optional(join.condition()).stream()
                .flatMap(condition -> expressions.conjuncts(condition, at.scope(columns)).stream())
                .toList();
        SortedSet<String> conditions = new TreeSet<>();
        on.forEach(term -> conditions.add(term.text()));
        SortedSet<InputColumn> reads = left.readsOrdered();
        reads.addAll(right.readsOrdered());
        reads.addAll(Term.reads(on));
        String text = "lateral " + join.joinType() + "(" + left.ordered() + "; " + right.ordered() + " on " + conditions
                + ")";
        return RowForm.of(texts.shared(text), reads, seal(columns, at.base()));
    }

    /** A node that nothing is known of: its name and all that it is made with. */
    private RowForm unknown(LogicalPlan plan, Position at) {
        isSampled = isSampled || plan instanceof Sample;
        List<LogicalPlan> children = Scala.list(plan.children());
        // The seed of a sample is drawn when the statement is parsed, so that the statement itself is told.
        return whole(plan, plan instanceof Sample ? "sample" : plan.nodeName(), children, at);
    }

    /** A node over some plans, all columns of which make a difference. */
    private RowForm whole(LogicalPlan plan, String name, List<LogicalPlan> children, Position at) {
        Map<Long, Term> below = new HashMap<>();
        SortedSet<InputColumn> reads = new TreeSet<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            RowForm rows = walk(children.get(i), at.closed());
            List<Term> columns = terms(output(children.get(i)), at.scope(rows));
            parts.add(rows.ordered() + " " + columns.stream().map(Term::text).toList());
            reads.addAll(rows.readsOrdered());
            reads.addAll(Term.reads(columns));
            below.putAll(seal(rows.columns(), i));
        }
        Map<Long, Term> columns = seal(below, at.base());
        Map<Long, Term> made = CanonicalLeaves.made(plan, below, at.base(), reads);
        if (name.equals(plan.nodeName())) {
            Scope scope = at.scope(below).with(made);
            parts.add(0, arguments.of(plan, each -> expressions.term(each, scope)));
        }
        columns.putAll(made);
        return RowForm.of(texts.shared(name + "(" + String.join("; ", parts) + ")"), reads, columns);
    }
}
