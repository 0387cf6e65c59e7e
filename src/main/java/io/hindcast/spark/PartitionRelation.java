package io.hindcast.spark;

import io.hindcast.asset.AsOfRules;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import io.hindcast.interval.Grain;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The relation {@code partitions}: the target partitions of a batch as rows. */
final class PartitionRelation {

    /** Its name in a SELECT. */
    static final String NAME = "partitions";

    private PartitionRelation() {}

    /**
     * Its columns: the partition columns with the types of the table, {@code key}, and for the first time dimension
     * {@code from} and {@code until}.
     *
     * @param types column to type, for partition columns of which it is known
     */
    static List<Column> columns(Partitioning partitioning, Map<String, String> types) {
        List<Column> columns = new ArrayList<>();
        for (Dimension dimension : partitioning.dimensions()) {
            columns.add(new Column(
                    dimension.column(), types.getOrDefault(dimension.column(), AsOfRules.usualType(dimension))));
        }
        columns.add(new Column("key", "string"));
        partitioning.time().ifPresent(time -> {
            String type = time.grid().grain() == Grain.HOUR ? "timestamp" : "date";
            columns.add(new Column("from", type));
            columns.add(new Column("until", type));
        });
        return columns;
    }

    /** As a job may read it: a row for each partition. */
    static JobInput input(Partitioning partitioning, Map<String, String> types) {
        List<String> dimensions =
                partitioning.dimensions().stream().map(Dimension::column).toList();
        boolean byTimeAlone = dimensions.size() == 1 && partitioning.time().isPresent();
        List<List<String>> keys = byTimeAlone
                ? List.of(dimensions, List.of("key"), List.of("from"), List.of("until"))
                : List.of(dimensions, List.of("key"));
        return new JobInput(columns(partitioning, types), "", keys);
    }

    /** Its rows, with {@code columns} as {@link #columns} gives them. */
    static List<Row> rows(PartitionSet targets, List<Column> columns) {
        List<Row> rows = new ArrayList<>();
        targets.partitions().forEach(partition -> rows.add(row(partition, columns)));
        return rows;
    }

    private static Row row(Partition partition, List<Column> columns) {
        List<Object> values = new ArrayList<>();
        List<Dimension> dimensions = partition.partitioning().dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            values.add(value(partition, dimensions.get(i), columns.get(i).type()));
        }
        values.add(partition.toString());
        partition.partitioning().time().ifPresent(time -> {
            long ordinal = partition.ordinal(time.column());
            values.add(moment(time, ordinal));
            values.add(moment(time, ordinal + 1));
        });
        return RowFactory.create(values.toArray());
    }

    private static Object value(Partition partition, Dimension dimension, String type) {
        if (dimension instanceof KeyDimension) {
            return typed(partition.key(dimension.column()), type);
        }
        return periodValue((TimeDimension) dimension, partition.ordinal(dimension.column()), type);
    }

    /** A period as its column writes it. */
    static Object periodValue(TimeDimension time, long ordinal, String type) {
        return time.format()
                .<Object>map(format -> typed(
                        DateTimeFormatter.ofPattern(format)
                                .format(time.grid().grain().start(ordinal)),
                        type))
                .orElseGet(() -> moment(time, ordinal));
    }

    private static Object typed(String text, String type) {
        return switch (type) {
            case "int" -> Integer.valueOf(text);
            case "bigint" -> Long.valueOf(text);
            case "smallint" -> Short.valueOf(text);
            default -> text;
        };
    }

    private static Object moment(TimeDimension time, long ordinal) {
        LocalDateTime start = time.grid().grain().start(ordinal);
        return time.grid().grain() == Grain.HOUR
                ? Timestamp.from(start.toInstant(ZoneOffset.UTC))
                : Date.valueOf(start.toLocalDate());
    }
}
