package io.hindcast.proof;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/**
 * The type in which the values of a column are compared when its two sides may have different ones. Values of it can be
 * ordered: what cannot, such as maps and structs, is compared as text.
 *
 * @param type as Spark has it
 */
record CommonType(DataType type) {

    private static final int MOST_DIGITS = 38;

    static CommonType of(DataType before, DataType after) {
        if (before.equals(after)) {
            return new CommonType(isPlain(before) ? before : DataTypes.StringType);
        }
        if (!(before instanceof NumericType && after instanceof NumericType)) {
            return new CommonType(DataTypes.StringType);
        }
        if (isFloating(before) || isFloating(after)) {
            return new CommonType(DataTypes.DoubleType);
        }
        if (isWhole(before) && isWhole(after)) {
            return new CommonType(DataTypes.LongType);
        }
        return new CommonType(new DecimalType(MOST_DIGITS, Math.max(scale(before), scale(after))));
    }

    private static boolean isPlain(DataType type) {
        return type instanceof NumericType
                || type.equals(DataTypes.BooleanType)
                || type.equals(DataTypes.BinaryType)
                || type.equals(DataTypes.DateType)
                || type.equals(DataTypes.TimestampType)
                || type.equals(DataTypes.TimestampNTZType);
    }

    private static boolean isFloating(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }

    private static boolean isWhole(DataType type) {
        return type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType;
    }

    private static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    boolean isFloating() {
        return isFloating(type);
    }

    boolean isWhole() {
        return isWhole(type);
    }

    boolean isFigure() {
        return type instanceof NumericType;
    }

    /** Whether its values are words rather than amounts. */
    boolean isWord() {
        return type instanceof StringType || type.equals(DataTypes.BooleanType);
    }

    /** The values of a column, in this type. */
    Column of(Column column, DataType from) {
        if (from.equals(type)) {
            return column;
        }
        return NestedText.isNested(from) ? NestedText.of(column, from) : column.cast(type);
    }
}
