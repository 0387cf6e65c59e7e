package io.hindcast.content;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VariantType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.unsafe.types.VariantVal;

/** Hashes the values of one type to 64 bits. The text of {@link ContentHash} says what is equal. */
abstract class ValueHasher implements Serializable {

    /** The hash of every null. */
    static final long NULL = 0x6e756c6c6e756c6cL;

    private static final long INTEGRAL = 1;
    private static final long FLOATING = 2;
    private static final long TEXT = 3;
    private static final long BYTES = 4;
    private static final long INTERVAL = 5;
    private static final long STRUCT = 6;
    private static final long ARRAY = 7;
    private static final long MAP = 8;
    private static final long DECIMAL = 16; // plus the scale

    /** The hash of the value at a position, null or not. */
    final long hash(SpecializedGetters values, int ordinal) {
        return values.isNullAt(ordinal) ? NULL : hashPresent(values, ordinal);
    }

    abstract long hashPresent(SpecializedGetters values, int ordinal);

    /**
     * How the values of a column are read. The first four are most of the columns there are: a caller that reads them
     * itself, by the static methods here, spares two calls that the compiler cannot see through.
     */
    enum Reading {
        INT,
        LONG,
        DOUBLE,
        TEXT,
        OTHER;

        static Reading of(DataType type) {
            if (type instanceof IntegerType || type instanceof DateType) {
                return INT;
            }
            if (type instanceof LongType || type instanceof TimestampType || type instanceof TimestampNTZType) {
                return LONG;
            }
            if (type instanceof DoubleType) {
                return DOUBLE;
            }
            return type instanceof StringType ? TEXT : OTHER;
        }
    }

    /**
     * The hasher of a type.
     *
     * @throws IllegalArgumentException for a type that no Delta table can hold
     */
    static ValueHasher of(DataType type) {
        if (type instanceof StructType struct) {
            return new Struct(struct);
        }
        if (type instanceof ArrayType array) {
            return new Array(of(array.elementType()));
        }
        if (type instanceof MapType map) {
            return new Entries(of(map.keyType()), of(map.valueType()));
        }
        if (type instanceof DecimalType decimal) {
            return new Decimals(decimal.precision(), decimal.scale());
        }
        return ofLeaf(type);
    }

    private static ValueHasher ofLeaf(DataType type) {
        if (type instanceof StringType) {
            return new Text();
        }
        if (type instanceof BinaryType) {
            return new Leaf((values, i) -> ofBytes(values.getBinary(i), BYTES));
        }
        if (type instanceof DoubleType) {
            return new Leaf((values, i) -> ofDouble(values.getDouble(i)));
        }
        if (type instanceof FloatType) {
            return new Leaf((values, i) -> ofDouble(values.getFloat(i)));
        }
        if (type instanceof CalendarIntervalType) {
            return new Leaf((values, i) -> ofInterval(values.getInterval(i)));
        }
        if (type instanceof VariantType) {
            return new Leaf((values, i) -> ofVariant(values.getVariant(i)));
        }
        if (type instanceof NullType) {
            return new Leaf((values, i) -> NULL);
        }
        return ofIntegral(type);
    }

    private static ValueHasher ofIntegral(DataType type) {
        if (type instanceof LongType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType
                || type instanceof DayTimeIntervalType) {
            return new Leaf((values, i) -> ofLong(values.getLong(i)));
        }
        if (type instanceof IntegerType || type instanceof DateType || type instanceof YearMonthIntervalType) {
            return new Leaf((values, i) -> ofLong(values.getInt(i)));
        }
        if (type instanceof ShortType) {
            return new Leaf((values, i) -> ofLong(values.getShort(i)));
        }
        if (type instanceof ByteType) {
            return new Leaf((values, i) -> ofLong(values.getByte(i)));
        }
        if (type instanceof BooleanType) {
            return new Leaf((values, i) -> ofLong(values.getBoolean(i) ? 1 : 0));
        }
        throw new IllegalArgumentException("no content hash for columns of type " + type.sql());
    }

    static long ofLong(long value) {
        return XXH64.hashLong(value, INTEGRAL);
    }

    static long ofDouble(double value) {
        // Adding positive zero turns -0.0 into 0.0; doubleToLongBits knows a single NaN.
        return XXH64.hashLong(Double.doubleToLongBits(value + 0.0d), FLOATING);
    }

    static long ofText(UTF8String text) {
        return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), TEXT);
    }

    /** The text at a position, where it lies: no object is made for it. */
    static long ofText(UnsafeRow row, int ordinal) {
        long place = row.getLong(ordinal);
        long offset = row.getBaseOffset() + (place >>> Integer.SIZE);
        return XXH64.hashUnsafeBytes(row.getBaseObject(), offset, (int) place, TEXT);
    }

    private static long ofBytes(byte[] bytes, long seed) {
        return XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, seed);
    }

    private static long ofInterval(CalendarInterval interval) {
        return fold(
                fold(XXH64.hashLong(interval.months, INTERVAL), ofLong(interval.days)), ofLong(interval.microseconds));
    }

    private static long ofVariant(VariantVal variant) {
        return fold(ofBytes(variant.getValue(), BYTES), ofBytes(variant.getMetadata(), BYTES));
    }

    private static long fold(long hash, long next) {
        return Mix.first(hash * 31 + next);
    }

    /** Reads one value and hashes it; serializable, as it travels to the executors. */
    @FunctionalInterface
    private interface Reader extends Serializable {
        long hash(SpecializedGetters values, int ordinal);
    }

    private static final class Leaf extends ValueHasher {
        private final Reader reader;

        Leaf(Reader reader) {
            this.reader = reader;
        }

        @Override
        long hashPresent(SpecializedGetters values, int ordinal) {
            return reader.hash(values, ordinal);
        }
    }

    private static final class Text extends ValueHasher {
        @Override
        long hashPresent(SpecializedGetters values, int ordinal) {
            return ofText(values.getUTF8String(ordinal));
        }
    }

    private static final class Decimals extends ValueHasher {
        private final int precision;
        private final int scale;

        Decimals(int precision, int scale) {
            this.precision = precision;
            this.scale = scale;
        }

        @Override
        long hashPresent(SpecializedGetters values, int ordinal) {
            if (precision <= Decimal.MAX_LONG_DIGITS() && values instanceof UnsafeRow row) {
                return ofShort(row.getLong(ordinal));
            }
            if (precision <= Decimal.MAX_LONG_DIGITS()) {
                return ofShort(values.getDecimal(ordinal, precision, scale).toUnscaledLong());
            }
            if (values instanceof UnsafeRow) {
                return ofBigEndian(values.getBinary(ordinal));
            }
            return ofUnscaled(values.getDecimal(ordinal, precision, scale)
                    .toJavaBigDecimal()
                    .unscaledValue());
        }

        /** The two's complement in which Spark keeps decimals that may be longer than a long. */
        private long ofBigEndian(byte[] bytes) {
            if (bytes.length > Long.BYTES) {
                return ofUnscaled(new BigInteger(bytes));
            }
            long unscaled = bytes[0];
            for (int i = 1; i < bytes.length; i++) {
                unscaled = (unscaled << Byte.SIZE) | (bytes[i] & 0xff);
            }
            return ofShort(unscaled);
        }

        private long ofUnscaled(BigInteger unscaled) {
            // Short values hash alike whatever the declared precision is.
            return unscaled.bitLength() < Long.SIZE
                    ? ofShort(unscaled.longValue())
                    : ofBytes(unscaled.toByteArray(), DECIMAL + scale);
        }

        private long ofShort(long unscaled) {
            return XXH64.hashLong(unscaled, DECIMAL + scale);
        }
    }

    private static final class Struct extends ValueHasher {
        private final ValueHasher[] fields;

        Struct(StructType type) {
            List<ValueHasher> hashers = new ArrayList<>();
            for (StructField field : type.fields()) {
                hashers.add(of(field.dataType()));
            }
            this.fields = hashers.toArray(new ValueHasher[0]);
        }

        @Override
        long hashPresent(SpecializedGetters values, int ordinal) {
            InternalRow row = values.getStruct(ordinal, fields.length);
            long hash = STRUCT;
            for (int i = 0; i < fields.length; i++) {
                hash = fold(hash, fields[i].hash(row, i));
            }
            return hash;
        }
    }

    private static final class Array extends ValueHasher {
        private final ValueHasher element;

        Array(ValueHasher element) {
            this.element = element;
        }

        @Override
        long hashPresent(SpecializedGetters values, int ordinal) {
            ArrayData elements = values.getArray(ordinal);
            long hash = fold(ARRAY, elements.numElements());
            for (int i = 0; i < elements.numElements(); i++) {
                hash = fold(hash, element.hash(elements, i));
            }
            return hash;
        }
    }

    private static final class Entries extends ValueHasher {
        private final ValueHasher key;
        private final ValueHasher value;

        Entries(ValueHasher key, ValueHasher value) {
            this.key = key;
            this.value = value;
        }

        @Override
        long hashPresent(SpecializedGetters values, int ordinal) {
            MapData map = values.getMap(ordinal);
            ArrayData keys = map.keyArray();
            ArrayData contents = map.valueArray();
            long sum = 0;
            for (int i = 0; i < map.numElements(); i++) {
                // A sum, since a map has no order.
                sum += fold(fold(MAP, key.hash(keys, i)), value.hash(contents, i));
            }
            return fold(fold(MAP, map.numElements()), sum);
        }
    }
}
