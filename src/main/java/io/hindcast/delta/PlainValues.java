package io.hindcast.delta;

import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.TimestampType;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The values of a Parquet column as Java has them, one after the other; what stands in a dictionary is made once. */
final class PlainValues extends PrimitiveConverter {

    private final DataType type;
    private @Nullable Dictionary dictionary;
    private @Nullable Object[] made = new Object[0];
    private Object last = "";

    PlainValues(DataType type) {
        this.type = type;
    }

    static boolean isPlain(DataType type) {
        return type instanceof StringType
                || type instanceof LongType
                || type instanceof IntegerType
                || type instanceof DoubleType
                || type instanceof BooleanType
                || type instanceof TimestampType;
    }

    /** Whether a file has values of a type in the one form that is read here. */
    static boolean fits(DataType type, Type there) {
        if (!there.isPrimitive()) {
            return false;
        }
        PrimitiveTypeName form = there.asPrimitiveType().getPrimitiveTypeName();
        LogicalTypeAnnotation meant = there.getLogicalTypeAnnotation();
        if (type instanceof StringType) {
            return form == PrimitiveTypeName.BINARY
                    && LogicalTypeAnnotation.stringType().equals(meant);
        }
        if (type instanceof TimestampType) {
            return form == PrimitiveTypeName.INT64
                    && LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS)
                            .equals(meant);
        }
        return meant == null && form == formOf(type);
    }

    private static PrimitiveTypeName formOf(DataType type) {
        if (type instanceof LongType) {
            return PrimitiveTypeName.INT64;
        }
        if (type instanceof IntegerType) {
            return PrimitiveTypeName.INT32;
        }
        return type instanceof DoubleType ? PrimitiveTypeName.DOUBLE : PrimitiveTypeName.BOOLEAN;
    }

    /** The value that was read last. */
    Object last() {
        return last;
    }

    @Override
    public boolean hasDictionarySupport() {
        return true;
    }

    @Override
    public void setDictionary(Dictionary words) {
        dictionary = words;
        made = new Object[words.getMaxId() + 1];
    }

    @Override
    public void addValueFromDictionary(int id) {
        Object value = made[id];
        if (value == null) {
            value = make(id);
            made[id] = value;
        }
        last = value;
    }

    private Object make(int id) {
        Dictionary words = dictionary;
        if (words == null) {
            throw new IllegalStateException("a word before the dictionary");
        }
        if (type instanceof StringType) {
            return words.decodeToBinary(id).toStringUsingUTF8();
        }
        if (type instanceof IntegerType) {
            return words.decodeToInt(id);
        }
        if (type instanceof DoubleType) {
            return words.decodeToDouble(id);
        }
        return type instanceof BooleanType ? words.decodeToBoolean(id) : (Object) words.decodeToLong(id);
    }

    @Override
    public void addBinary(Binary value) {
        last = value.toStringUsingUTF8();
    }

    @Override
    public void addLong(long value) {
        last = value;
    }

    @Override
    public void addInt(int value) {
        last = value;
    }

    @Override
    public void addDouble(double value) {
        last = value;
    }

    @Override
    public void addBoolean(boolean value) {
        last = value;
    }
}
