package io.hindcast.spark;

import io.hindcast.asset.AsOfRules;
import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.interval.Interval;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * An input as it was when each target partition was over: its rows once for each period of the targets that sees them,
 * with the period in the column of the partitions.
 */
final class AsOfRelation {

    /** Names that no table of anybody has. */
    private static final String UNTIL = "__hindcast_until";

    private static final String FIRST = "__hindcast_first";
    private static final String SHOWN = "__hindcast_shown";

    private final SparkSession session;
    private final PartitionSet targets;
    private final Column period;
    private final TimeDimension time;

    AsOfRelation(SparkSession session, Asset asset, PartitionSet targets) {
        this.session = session;
        this.targets = targets;
        this.period = AsOfRules.period(asset.declaration());
        this.time = asset.partitioning().time().orElseThrow();
    }

    /**
     * The rows that a job sees.
     *
     * @param input that knows which of its snapshots are there
     * @param rows of the input, all that some target may see among them
     */
    Dataset<Row> of(Asset.Input input, Dataset<Row> rows) {
        Dataset<Row> shown = input.isAsOfLoads() ? loads(rows) : snapshots(input, rows);
        List<org.apache.spark.sql.Column> columns = new ArrayList<>();
        for (String name : rows.schema().fieldNames()) {
            if (!name.equalsIgnoreCase(period.name())) {
                columns.add(shown.col(quoted(name)));
            }
        }
        columns.add(shown.col(quoted(period.name())));
        return shown.select(columns.toArray(org.apache.spark.sql.Column[]::new));
    }

    /** What was loaded before a target was over; the first load is there from the beginning. */
    private Dataset<Row> loads(Dataset<Row> rows) {
        String loadedAt = quoted(SourceDeclaration.LOADED_AT_COLUMN);
        Dataset<Row> first = rows.agg(functions.min(rows.col(loadedAt)).as(FIRST));
        Dataset<Row> ends = targets(
                        new Column(UNTIL, "timestamp"),
                        ordinal -> Timestamp.from(time.grid().end(ordinal)))
                .crossJoin(first)
                .selectExpr(
                        quoted(period.name()),
                        "greatest(" + UNTIL + ", " + FIRST + " + INTERVAL '0.000001' SECOND) AS " + UNTIL);
        return rows.join(ends, rows.col(loadedAt).isNull().or(rows.col(loadedAt).lt(ends.col(UNTIL))));
    }

    /** The newest snapshot that is over when a target is. */
    private Dataset<Row> snapshots(Asset.Input input, Dataset<Row> rows) {
        TimeDimension dated = input.partitioning().time().orElseThrow();
        StructField field = List.of(rows.schema().fields()).stream()
                .filter(each -> each.name().equalsIgnoreCase(dated.column()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(input.name() + " has no column " + dated.column()));
        String type = field.dataType().catalogString();
        boolean isAnyThere = !input.readBy(targets).isEmpty();
        Dataset<Row> shown = targets(
                new Column(SHOWN, type), ordinal -> PartitionRelation.periodValue(dated, input.shown(ordinal), type));
        Dataset<Row> dates = isAnyThere ? shown : shown.limit(0);
        Dataset<Row> undated = field.name().equalsIgnoreCase(period.name())
                ? rows.withColumnRenamed(field.name(), SHOWN + "_by")
                : rows.withColumn(SHOWN + "_by", rows.col(quoted(field.name())));
        return undated.join(dates, undated.col(SHOWN + "_by").equalTo(dates.col(SHOWN)));
    }

    /** A row for each period of the targets. */
    private Dataset<Row> targets(Column more, LongFunction<Object> value) {
        List<Row> rows = new ArrayList<>();
        for (Interval range : targets.timeIntervals().intervals()) {
            for (long ordinal = range.from(); ordinal < range.until(); ordinal++) {
                rows.add(RowFactory.create(
                        PartitionRelation.periodValue(time, ordinal, period.type()), value.apply(ordinal)));
            }
        }
        return session.createDataFrame(rows, Analysis.schema(List.of(period, more)));
    }

    private static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }
}
