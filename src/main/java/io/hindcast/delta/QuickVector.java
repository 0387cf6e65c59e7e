package io.hindcast.delta;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.DataType;
import org.jspecify.annotations.Nullable;

/** The values of a column, as Java has them: a text that repeats is there once. */
final class QuickVector implements ColumnVector {

    private final DataType type;
    private final @Nullable Object[] values;
    private final int from;
    private final int size;

    QuickVector(DataType type, @Nullable Object[] values) {
        this(type, values, 0, values.length);
    }

    /** Some of the values. */
    QuickVector(DataType type, @Nullable Object[] values, int from, int until) {
        this.type = type;
        this.values = values;
        this.from = from;
        this.size = until - from;
    }

    private Object at(int row) {
        Object value = values[from + row];
        if (value == null) {
            throw new IllegalStateException("row " + row + " of a " + type + " is null");
        }
        return value;
    }

    @Override
    public DataType getDataType() {
        return type;
    }

    @Override
    public int getSize() {
        return size;
    }

    @Override
    public void close() {
        // All of it is in memory.
    }

    @Override
    public boolean isNullAt(int row) {
        return values[from + row] == null;
    }

    @Override
    public boolean getBoolean(int row) {
        return (Boolean) at(row);
    }

    @Override
    public int getInt(int row) {
        return (Integer) at(row);
    }

    @Override
    public long getLong(int row) {
        return (Long) at(row);
    }

    @Override
    public double getDouble(int row) {
        return (Double) at(row);
    }

    @Override
    public String getString(int row) {
        return (String) at(row);
    }

    @Override
    public MapValue getMap(int row) {
        return (MapValue) at(row);
    }
}
