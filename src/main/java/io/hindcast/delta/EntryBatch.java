package io.hindcast.delta;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in memory as Kernel wants them for writing: one list of values per column. */
record EntryBatch(StructType schema, List<? extends List<? extends @Nullable Object>> columns, int size)
        implements ColumnarBatch {

    @Override
    public StructType getSchema() {
        return schema;
    }

    @Override
    public ColumnVector getColumnVector(int ordinal) {
        return new Vector(schema.at(ordinal).getDataType(), columns.get(ordinal));
    }

    @Override
    public int getSize() {
        return size;
    }

    /** One column; the values are of the Java class that Kernel's getter of the type returns, or a map. */
    private record Vector(DataType type, List<? extends @Nullable Object> values) implements ColumnVector {

        @Override
        public DataType getDataType() {
            return type;
        }

        @Override
        public int getSize() {
            return values.size();
        }

        @Override
        public void close() {}

        @Override
        public boolean isNullAt(int row) {
            return values.get(row) == null;
        }

        @Override
        public int getInt(int row) {
            return (int) value(row);
        }

        @Override
        public long getLong(int row) {
            return (long) value(row);
        }

        @Override
        public double getDouble(int row) {
            return (double) value(row);
        }

        @Override
        public String getString(int row) {
            return (String) value(row);
        }

        @Override
        public MapValue getMap(int row) {
            return new Pairs((MapType) type, (Map<?, ?>) value(row));
        }

        private Object value(int row) {
            Object value = values.get(row);
            if (value == null) {
                throw new IllegalStateException("there is no value in row " + row);
            }
            return value;
        }
    }

    private record Pairs(MapType type, Map<?, ?> map) implements MapValue {

        @Override
        public int getSize() {
            return map.size();
        }

        @Override
        public ColumnVector getKeys() {
            return new Vector(type.getKeyType(), new ArrayList<>(map.keySet()));
        }

        @Override
        public ColumnVector getValues() {
            return new Vector(type.getValueType(), new ArrayList<>(map.values()));
        }
    }
}
