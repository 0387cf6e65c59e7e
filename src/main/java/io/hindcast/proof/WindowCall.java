package io.hindcast.proof;

import io.hindcast.asset.PurityRule;
import io.hindcast.spark.Scala;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.CumeDist;
import org.apache.spark.sql.catalyst.expressions.DenseRank;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NTile;
import org.apache.spark.sql.catalyst.expressions.NthValue;
import org.apache.spark.sql.catalyst.expressions.PercentRank;
import org.apache.spark.sql.catalyst.expressions.RangeFrame$;
import org.apache.spark.sql.catalyst.expressions.Rank;
import org.apache.spark.sql.catalyst.expressions.RowNumber;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.SpecifiedWindowFrame;
import org.apache.spark.sql.catalyst.expressions.UnboundedFollowing$;
import org.apache.spark.sql.catalyst.expressions.UnboundedPreceding$;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowFrame;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;

/**
 * A function over a window of an analysed plan.
 *
 * @param order empty where the rows of a partition have none
 */
record WindowCall(Expression function, List<Expression> partition, List<SortOrder> order, WindowFrame frame) {

    WindowCall {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
    }

    /** How the rows are taken that a function is given. */
    private enum Reach {
        PARTITION,
        /** By their values in the order: rows that are equal in it are in or out together. */
        VALUES,
        /** By their places, which rows that are equal in the order share out by chance. */
        PLACES
    }

    /** That of a column of a window node. */
    static WindowCall of(Expression column) {
        Expression definition = column instanceof Alias alias ? alias.child() : column;
        if (!(definition instanceof WindowExpression window)) {
            throw new IllegalArgumentException("no window function: " + column);
        }
        return new WindowCall(
                window.windowFunction(),
                Scala.list(window.windowSpec().partitionSpec()),
                Scala.list(window.windowSpec().orderSpec()),
                window.windowSpec().frameSpecification());
    }

    /** Whether it gives each row of a partition a number of its own. */
    boolean numbersRows() {
        return function instanceof RowNumber;
    }

    /** The columns from which its value follows, where it is the same for rows that agree in them. */
    Optional<Set<Long>> determinedBy() {
        Set<Long> columns = Columns.read(partition);
        if (isRank() || reach() == Reach.VALUES) {
            columns.addAll(Columns.read(order));
            return Optional.of(columns);
        }
        return reach() == Reach.PARTITION && function instanceof AggregateExpression
                ? Optional.of(columns)
                : Optional.empty();
    }

    /** Functions that tell ties as ties: their value follows from the row alone. */
    private boolean isRank() {
        return function instanceof Rank
                || function instanceof DenseRank
                || function instanceof PercentRank
                || function instanceof CumeDist;
    }

    private Reach reach() {
        if (!(function instanceof AggregateExpression || function instanceof NthValue)
                || !(frame instanceof SpecifiedWindowFrame specified)) {
            return Reach.PLACES;
        }
        boolean isWhole = specified.lower().equals(UnboundedPreceding$.MODULE$)
                && specified.upper().equals(UnboundedFollowing$.MODULE$);
        if (isWhole) {
            return Reach.PARTITION;
        }
        return specified.frameType().equals(RangeFrame$.MODULE$) ? Reach.VALUES : Reach.PLACES;
    }

    /**
     * The rule that it breaks.
     *
     * @param rows what is known of the rows
     * @param others the other columns of a row that make a difference to the result
     */
    Optional<PurityRule> breaks(Dependencies rows, Set<Long> others) {
        Set<Long> ordered = new HashSet<>(Columns.told(partition));
        ordered.addAll(Columns.told(order));
        if (isRank() || rows.tellsRowsApart(ordered)) {
            return Optional.empty();
        }
        Set<Long> alike = rows.closure(ordered);
        boolean sameValues = alike.containsAll(Columns.read(function));
        boolean sameRows = sameValues && alike.containsAll(others);
        if (sameRows || (sameValues && reach() != Reach.PLACES)) {
            // Whatever row comes first of those that are equal in the order: the function is given the same.
            return Optional.empty();
        }
        boolean byPlace = function instanceof RowNumber || function instanceof NTile || reach() == Reach.PLACES;
        if (byPlace) {
            return Optional.of(PurityRule.TIES);
        }
        if (function instanceof AggregateExpression aggregate) {
            AggregateRules.Group group = new AggregateRules.Group(rows, ordered);
            return AggregateRules.broken(aggregate.aggregateFunction(), group)
                    .map(rule -> rule == PurityRule.ANY_ROW && !order.isEmpty() ? PurityRule.TIES : rule);
        }
        return Optional.of(order.isEmpty() ? PurityRule.ANY_ROW : PurityRule.TIES);
    }
}
