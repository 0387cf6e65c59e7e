package io.hindcast.spark;

import io.hindcast.asset.RowShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.First;
import org.apache.spark.sql.catalyst.expressions.aggregate.Last;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.MaxMinBy;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import org.apache.spark.sql.types.StructType;

/** Tells of an analysed plan whether its rows are grouped from those it reads. A guess where tables are joined. */
final class RowShapes {

    private final Map<Long, LogicalPlan> named = new HashMap<>();

    private RowShapes() {}

    static RowShape of(LogicalPlan plan) {
        return new RowShapes().isGrouped(plan) ? RowShape.GROUPED : RowShape.ROW_BY_ROW;
    }

    private boolean isGrouped(LogicalPlan plan) {
        if (plan instanceof WithCTE with) {
            for (CTERelationDef each : Scala.<CTERelationDef>list(with.cteDefs())) {
                named.put(each.id(), each.child());
            }
            return isGrouped(with.plan());
        }
        if (plan instanceof CTERelationRef reference) {
            LogicalPlan meant = named.get(reference.cteId());
            return meant != null && isGrouped(meant);
        }
        if (plan instanceof Aggregate aggregate) {
            return !isPick(aggregate) || isGrouped(aggregate.child());
        }
        if (plan instanceof Distinct) {
            return true;
        }
        if (plan instanceof Join join) {
            // Most write first what has the rows, and then what is looked up for them.
            return isGrouped(isPartitions(join.left()) ? join.right() : join.left());
        }
        // All branches of a union; a relation has none.
        return !plan.children().isEmpty()
                && Scala.list(plan.children()).stream().allMatch(this::isGrouped);
    }

    /** Whether it takes of each group one row whole, as one does with what was loaded twice: groups are then small. */
    private static boolean isPick(Aggregate aggregate) {
        List<AggregateFunction> functions = new ArrayList<>();
        Scala.<Expression>list(aggregate.expressions()).forEach(expression -> collect(expression, functions));
        return !functions.isEmpty() && functions.stream().allMatch(RowShapes::isPick);
    }

    private static boolean isPick(AggregateFunction function) {
        if (function instanceof Max max) {
            return max.child().dataType() instanceof StructType;
        }
        return function instanceof MaxMinBy || function instanceof First || function instanceof Last;
    }

    private static void collect(Expression expression, List<AggregateFunction> functions) {
        if (expression instanceof AggregateExpression aggregate) {
            functions.add(aggregate.aggregateFunction());
        } else {
            Scala.list(expression.children()).forEach(child -> collect(child, functions));
        }
    }

    /** The partitions that are asked for stand first where rows are not grouped by their column. */
    private static boolean isPartitions(LogicalPlan plan) {
        if (plan instanceof SubqueryAlias alias && alias.identifier().name().equalsIgnoreCase(PartitionRelation.NAME)) {
            return true;
        }
        return plan.children().size() == 1
                && isPartitions(Scala.list(plan.children()).get(0));
    }
}
