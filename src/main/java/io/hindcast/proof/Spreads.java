package io.hindcast.proof;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_sum;
import static org.apache.spark.sql.functions.when;

import io.hindcast.difference.ColumnSpread;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** How the values of columns are spread on both sides; the same rows give the same answer. */
final class Spreads {

    /** With more rows the quartiles would take much memory. */
    private static final long MOST_FOR_QUARTILES = 2_000_000;

    private static final int MOST_MOVED = 5;

    /** A sum of floating figures depends on the order of its terms, in its last digits. */
    private static final MathContext SIX_DIGITS = new MathContext(6);

    /** Figures that are told of each column: filled, distinct, least, most, mean, quartiles, sum. */
    private static final int FIGURES = 7;

    private final Layout layout;
    private final boolean withQuartiles;

    /**
     * @param rows how many there are on both sides
     */
    Spreads(Layout layout, long rows) {
        this.layout = layout;
        this.withQuartiles = rows <= MOST_FOR_QUARTILES;
    }

    /** Over all rows. */
    List<ColumnSpread> of(Dataset<Row> both) {
        return by(List.of(), both).getOrDefault(List.of(), List.of());
    }

    /**
     * Over the rows of each group.
     *
     * @param groups columns that tell to which group a row belongs
     * @return the values of these columns to the spreads of the compared columns
     */
    Map<List<Object>, List<ColumnSpread>> by(List<Column> groups, Dataset<Row> both) {
        List<Column> figures = new ArrayList<>();
        for (int place = 0; place < layout.compared().size(); place++) {
            figures.addAll(
                    figures(col("c" + place), layout.compared().get(place).type()));
        }
        Map<List<Object>, Map<Integer, Side>> sides = new LinkedHashMap<>();
        both.groupBy(and(groups, col(Layout.SIDE)))
                .agg(count(lit(1)), figures.toArray(Column[]::new))
                .collectAsList()
                .forEach(row -> sides.computeIfAbsent(group(row, groups), any -> new HashMap<>())
                        .put(row.getInt(groups.size()), new Side(row, groups.size() + 1)));
        Map<List<Object>, Map<Integer, List<ColumnSpread.Moved>>> moved = moved(groups, both);
        Map<List<Object>, List<ColumnSpread>> spreads = new LinkedHashMap<>();
        sides.forEach((group, ofGroup) -> spreads.put(group, spreads(ofGroup, moved.getOrDefault(group, Map.of()))));
        return spreads;
    }

    private static Column[] and(List<Column> groups, Column... more) {
        return Stream.concat(groups.stream(), Stream.of(more)).toArray(Column[]::new);
    }

    private static List<Object> group(Row row, List<Column> groups) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            values.add(row.get(i));
        }
        return values;
    }

    /**
     * The figures of one side of a group.
     *
     * @param first where in the row they begin
     */
    private record Side(Row row, int first) {

        long rows() {
            return row.getLong(first);
        }

        int at(int place) {
            return first + 1 + FIGURES * place;
        }
    }

    private List<ColumnSpread> spreads(Map<Integer, Side> sides, Map<Integer, List<ColumnSpread.Moved>> moved) {
        Optional<Side> before = Optional.ofNullable(sides.get(Layout.BEFORE));
        Optional<Side> after = Optional.ofNullable(sides.get(Layout.AFTER));
        List<ColumnSpread> spreads = new ArrayList<>();
        for (int place = 0; place < layout.compared().size(); place++) {
            Layout.Common column = layout.compared().get(place);
            spreads.add(new ColumnSpread(
                    column.name(),
                    column.after().dataType().sql().toLowerCase(Locale.ROOT),
                    spread(before, place),
                    spread(after, place),
                    growth(before, after, place),
                    moved.getOrDefault(place, List.of())));
        }
        return spreads;
    }

    private List<Column> figures(Column column, CommonType type) {
        boolean isFigure = type.isFigure();
        Column nothing = max(lit(null).cast("string"));
        Column quartiles = percentile(column.cast("double"), array(lit(0.25), lit(0.5), lit(0.75)))
                .cast("array<string>");
        Column exact = type.isWhole() ? column.cast("decimal(38,0)") : column;
        return List.of(
                count(column),
                approx_count_distinct(column),
                min(column).cast("string"),
                max(column).cast("string"),
                isFigure ? avg(column.cast("double")).cast("string") : nothing,
                isFigure && withQuartiles ? quartiles : max(lit(null).cast("array<string>")),
                isFigure ? try_sum(exact).cast("string") : nothing);
    }

    private static ColumnSpread.Spread spread(Optional<Side> side, int place) {
        if (side.isEmpty()) {
            return new ColumnSpread.Spread(0, 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        }
        Row row = side.get().row();
        int at = side.get().at(place);
        List<String> quartiles = row.isNullAt(at + 5) ? List.of() : row.getList(at + 5);
        return new ColumnSpread.Spread(
                side.get().rows() - row.getLong(at),
                row.getLong(at + 1),
                text(row, at + 2),
                text(row, at + 3),
                text(row, at + 4).map(Spreads::rounded),
                quartiles.stream().map(Spreads::rounded).toList());
    }

    private static Optional<String> text(Row row, int at) {
        return row.isNullAt(at) ? Optional.empty() : Optional.of(row.getString(at));
    }

    /** Without values the sum is zero; empty where a sum is out of range, infinite or no number. */
    private Optional<String> growth(Optional<Side> before, Optional<Side> after, int place) {
        if (!layout.compared().get(place).type().isFigure()) {
            return Optional.empty();
        }
        return total(before, place)
                .flatMap(then -> total(after, place).map(now -> now.subtract(then)))
                .map(growth -> layout.compared().get(place).type().isFloating() ? growth.round(SIX_DIGITS) : growth)
                .map(Spreads::plain);
    }

    private static Optional<BigDecimal> total(Optional<Side> side, int place) {
        if (side.isEmpty() || side.get().row().getLong(side.get().at(place)) == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        return text(side.get().row(), side.get().at(place) + 6).flatMap(Spreads::figure);
    }

    private static String rounded(String text) {
        return figure(text).map(value -> plain(value.round(SIX_DIGITS))).orElse(text);
    }

    private static Optional<BigDecimal> figure(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException infiniteOrNoNumber) {
            return Optional.empty();
        }
    }

    private static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        boolean isShort = stripped.scale() > -15 && stripped.scale() < 15;
        return isShort ? stripped.toPlainString() : stripped.toString();
    }

    /** The values of columns of words whose number changed most. */
    private Map<List<Object>, Map<Integer, List<ColumnSpread.Moved>>> moved(List<Column> groups, Dataset<Row> both) {
        List<Column> values = new ArrayList<>();
        for (int place = 0; place < layout.compared().size(); place++) {
            if (layout.compared().get(place).type().isWord()) {
                values.add(struct(
                        lit(place).as("place"), col("c" + place).cast("string").as("word")));
            }
        }
        Map<List<Object>, Map<Integer, List<ColumnSpread.Moved>>> moved = new HashMap<>();
        if (values.isEmpty()) {
            return moved;
        }
        Column exploded = explode(array(values.toArray(Column[]::new))).as("value");
        int at = groups.size();
        both.select(and(groups, col(Layout.SIDE), exploded))
                .select(and(
                        groups,
                        col(Layout.SIDE),
                        col("value.place").as("place"),
                        col("value.word").as("word")))
                .groupBy(and(groups, col("place"), col("word")))
                .agg(rowsOf(Layout.BEFORE).as("then"), rowsOf(Layout.AFTER).as("now"))
                .where(col("then").notEqual(col("now")))
                .withColumn("rank", row_number().over(byChange(groups)))
                .where(col("rank").leq(MOST_MOVED))
                .orderBy(and(groups, col("place"), col("rank")))
                .collectAsList()
                .forEach(row -> moved.computeIfAbsent(group(row, groups), any -> new HashMap<>())
                        .computeIfAbsent(row.getInt(at), any -> new ArrayList<>())
                        .add(new ColumnSpread.Moved(text(row, at + 1), row.getLong(at + 2), row.getLong(at + 3))));
        return moved;
    }

    private static Column rowsOf(int side) {
        return sum(when(col(Layout.SIDE).equalTo(side), lit(1L)).otherwise(lit(0L)));
    }

    private static WindowSpec byChange(List<Column> groups) {
        return Window.partitionBy(and(groups, col("place")))
                .orderBy(abs(col("now").minus(col("then"))).desc(), col("word"));
    }
}
