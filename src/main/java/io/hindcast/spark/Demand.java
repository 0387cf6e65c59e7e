package io.hindcast.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * What a row must fulfil to matter: with one of some other rows all conditions hold. A condition that is left out lets
 * more rows matter, never less.
 *
 * @param conditions over the row's columns and those of the other rows; deterministic, and without sub-queries
 * @param columns of the other rows
 * @param others the other rows; a single one without columns where the row alone must fulfil the conditions
 */
record Demand(List<Expression> conditions, List<Attribute> columns, List<InternalRow> others) {

    /** More pairs than these are not looked at: all rows matter then. */
    private static final long MOST_PAIRS = 500_000;

    Demand {
        conditions = List.copyOf(conditions);
        columns = List.copyOf(columns);
        others = List.copyOf(others);
    }

    /** Of the row alone. */
    static Demand of(Expression condition) {
        return new Demand(conjuncts(condition), List.of(), List.of(InternalRow.empty()));
    }

    /** Conditions that can be looked at, all of which must hold. */
    static List<Expression> conjuncts(Expression condition) {
        if (condition instanceof And and) {
            List<Expression> both = new ArrayList<>(conjuncts(and.left()));
            both.addAll(conjuncts(and.right()));
            return both;
        }
        return condition.deterministic() && !holdsPlan(condition) ? List.of(condition) : List.of();
    }

    private static boolean holdsPlan(Expression expression) {
        return expression instanceof PlanExpression<?>
                || Scala.list(expression.children()).stream().anyMatch(Demand::holdsPlan);
    }

    /** With the conditions alone that speak of some columns and of the other rows. */
    Demand about(Set<ExprId> known) {
        Set<ExprId> all = new HashSet<>(known);
        columns.forEach(column -> all.add(column.exprId()));
        return new Demand(
                conditions.stream()
                        .filter(condition -> all.containsAll(references(condition)))
                        .toList(),
                columns,
                others);
    }

    static Set<ExprId> references(Expression expression) {
        Set<ExprId> references = new HashSet<>();
        Scala.list(expression.references()).forEach(attribute -> references.add(attribute.exprId()));
        return references;
    }

    /** With columns replaced by what they are computed from. */
    Demand through(Map<ExprId, Expression> definitions) {
        return new Demand(
                conditions.stream()
                        .map(condition -> replaced(condition, definitions))
                        .toList(),
                columns,
                others);
    }

    private static Expression replaced(Expression expression, Map<ExprId, Expression> definitions) {
        return expression.transform(new Replacing(definitions));
    }

    /**
     * Tells of rows whether they matter.
     *
     * @param row their columns
     */
    Test over(List<? extends Attribute> row) {
        Map<ExprId, Expression> places = new HashMap<>();
        Set<ExprId> known = new HashSet<>();
        for (int i = 0; i < row.size(); i++) {
            known.add(row.get(i).exprId());
            places.put(row.get(i).exprId(), new BoundReference(i, row.get(i).dataType(), true));
        }
        for (int i = 0; i < columns.size(); i++) {
            int place = row.size() + i;
            places.put(
                    columns.get(i).exprId(),
                    new BoundReference(place, columns.get(i).dataType(), true));
        }
        return new Test(about(known).through(places).conditions(), others);
    }

    /** Conditions over the columns of a row and one of the others, by place. */
    record Test(List<Expression> conditions, List<InternalRow> others) {

        boolean isCheap(int rows) {
            return (long) rows * others.size() <= MOST_PAIRS;
        }

        boolean matters(InternalRow row) {
            if (conditions.isEmpty()) {
                return true;
            }
            try {
                return others.stream().anyMatch(other -> fits(new JoinedRow(row, other)));
            } catch (RuntimeException e) {
                // A condition that fails for some rows, or that only runs as generated code.
                return true;
            }
        }

        /** The other rows with which the conditions hold. */
        List<InternalRow> partners(InternalRow row) {
            try {
                return others.stream()
                        .filter(other -> fits(new JoinedRow(row, other)))
                        .toList();
            } catch (RuntimeException e) {
                // As above.
                return others;
            }
        }

        private boolean fits(InternalRow pair) {
            for (Expression condition : conditions) {
                if (!Boolean.TRUE.equals(condition.eval(pair))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Replacing extends AbstractPartialFunction<Expression, Expression> {

        private final transient Map<ExprId, Expression> definitions;

        Replacing(Map<ExprId, Expression> definitions) {
            this.definitions = definitions;
        }

        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof AttributeReference attribute && definitions.containsKey(attribute.exprId());
        }

        @Override
        @SuppressWarnings("unchecked") // A partial function over expressions gives expressions.
        public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
            Expression definition = expression instanceof AttributeReference attribute
                    ? definitions.getOrDefault(attribute.exprId(), expression)
                    : expression;
            return definition == expression ? otherwise.apply(expression) : (B) definition;
        }
    }
}
