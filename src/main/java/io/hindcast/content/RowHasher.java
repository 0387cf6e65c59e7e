package io.hindcast.content;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Adds rows to digests, all columns but those of the partition. */
final class RowHasher implements Serializable {

    private static final long FIRST_BASE = 0x2127599bf4325c37L;
    private static final long SECOND_BASE = 0xc2b2ae3d27d4eb4fL;

    private final ArrayList<String> columns = new ArrayList<>();
    private final int[] ordinals;
    private final ValueHasher.Reading[] readings;
    private final ValueHasher[] hashers;

    RowHasher(StructType schema, List<String> partitionColumns) {
        List<Integer> places = new ArrayList<>();
        List<ValueHasher.Reading> readingOfColumn = new ArrayList<>();
        List<ValueHasher> perColumn = new ArrayList<>();
        StructField[] fields = schema.fields();
        for (int i = 0; i < fields.length; i++) {
            if (!partitionColumns.contains(fields[i].name())) {
                columns.add(fields[i].name());
                places.add(i);
                readingOfColumn.add(ValueHasher.Reading.of(fields[i].dataType()));
                perColumn.add(ValueHasher.of(fields[i].dataType()));
            }
        }
        this.ordinals = places.stream().mapToInt(Integer::intValue).toArray();
        this.readings = readingOfColumn.toArray(new ValueHasher.Reading[0]);
        this.hashers = perColumn.toArray(new ValueHasher[0]);
    }

    /** The names of the columns that are hashed, in order. */
    List<String> columns() {
        return List.copyOf(columns);
    }

    /** A digest of no rows. */
    PartitionDigest digest() {
        return new PartitionDigest(ordinals.length);
    }

    void add(InternalRow row, PartitionDigest digest) {
        long one = 0;
        long other = 0;
        for (int column = 0; column < ordinals.length; column++) {
            int ordinal = ordinals[column];
            long hash;
            if (row.isNullAt(ordinal)) {
                hash = ValueHasher.NULL;
                digest.addNull(column);
            } else {
                hash = hash(row, column, ordinal);
            }
            long valueFirst = Mix.first(hash);
            long valueSecond = Mix.second(hash);
            digest.addValue(column, valueFirst, valueSecond);
            one = one * FIRST_BASE + valueFirst;
            other = other * SECOND_BASE + valueSecond;
        }
        // Scrambled once more: without it the sum over rows would be a function of the columns' sums, blind to which
        // values stand together in a row.
        long rowOne = Mix.second(one);
        long rowOther = Mix.first(other);
        digest.addRow(rowOne, rowOther);
    }

    private long hash(InternalRow row, int column, int ordinal) {
        return switch (readings[column]) {
            case INT -> ValueHasher.ofLong(row.getInt(ordinal));
            case LONG -> ValueHasher.ofLong(row.getLong(ordinal));
            case DOUBLE -> ValueHasher.ofDouble(row.getDouble(ordinal));
            case TEXT ->
                row instanceof UnsafeRow unsafe
                        ? ValueHasher.ofText(unsafe, ordinal)
                        : ValueHasher.ofText(row.getUTF8String(ordinal));
            case OTHER -> hashers[column].hashPresent(row, ordinal);
        };
    }
}
