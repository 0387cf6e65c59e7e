package io.hindcast.delta;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;

/** Gathers the values of the first column of batches as the texts that partition keys have. */
final class DistinctTexts {

    private final TreeSet<String> values = new TreeSet<>();

    void add(FilteredColumnarBatch batch) {
        ColumnVector column = batch.getData().getColumnVector(0);
        for (int i = 0; i < column.getSize(); i++) {
            int row = i;
            boolean selected = batch.getSelectionVector()
                    .map(chosen -> !chosen.isNullAt(row) && chosen.getBoolean(row))
                    .orElse(true);
            if (selected && !column.isNullAt(row)) {
                values.add(text(column, row));
            }
        }
    }

    private static String text(ColumnVector column, int row) {
        DataType type = column.getDataType();
        if (type instanceof StringType) {
            return column.getString(row);
        }
        if (type instanceof IntegerType) {
            return Integer.toString(column.getInt(row));
        }
        if (type instanceof LongType) {
            return Long.toString(column.getLong(row));
        }
        if (type instanceof ShortType) {
            return Short.toString(column.getShort(row));
        }
        if (type instanceof ByteType) {
            return Byte.toString(column.getByte(row));
        }
        if (type instanceof BooleanType) {
            return Boolean.toString(column.getBoolean(row));
        }
        if (type instanceof DateType) {
            return LocalDate.ofEpochDay(column.getInt(row)).toString();
        }
        throw new IllegalArgumentException("values of type " + SparkTypes.of(type) + " are no keys");
    }

    SortedSet<String> values() {
        TreeSet<String> nonEmpty = new TreeSet<>(values);
        nonEmpty.remove("");
        return nonEmpty;
    }
}
