package io.hindcast.proof;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Rows that differ, those of both sides that belong together as one.
 *
 * <p>Equal rows of the two sides cancel each other first, each as often as it occurs: for most tables that leaves little.
 * Of what is left, rows with the same key are paired in the order of their values, so that keys that are not unique
 * after all lead to no more pairs than there are rows. Without a key nothing is paired, except that with a tolerance the
 * columns that are not floating stand in for one.
 */
final class RowPairs {

    static final String KIND = "kind";
    static final String ROWS = "n";
    static final int CHANGED = 0;
    static final int REMOVED = 1;
    static final int ADDED = 2;

    private static final String THEN = "b";
    private static final String NOW = "a";

    private final Layout layout;
    private final double tolerance;

    RowPairs(Layout layout, double tolerance) {
        this.layout = layout;
        this.tolerance = tolerance;
    }

    /** Rows that differ: {@link #KIND}, {@link #ROWS}, the partition, and the values before and after where there are any. */
    Dataset<Row> of(Dataset<Row> both) {
        Dataset<Row> left = left(both);
        if (layout.key().isPresent()) {
            Dataset<Row> pairs = pairs(left, layout.key().get());
            Column kind = when(col(NOW).isNull(), lit(REMOVED))
                    .when(col(THEN).isNull(), lit(ADDED))
                    .otherwise(lit(CHANGED));
            return pairs.where(differs()).select(shape(kind, lit(1L), col(THEN), col(NOW)));
        }
        if (tolerance > 0) {
            Dataset<Row> pairs = pairs(left, exactColumns()).where(differs());
            return pairs.where(col(THEN).isNotNull())
                    .select(shape(lit(REMOVED), lit(1L), col(THEN), lit(null).as(NOW)))
                    .union(pairs.where(col(NOW).isNotNull())
                            .select(shape(lit(ADDED), lit(1L), lit(null).as(THEN), col(NOW))));
        }
        return left.select(shape(
                when(col("excess").gt(0), lit(REMOVED)).otherwise(lit(ADDED)),
                abs(col("excess")),
                when(col("excess").gt(0), values()).as(THEN),
                when(col("excess").lt(0), values()).as(NOW)));
    }

    /** Each row that one side has more often, with how much more often the first side has it. */
    private Dataset<Row> left(Dataset<Row> both) {
        List<Column> all = new ArrayList<>(layout.partitionColumns());
        all.addAll(layout.comparedColumns());
        return both.groupBy(all.toArray(Column[]::new))
                .agg(sum(when(col(Layout.SIDE).equalTo(Layout.BEFORE), lit(1L)).otherwise(lit(-1L)))
                        .as("excess"))
                .where(col("excess").notEqual(0));
    }

    private List<Integer> exactColumns() {
        return IntStream.range(0, layout.compared().size())
                .filter(place -> !layout.compared().get(place).type().isFloating())
                .boxed()
                .toList();
    }

    private Dataset<Row> pairs(Dataset<Row> left, List<Integer> key) {
        Column side = when(col("excess").gt(0), lit(Layout.BEFORE)).otherwise(lit(Layout.AFTER));
        Dataset<Row> single =
                left.withColumn(Layout.SIDE, side).withColumn("copy", explode(sequence(lit(1L), abs(col("excess")))));
        List<Column> group = new ArrayList<>(layout.partitionColumns());
        group.addAll(layout.comparedColumns(key));
        List<Column> withSide = new ArrayList<>(group);
        withSide.add(col(Layout.SIDE));
        List<Column> order = new ArrayList<>(layout.comparedColumns());
        order.add(col("copy"));
        Column rank = row_number()
                .over(Window.partitionBy(withSide.toArray(Column[]::new)).orderBy(order.toArray(Column[]::new)));
        group.add(col("rank"));
        return single.withColumn("rank", rank)
                .groupBy(group.toArray(Column[]::new))
                .agg(
                        max(when(col(Layout.SIDE).equalTo(Layout.BEFORE), values()))
                                .as(THEN),
                        max(when(col(Layout.SIDE).equalTo(Layout.AFTER), values()))
                                .as(NOW));
    }

    private Column values() {
        // A field that is always there: a table may have no column but that of its partition.
        List<Column> fields = new ArrayList<>(layout.comparedColumns());
        fields.add(lit(true).as("there"));
        return struct(fields.toArray(Column[]::new));
    }

    private Column[] shape(Column kind, Column rows, Column then, Column now) {
        List<Column> columns = new ArrayList<>(List.of(kind.as(KIND), rows.as(ROWS)));
        columns.addAll(layout.partitionColumns());
        columns.add(then);
        columns.add(now);
        return columns.toArray(Column[]::new);
    }

    private Column differs() {
        Column differs = col(THEN).isNull().or(col(NOW).isNull());
        for (int place = 0; place < layout.compared().size(); place++) {
            differs = differs.or(differsIn(place));
        }
        return differs;
    }

    /** Whether a row with values on both sides has another one in a column. */
    Column differsIn(int place) {
        Column then = before(place);
        Column now = after(place);
        Column same = then.eqNullSafe(now);
        if (tolerance > 0 && layout.compared().get(place).type().isFloating()) {
            Column first = then.cast("double");
            Column second = now.cast("double");
            Column size = greatest(lit(1.0), abs(first), abs(second));
            // What is infinite is near nothing but itself; NaN is larger than everything.
            Column near = size.lt(expr("double('infinity')"))
                    .and(abs(first.minus(second)).leq(size.multiply(lit(tolerance))));
            same = same.or(certainly(near));
        }
        return not(same);
    }

    private static Column certainly(Column condition) {
        return when(condition, lit(true)).otherwise(lit(false));
    }

    /** The value of a column before. */
    static Column before(int place) {
        return col(THEN).getField("c" + place);
    }

    /** The value of a column after. */
    static Column after(int place) {
        return col(NOW).getField("c" + place);
    }
}
