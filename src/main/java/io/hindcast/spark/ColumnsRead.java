package io.hindcast.spark;

import io.hindcast.asset.ReadColumns;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/**
 * Which columns of its inputs make a difference to the result of a SELECT: those that its rows are computed from, and those
 * by which rows are chosen, joined, grouped or ordered. From the result down; of what this does not know, all columns count.
 */
final class ColumnsRead {

    private final Map<String, SortedSet<String>> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ColumnsRead() {}

    /**
     * Input to the columns of it that are read.
     *
     * @param analysed the plan, in which each input is an alias of its name above a leaf
     * @param inputs their names; one that is nowhere in the plan is not told of
     */
    static Map<String, ReadColumns> of(LogicalPlan analysed, Collection<String> inputs) {
        LogicalPlan plan = new InlineCTE(true, false).apply(analysed);
        ColumnsRead columns = new ColumnsRead();
        columns.walk(plan, output(plan));
        Map<String, ReadColumns> reads = new TreeMap<>();
        for (String input : inputs) {
            SortedSet<String> names = columns.read.get(input);
            if (names != null) {
                reads.put(input, ReadColumns.of(names));
            }
        }
        return reads;
    }

    private static Set<Long> output(LogicalPlan plan) {
        return ids(Scala.list(plan.output()));
    }

    private static Set<Long> ids(List<Attribute> attributes) {
        Set<Long> ids = new HashSet<>();
        attributes.forEach(attribute -> ids.add(id(attribute)));
        return ids;
    }

    private static long id(NamedExpression column) {
        return column.exprId().id();
    }

    /**
     * Walks a plan.
     *
     * @param wanted those of its columns that make a difference; others may be among them
     */
    private void walk(LogicalPlan plan, Set<Long> wanted) {
        if (plan instanceof SubqueryAlias alias && alias.child() instanceof LeafNode) {
            input(alias.identifier().name(), alias.child(), wanted);
        } else if (plan instanceof Project project) {
            walk(project.child(), ofColumns(Scala.list(project.projectList()), wanted));
        } else if (plan instanceof Aggregate aggregate) {
            Set<Long> below = ofColumns(Scala.list(aggregate.aggregateExpressions()), wanted);
            Scala.<Expression>list(aggregate.groupingExpressions()).forEach(each -> look(each, below));
            walk(aggregate.child(), below);
        } else if (plan instanceof Union) {
            walkUnion(plan, wanted);
        } else if (keepsColumns(plan)) {
            // What it hands on keeps its name, and what it looks at itself is in its expressions.
            Set<Long> below = new HashSet<>(wanted);
            Scala.<Expression>list(plan.expressions()).forEach(each -> look(each, below));
            Scala.<LogicalPlan>list(plan.children()).forEach(child -> walk(child, below));
        } else {
            walkUnknown(plan);
        }
    }

    private static boolean keepsColumns(LogicalPlan plan) {
        return plan instanceof Filter
                || plan instanceof Join
                || plan instanceof Window
                || plan instanceof Sort
                || plan instanceof SubqueryAlias
                || plan instanceof GlobalLimit
                || plan instanceof LocalLimit;
    }

    private void input(String name, LogicalPlan leaf, Set<Long> wanted) {
        SortedSet<String> names = read.computeIfAbsent(name, any -> new TreeSet<>());
        Scala.<Attribute>list(leaf.output()).forEach(column -> {
            if (wanted.contains(id(column))) {
                names.add(column.name().toLowerCase(Locale.ROOT));
            }
        });
    }

    /** What wanted columns are computed from; the others are not computed. */
    private Set<Long> ofColumns(List<NamedExpression> columns, Set<Long> wanted) {
        Set<Long> below = new HashSet<>();
        for (NamedExpression column : columns) {
            if (wanted.contains(id(column))) {
                look((Expression) column, below);
            }
        }
        return below;
    }

    /** Columns of a union are those of its parts by place. */
    private void walkUnion(LogicalPlan union, Set<Long> wanted) {
        List<Attribute> output = Scala.list(union.output());
        for (LogicalPlan child : Scala.<LogicalPlan>list(union.children())) {
            List<Attribute> columns = Scala.list(child.output());
            Set<Long> below = new HashSet<>();
            for (int i = 0; i < output.size(); i++) {
                if (wanted.contains(id(output.get(i)))) {
                    below.add(id(columns.get(i)));
                }
            }
            walk(child, below);
        }
    }

    /** Anything else, DISTINCT and its like among it: every column of what it is made from. */
    private void walkUnknown(LogicalPlan plan) {
        Set<Long> below = new HashSet<>();
        Scala.<Expression>list(plan.expressions()).forEach(each -> look(each, below));
        Scala.<LogicalPlan>list(plan.children()).forEach(child -> {
            below.addAll(output(child));
            walk(child, below);
        });
        Scala.<LogicalPlan>list(plan.subqueries()).forEach(subquery -> walk(subquery, output(subquery)));
    }

    /** What an expression is computed from, through the queries within it. */
    private void look(Expression expression, Set<Long> below) {
        if (expression instanceof OuterReference outer) {
            below.add(id(outer));
        }
        if (expression instanceof Attribute attribute) {
            below.add(id(attribute));
        }
        if (expression instanceof SubqueryExpression subquery) {
            walk(subquery.plan(), output(subquery.plan()));
        }
        Scala.<Expression>list(expression.children()).forEach(child -> look(child, below));
    }
}
