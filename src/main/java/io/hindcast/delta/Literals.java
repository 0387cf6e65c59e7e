package io.hindcast.delta;

import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The one place where values and names become SQL text. */
final class Literals {

    private Literals() {}

    /**
     * A value of a partition column.
     *
     * @param value as Delta's log has it
     * @param type of the column: date, timestamp, string or an integer type
     * @throws IllegalArgumentException for other types, and for texts that are no integer where one is needed
     */
    static String of(String value, DataType type) {
        if (type instanceof DateType) {
            return "DATE" + quoted(value);
        }
        if (type instanceof TimestampType) {
            // Beside an hour there may be a date: the midnight of its day, in UTC like all times of partitions.
            return "TIMESTAMP" + quoted(value.indexOf('T') < 0 ? value + "T00:00:00Z" : value);
        }
        if (type instanceof TimestampNTZType) {
            return "TIMESTAMP_NTZ" + quoted(value.replace("Z", ""));
        }
        if (type instanceof StringType) {
            return quoted(value);
        }
        if (type instanceof IntegerType
                || type instanceof LongType
                || type instanceof ShortType
                || type instanceof ByteType) {
            return integer(value, type);
        }
        throw new IllegalArgumentException("no partition column has type " + type.sql());
    }

    private static String integer(String value, DataType type) {
        try {
            long number = Long.parseLong(value);
            return type instanceof LongType ? number + "L" : Long.toString(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an integer: " + value, e);
        }
    }

    /** A text in quotes, as Spark's parser reads it back. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A column's name in quotes. */
    static String column(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
