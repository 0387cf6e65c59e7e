package io.hindcast.delta;

import io.hindcast.interval.Interval;
import io.hindcast.partition.Box;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeySlice;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Slice;
import io.hindcast.partition.TimeDimension;
import io.hindcast.partition.TimeSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Partition sets as SQL conditions on the partition columns, rendered by {@link Literals} alone. Rows whose partition
 * column is null fulfil none of them.
 */
final class Predicates {

    private final PartitionSet partitions;
    private final PartitionValues values;
    private final StructType schema;

    private Predicates(PartitionSet partitions, StructType schema) {
        this.partitions = partitions;
        this.values = PartitionValues.of(partitions.partitioning());
        this.schema = schema;
    }

    /**
     * The condition that a row lies in one of the partitions.
     *
     * @param schema the table's columns, for the types of the partition columns
     */
    static String sql(PartitionSet partitions, StructType schema) {
        return new Predicates(partitions, schema).render();
    }

    private String render() {
        if (partitions.isEmpty()) {
            return "false";
        }
        if (partitions.partitioning().dimensions().isEmpty()) {
            return "true";
        }
        return anyOf(partitions.boxes().stream().map(this::box).toList());
    }

    private String box(Box box) {
        List<Dimension> dimensions = partitions.partitioning().dimensions();
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            conditions.add(slice(dimensions.get(i), box.slices().get(i)));
        }
        return conditions.size() == 1 ? conditions.get(0) : "(" + String.join(" AND ", conditions) + ")";
    }

    private String slice(Dimension dimension, Slice slice) {
        if (slice instanceof KeySlice keys) {
            DataType type = type(dimension.column());
            return oneOf(
                    dimension.column(),
                    keys.keys().stream().map(key -> Literals.of(key, type)).toList());
        }
        if (dimension instanceof TimeDimension time && slice instanceof TimeSlice periods) {
            return values.sortsAsTime(time) ? ranges(time, periods) : eachPeriod(time, periods);
        }
        throw new IllegalArgumentException(slice + " is no slice of " + dimension);
    }

    private String eachPeriod(TimeDimension time, TimeSlice periods) {
        if (!periods.ordinals().isBounded()) {
            throw new IllegalArgumentException(
                    "a range without end of " + time.column() + ", whose format does not sort: " + time.format());
        }
        return oneOf(
                time.column(),
                periods.ordinals().intervals().stream()
                        .flatMapToLong(range -> LongStream.range(range.from(), range.until()))
                        .mapToObj(ordinal -> start(time, ordinal))
                        .toList());
    }

    private String ranges(TimeDimension time, TimeSlice periods) {
        List<String> single = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (Interval range : periods.ordinals().intervals()) {
            if (range.isBounded()
                    && range.until() == range.from() + 1
                    && time.format().isPresent()) {
                single.add(start(time, range.from()));
            } else {
                conditions.add(range(time, range));
            }
        }
        if (!single.isEmpty()) {
            conditions.add(oneOf(time.column(), single));
        }
        return anyOf(conditions);
    }

    private String range(TimeDimension time, Interval range) {
        String column = Literals.column(time.column());
        List<String> ends = new ArrayList<>();
        if (range.from() != Long.MIN_VALUE) {
            ends.add(column + " >= " + start(time, range.from()));
        }
        if (range.until() != Long.MAX_VALUE) {
            ends.add(column + " < " + start(time, range.until()));
        }
        if (ends.isEmpty()) {
            return column + " IS NOT NULL";
        }
        return ends.size() == 1 ? ends.get(0) : "(" + String.join(" AND ", ends) + ")";
    }

    private String start(TimeDimension time, long ordinal) {
        return Literals.of(values.encode(time, ordinal), type(time.column()));
    }

    private DataType type(String column) {
        for (StructField field : schema.fields()) {
            if (field.name().equalsIgnoreCase(column)) {
                return field.dataType();
            }
        }
        throw new IllegalArgumentException("no column " + column + " in " + schema.simpleString());
    }

    private static String oneOf(String column, List<String> literals) {
        return Literals.column(column) + " IN (" + String.join(", ", literals) + ")";
    }

    private static String anyOf(List<String> conditions) {
        return conditions.size() == 1
                ? conditions.get(0)
                : conditions.stream().collect(Collectors.joining(" OR ", "(", ")"));
    }
}
