package io.hindcast.content;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Hashes the columns of a row that a check calls unique. Rows that Spark would group together have the same hash. */
public final class KeyHasher implements Serializable {

    /** Types of which equal values have equal bits; of others, such as texts with a collation, grouping knows more. */
    private static final Set<DataType> PLAIN = Set.of(
            DataTypes.StringType,
            DataTypes.LongType,
            DataTypes.IntegerType,
            DataTypes.ShortType,
            DataTypes.ByteType,
            DataTypes.BooleanType,
            DataTypes.DateType,
            DataTypes.TimestampType,
            DataTypes.TimestampNTZType);

    private static final long BASE = 0x9e3779b97f4a7c15L;

    private final int[] ordinals;
    private final ValueHasher[] hashers;

    private KeyHasher(List<Integer> ordinals, List<ValueHasher> hashers) {
        this.ordinals = ordinals.stream().mapToInt(Integer::intValue).toArray();
        this.hashers = hashers.toArray(new ValueHasher[0]);
    }

    /**
     * A hasher for the rows of one partition.
     *
     * @param key the columns, in any letter case; those of the partition are the same in all its rows and left out
     * @return empty when a column is missing, or when hashes cannot tell what is equal in it
     */
    public static Optional<KeyHasher> of(StructType schema, List<String> partitionColumns, List<String> key) {
        List<Integer> ordinals = new ArrayList<>();
        List<ValueHasher> hashers = new ArrayList<>();
        for (String column : key) {
            if (partitionColumns.stream().anyMatch(column::equalsIgnoreCase)) {
                continue;
            }
            int ordinal = ordinal(schema, column);
            if (ordinal < 0 || !isPlain(schema.fields()[ordinal].dataType())) {
                return Optional.empty();
            }
            ordinals.add(ordinal);
            hashers.add(ValueHasher.of(schema.fields()[ordinal].dataType()));
        }
        return Optional.of(new KeyHasher(ordinals, hashers));
    }

    private static int ordinal(StructType schema, String column) {
        StructField[] fields = schema.fields();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPlain(DataType type) {
        return PLAIN.contains(type) || type instanceof DecimalType;
    }

    long hash(InternalRow row) {
        long hash = 0;
        for (int i = 0; i < ordinals.length; i++) {
            hash = hash * BASE + Mix.first(hashers[i].hash(row, ordinals[i]));
        }
        return hash;
    }
}
