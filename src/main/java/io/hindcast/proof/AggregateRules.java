package io.hindcast.proof;

import io.hindcast.asset.PurityRule;
import io.hindcast.spark.Scala;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.ListAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.Mode;
import org.apache.spark.sql.types.LongType;

/** Which aggregate functions give the same for the same rows in any order. */
final class AggregateRules {

    /** How a function is judged. */
    enum Nature {
        /** The same for any order of the rows. */
        REPEATABLE,
        /** The same, unless equal values are not the same. */
        LARGEST,
        ANY_ROW,
        LIST,
        ORDERED_LIST,
        EXTREME,
        MOST_FREQUENT,
        /** Exact unless it adds floating numbers. */
        SUM,
        MEAN,
        /** Adds floating numbers whatever it is given. */
        FLOATING,
        APPROXIMATE
    }

    /** Spark's functions by the names of their classes, which no alias changes. */
    static final Map<String, Nature> NATURES = NatureTable.natures();

    private AggregateRules() {}

    /**
     * The rows that a function is given.
     *
     * @param rows what is known of them
     * @param alike columns in which the rows of a group agree
     */
    record Group(Dependencies rows, Set<Long> alike) {
        Group {
            alike = Set.copyOf(alike);
        }

        /** Whether a value is the same in all rows of a group that agree in these values too. */
        private boolean isTold(Expression value, List<? extends Expression> by) {
            Set<Long> columns = new HashSet<>(alike);
            columns.addAll(Columns.told(by));
            boolean isMember = by.stream().anyMatch(each -> holds(each, value));
            return isMember
                    || rows.tellsRowsApart(columns)
                    || rows.closure(columns).containsAll(Columns.read(value));
        }

        private static boolean holds(Expression whole, Expression value) {
            if (whole instanceof SortOrder order) {
                return holds(order.child(), value);
            }
            return whole.semanticEquals(value)
                    || (whole instanceof CreateNamedStruct struct
                            && Scala.<Expression>list(struct.valExprs()).stream()
                                    .anyMatch(member -> holds(member, value)));
        }
    }

    /** The rule that a function breaks over these rows; the order of the elements of a list counts. */
    static Optional<PurityRule> broken(AggregateFunction function, Group group) {
        boolean isSame = group.rows().tellsRowsApart(group.alike())
                || group.rows().closure(group.alike()).containsAll(Columns.read(function));
        if (isSame) {
            // At most one row, or the same value in all of them.
            return Optional.empty();
        }
        Nature nature = NATURES.getOrDefault(function.getClass().getSimpleName(), Nature.REPEATABLE);
        List<Expression> arguments = Scala.list(function.children());
        return switch (nature) {
            case REPEATABLE -> Optional.empty();
            case LARGEST -> unless(Collations.isExact(arguments.get(0).dataType()), PurityRule.COLLATION);
            case ANY_ROW -> Optional.of(PurityRule.ANY_ROW);
            case LIST -> Optional.of(PurityRule.LIST_ORDER);
            case ORDERED_LIST -> ofOrderedList((ListAgg) function, group);
            case EXTREME -> unless(group.isTold(arguments.get(0), List.of(arguments.get(1))), PurityRule.TIES);
            case MOST_FREQUENT ->
                unless(function instanceof Mode mode && mode.reverseOpt().isDefined(), PurityRule.TIES);
            case SUM -> unless(!Columns.isFloating(arguments.get(0).dataType()), PurityRule.FLOATING_SUM);
            case MEAN -> unless(isExactMean(arguments.get(0)), PurityRule.FLOATING_SUM);
            case FLOATING -> Optional.of(PurityRule.FLOATING_SUM);
            case APPROXIMATE -> Optional.of(PurityRule.APPROXIMATE);
        };
    }

    private static Optional<PurityRule> unless(boolean holds, PurityRule rule) {
        return holds ? Optional.empty() : Optional.of(rule);
    }

    private static Optional<PurityRule> ofOrderedList(ListAgg list, Group group) {
        List<SortOrder> order = Scala.list(list.orderExpressions());
        if (order.isEmpty()) {
            return Optional.of(PurityRule.LIST_ORDER);
        }
        return unless(group.isTold(list.child(), order), PurityRule.TIES);
    }

    /** Whole numbers are averaged as DOUBLE: exact for INT, and not for sums of BIGINT from 2^53 on. */
    private static boolean isExactMean(Expression value) {
        return !Columns.isFloating(value.dataType()) && !(value.dataType() instanceof LongType);
    }
}
