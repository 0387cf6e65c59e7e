package io.hindcast.content;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Tells which partition a row falls into, in the words of Delta's log. */
final class PartitionKeys implements Serializable {

    private final ArrayList<String> names;
    private final int[] ordinals;
    private final DataType[] types;
    private final ValueHasher.Reading[] readings;

    PartitionKeys(StructType schema, List<String> partitionColumns) {
        this.names = new ArrayList<>(partitionColumns);
        this.ordinals = partitionColumns.stream().mapToInt(schema::fieldIndex).toArray();
        this.types = Arrays.stream(ordinals)
                .mapToObj(i -> schema.fields()[i].dataType())
                .toArray(DataType[]::new);
        this.readings = Arrays.stream(types).map(ValueHasher.Reading::of).toArray(ValueHasher.Reading[]::new);
    }

    /** The partition columns' values of a row, as a key of a hash map; texts are copied out of the row. */
    List<@Nullable Object> of(InternalRow row) {
        List<@Nullable Object> key = new ArrayList<>(ordinals.length);
        for (int i = 0; i < ordinals.length; i++) {
            Object value = row.isNullAt(ordinals[i]) ? null : row.get(ordinals[i], types[i]);
            key.add(value instanceof UTF8String text ? text.clone() : value);
        }
        return key;
    }

    /** A number that rows of one partition share, and those of others seldom; nothing is boxed for it. */
    int spread(InternalRow row) {
        int spread = 0;
        for (int i = 0; i < ordinals.length; i++) {
            int value = row.isNullAt(ordinals[i]) ? 0 : spread(row, i);
            spread = spread * 31 + value;
        }
        return spread;
    }

    private int spread(InternalRow row, int column) {
        int ordinal = ordinals[column];
        return switch (readings[column]) {
            case INT -> row.getInt(ordinal);
            case LONG -> Long.hashCode(row.getLong(ordinal));
            case TEXT -> row.getUTF8String(ordinal).hashCode();
            case DOUBLE, OTHER -> 0;
        };
    }

    /** Whether {@link #of} gives this key for a row. */
    boolean isOf(InternalRow row, List<@Nullable Object> key) {
        for (int i = 0; i < ordinals.length; i++) {
            Object value = key.get(i);
            if (value == null || row.isNullAt(ordinals[i])) {
                if (value != null || !row.isNullAt(ordinals[i])) {
                    return false;
                }
            } else if (!equals(row, i, value)) {
                return false;
            }
        }
        return true;
    }

    private boolean equals(InternalRow row, int column, Object value) {
        int ordinal = ordinals[column];
        return switch (readings[column]) {
            case INT -> row.getInt(ordinal) == (Integer) value;
            case LONG -> row.getLong(ordinal) == (Long) value;
            case TEXT -> row.getUTF8String(ordinal).equals(value);
            case DOUBLE, OTHER -> value.equals(row.get(ordinal, types[column]));
        };
    }

    /** Column to text as the log has it; a column that is null or empty is left out. */
    Map<String, String> texts(List<@Nullable Object> key) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < key.size(); i++) {
            Object value = key.get(i);
            String text = value == null ? "" : text(value, types[i]);
            if (!text.isEmpty()) {
                texts.put(names.get(i), text);
            }
        }
        return texts;
    }

    private static String text(Object value, DataType type) {
        if (type instanceof DateType) {
            return LocalDate.ofEpochDay((Integer) value).toString();
        }
        if (type instanceof TimestampType) {
            long micros = (Long) value;
            long seconds = Math.floorDiv(micros, TimeUnit.SECONDS.toMicros(1));
            long rest = Math.floorMod(micros, TimeUnit.SECONDS.toMicros(1));
            return Instant.ofEpochSecond(seconds, TimeUnit.MICROSECONDS.toNanos(rest))
                    .toString();
        }
        return value.toString();
    }
}
