package io.hindcast.proof;

import io.hindcast.asset.Finding;
import io.hindcast.asset.Job;
import io.hindcast.asset.PurityRule;
import io.hindcast.proof.AggregateRules.Group;
import io.hindcast.proof.Demand.Share;
import io.hindcast.spark.Scala;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.trees.Origin;

/**
 * One walk over an analysed plan, from its result down to its inputs, with what of each part makes a difference to the
 * result. A value that makes none may be whatever it likes.
 */
final class PlanWalk {

    private final Job job;
    private final PlanDependencies dependencies;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private Origin origin;

    PlanWalk(Job job, PlanDependencies dependencies, LogicalPlan whole) {
        this.job = job;
        this.dependencies = dependencies;
        this.origin = whole.origin();
    }

    /** What was found. */
    Set<Finding> findings() {
        return findings;
    }

    /** A part of a relation that is cut off: the first rows of it, or all after the first. */
    private record Cut(Expression number, String word) {}

    /** Walks a plan all of whose columns are wanted. */
    void walk(LogicalPlan plan) {
        walk(plan, whole(plan), Optional.empty());
    }

    private static Demand whole(LogicalPlan plan) {
        Demand all = new Demand();
        Columns.output(plan).forEach(column -> all.add(column, Share.WHOLE));
        return all;
    }

    private void walk(LogicalPlan plan, Demand demand, Optional<Cut> cut) {
        if (plan instanceof GlobalLimit limit) {
            walk(
                    limit.child(),
                    demand,
                    LimitCount.takesAny(limit.limitExpr()) ? cutBy(limit.limitExpr(), "LIMIT") : cut);
        } else if (plan instanceof LocalLimit || plan instanceof SubqueryAlias || plan instanceof View) {
            walk(plan.children().head(), demand, cut);
        } else if (plan instanceof Offset offset) {
            walk(offset.child(), demand, cut.or(() -> cutBy(offset.offsetExpr(), "OFFSET")));
        } else if (plan instanceof Project project) {
            walk(project.child(), ofColumns(Scala.list(project.projectList()), demand, Optional.empty()), cut);
        } else if (plan instanceof Sort sort) {
            walkSort(sort, demand, cut);
        } else {
            cut.ifPresent(found -> requireOrder(plan, Set.of(), demand, found));
            walkOthers(plan, demand);
        }
    }

    private static Optional<Cut> cutBy(Expression number, String word) {
        return Optional.of(new Cut(number, word));
    }

    /** An order makes no difference unless something is cut off by it. */
    private void walkSort(Sort sort, Demand demand, Optional<Cut> cut) {
        Demand below = new Demand();
        below.addAll(demand);
        if (cut.isPresent() && sort.global()) {
            List<Expression> order = Scala.list(sort.order());
            order.forEach(each -> look(each, Share.WHOLE, below, Optional.empty()));
            requireOrder(sort.child(), Columns.told(order), demand, cut.get());
        } else {
            cut.ifPresent(found -> requireOrder(sort.child(), Set.of(), demand, found));
        }
        walk(sort.child(), below, Optional.empty());
    }

    private void requireOrder(LogicalPlan rows, Set<Long> order, Demand demand, Cut cut) {
        Dependencies of = dependencies.of(rows);
        boolean holds = of.tellsRowsApart(order) || of.closure(order).containsAll(demand.columns());
        if (!holds) {
            PurityRule rule = order.isEmpty() ? PurityRule.LIMIT : PurityRule.LIMIT_TIES;
            String number =
                    Origins.text(cut.number().origin()).orElse(cut.number().sql());
            found(rule, cut.word() + " " + number, cut.number().origin());
        }
    }

    private void walkOthers(LogicalPlan plan, Demand demand) {
        if (plan instanceof Filter filter) {
            Demand below = copy(demand);
            look(filter.condition(), Share.WHOLE, below, Optional.empty());
            walk(filter.child(), below, Optional.empty());
        } else if (plan instanceof Aggregate aggregate) {
            walkAggregate(aggregate, demand);
        } else if (plan instanceof Window window) {
            walkWindow(window, demand);
        } else if (plan instanceof Join join) {
            Demand below = copy(demand);
            Scala.optional(join.condition()).ifPresent(c -> look(c, Share.WHOLE, below, Optional.empty()));
            walkChildren(join, below);
        } else if (plan instanceof LateralJoin join) {
            Demand below = copy(demand);
            Scala.optional(join.condition()).ifPresent(c -> look(c, Share.WHOLE, below, Optional.empty()));
            Scala.<Expression>list(join.right().children())
                    .forEach(outer -> look(outer, Share.WHOLE, below, Optional.empty()));
            walk(join.right().plan(), below.within(Columns.output(join.right().plan())), Optional.empty());
            walkChildren(join, below);
        } else if (plan instanceof Union) {
            walkUnion(plan, demand);
        } else if (plan instanceof Generate generate) {
            walkGenerate(generate, demand);
        } else if (plan instanceof Expand expand) {
            walkExpand(expand, demand);
        } else {
            walkRest(plan, demand);
        }
    }

    private void walkRest(LogicalPlan plan, Demand demand) {
        if (plan instanceof Sample) {
            found(PurityRule.SAMPLE, Origins.text(plan.origin()).orElse("TABLESAMPLE"), plan.origin());
            walkChildren(plan, demand);
        } else if (plan instanceof Deduplicate deduplicate) {
            walkDeduplicate(deduplicate, demand);
        } else if (plan instanceof ResolvedHint || plan instanceof RepartitionOperation) {
            walkChildren(plan, demand);
        } else if (plan instanceof LocalRelation) {
            // The analyser has computed a list of VALUES, and of an input there is no text.
            Origins.text(plan.origin())
                    .flatMap(ExpressionRules::clockIn)
                    .ifPresent(literal -> found(PurityRule.CLOCK, literal, plan.origin()));
        } else {
            foreign(plan)
                    .ifPresent(rule -> found(rule, Origins.text(plan.origin()).orElse(plan.nodeName()), plan.origin()));
            Collations.standIns(plan, demand)
                    .forEach(column -> found(PurityRule.COLLATION, column.name(), plan.origin()));
            // Which rows come out of it is decided by all of each row.
            Demand nothing = new Demand();
            Scala.<Expression>list(plan.expressions()).forEach(e -> look(e, Share.WHOLE, nothing, Optional.empty()));
            Scala.<LogicalPlan>list(plan.children()).forEach(child -> walk(child, whole(child), Optional.empty()));
        }
    }

    /** By name, for not every lane has each. */
    private static Optional<PurityRule> foreign(LogicalPlan plan) {
        return switch (plan.getClass().getSimpleName()) {
            case "ScriptTransformation" -> Optional.of(PurityRule.OUTSIDE_READ);
            case "NearestByJoin", "AsOfJoin" -> Optional.of(PurityRule.TIES);
            default -> Optional.empty();
        };
    }

    private static Demand copy(Demand demand) {
        Demand copy = new Demand();
        copy.addAll(demand);
        return copy;
    }

    private void walkChildren(LogicalPlan plan, Demand demand) {
        Scala.<LogicalPlan>list(plan.children())
                .forEach(child -> walk(child, demand.within(Columns.output(child)), Optional.empty()));
    }

    private void walkDeduplicate(Deduplicate deduplicate, Demand demand) {
        List<Attribute> keys = Scala.list(deduplicate.keys());
        Dependencies rows = dependencies.of(deduplicate.child());
        Set<Long> told = Columns.told(keys);
        if (!rows.closure(told).containsAll(demand.columns()) && !rows.tellsRowsApart(told)) {
            found(PurityRule.ANY_ROW, "dropDuplicates", deduplicate.origin());
        }
        Demand below = copy(demand);
        told.forEach(column -> below.add(column, Share.WHOLE));
        walk(deduplicate.child(), below, Optional.empty());
    }

    private void walkAggregate(Aggregate aggregate, Demand demand) {
        List<Expression> grouping = Scala.list(aggregate.groupingExpressions());
        Group group = new Group(dependencies.of(aggregate.child()), Columns.told(grouping));
        Collations.standIns(aggregate, demand).forEach(each -> found(PurityRule.COLLATION, each));
        Demand below = ofColumns(Scala.list(aggregate.aggregateExpressions()), demand, Optional.of(group));
        grouping.forEach(each -> look(each, Share.WHOLE, below, Optional.empty()));
        walk(aggregate.child(), below, Optional.empty());
    }

    private Demand ofColumns(List<NamedExpression> columns, Demand demand, Optional<Group> group) {
        Demand below = new Demand();
        for (NamedExpression column : columns) {
            if (demand.has(Columns.id(column))) {
                look((Expression) column, demand.of(Columns.id(column)), below, group);
            }
        }
        return below;
    }

    private void walkWindow(Window window, Demand demand) {
        Demand below = copy(demand).within(Columns.output(window.child()));
        List<NamedExpression> wanted = Scala.<NamedExpression>list(window.windowExpressions()).stream()
                .filter(column -> demand.has(Columns.id(column)))
                .toList();
        for (NamedExpression column : wanted) {
            WindowCall call = WindowCall.of((Expression) column);
            Set<Long> others = new HashSet<>(below.columns());
            wanted.stream()
                    .filter(other -> !other.equals(column))
                    .forEach(other -> others.addAll(
                            Columns.read(WindowCall.of((Expression) other).function())));
            others.retainAll(Columns.output(window.child()));
            Optional<PurityRule> rule = call.breaks(dependencies.of(window.child()), others);
            boolean sorted = rule.filter(PurityRule.LIST_ORDER::equals).isPresent()
                    && demand.of(Columns.id(column)) == Share.ELEMENTS;
            if (!sorted) {
                rule.ifPresent(broken -> found(broken, (Expression) column));
            }
        }
        Demand rest = copy(below);
        wanted.stream().map(column -> WindowCall.of((Expression) column)).forEach(call -> {
            Scala.<Expression>list(call.function().children())
                    .forEach(e -> look(e, Share.WHOLE, rest, Optional.empty()));
            call.partition().forEach(e -> look(e, Share.WHOLE, rest, Optional.empty()));
            call.order().forEach(e -> look(e, Share.WHOLE, rest, Optional.empty()));
        });
        walk(window.child(), rest, Optional.empty());
    }

    private void walkUnion(LogicalPlan union, Demand demand) {
        List<Attribute> output = Scala.list(union.output());
        for (LogicalPlan child : Scala.<LogicalPlan>list(union.children())) {
            List<Attribute> columns = Scala.list(child.output());
            Demand below = new Demand();
            for (int i = 0; i < output.size(); i++) {
                long column = Columns.id(output.get(i));
                if (demand.has(column)) {
                    below.add(Columns.id(columns.get(i)), demand.of(column));
                }
            }
            walk(child, below, Optional.empty());
        }
    }

    private void walkGenerate(Generate generate, Demand demand) {
        Set<Long> made = new HashSet<>();
        Scala.<Attribute>list(generate.generatorOutput()).forEach(column -> made.add(Columns.id(column)));
        Demand below = demand.without(made);
        look((Expression) generate.generator(), Share.WHOLE, below, Optional.empty());
        walk(generate.child(), below, Optional.empty());
    }

    private void walkExpand(Expand expand, Demand demand) {
        List<Attribute> output = Scala.list(expand.output());
        Demand below = new Demand();
        for (var row : Scala.<scala.collection.immutable.Seq<Expression>>list(expand.projections())) {
            List<Expression> values = Scala.list(row);
            for (int i = 0; i < values.size(); i++) {
                long column = Columns.id(output.get(i));
                if (demand.has(column)) {
                    look(values.get(i), demand.of(column), below, Optional.empty());
                }
            }
        }
        walk(expand.child(), below, Optional.empty());
    }

    /**
     * Looks at an expression of which a share makes a difference.
     *
     * @param demand is told which columns make a difference
     * @param group the rows that aggregate functions are given
     */
    private void look(Expression expression, Share share, Demand demand, Optional<Group> group) {
        Origin before = origin;
        origin = Origins.isKnown(expression.origin()) ? expression.origin() : before;
        ExpressionRules.broken(expression).ifPresent(rule -> found(rule, expression));
        if (expression instanceof AttributeReference attribute) {
            demand.add(Columns.id(attribute), share);
        } else if (expression instanceof AggregateExpression aggregate && group.isPresent()) {
            AggregateRules.broken(aggregate.aggregateFunction(), group.get())
                    .filter(rule -> rule != PurityRule.LIST_ORDER || share == Share.WHOLE)
                    .ifPresent(rule -> found(rule, aggregate));
            lookInto(aggregate.aggregateFunction(), Share.WHOLE, demand);
            Scala.optional(aggregate.filter()).ifPresent(f -> look(f, Share.WHOLE, demand, Optional.empty()));
        } else if (expression instanceof SubqueryExpression subquery) {
            lookInto(subquery, Share.WHOLE, demand);
            walk(subquery.plan(), subquery instanceof Exists ? new Demand() : whole(subquery.plan()), Optional.empty());
        } else if (!(expression instanceof OuterReference)) {
            List<Expression> children = Scala.list(expression.children());
            for (int i = 0; i < children.size(); i++) {
                look(children.get(i), ListShares.ofArgument(expression, i, share), demand, group);
            }
        }
        origin = before;
    }

    private void lookInto(Expression expression, Share share, Demand demand) {
        Scala.<Expression>list(expression.children()).forEach(child -> look(child, share, demand, Optional.empty()));
    }

    private void found(PurityRule rule, Expression expression) {
        Expression written = written(expression);
        Origin where = Origins.isKnown(written.origin()) ? written.origin() : origin;
        found(rule, Origins.text(where).orElseGet(written::sql), where);
    }

    /** Without the name that a column was given by the analyser or the author. */
    private static Expression written(Expression expression) {
        if (expression instanceof Alias alias) {
            return written(alias.child());
        }
        if (expression instanceof WindowExpression window && !Origins.isKnown(window.origin())) {
            return window.windowFunction();
        }
        return expression;
    }

    private void found(PurityRule rule, String expression, Origin where) {
        findings.add(new Finding(rule, expression, Origins.place(job, Origins.isKnown(where) ? where : origin)));
    }
}
