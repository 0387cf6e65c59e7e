package io.hindcast.partition;

import java.util.Objects;

/**
 * Partitions by key.
 *
 * @param column the partition column
 * @param keys where the keys come from
 */
public record KeyDimension(String column, KeySource keys) implements Dimension {

    /** What Hive and Spark write for a null, so that no table can tell this key from none: the one text that is no key. */
    public static final String RESERVED = "__HIVE_DEFAULT_PARTITION__";

    public KeyDimension {
        Columns.check(column);
        Objects.requireNonNull(keys, "keys");
    }

    @Override
    public Slice domain() {
        if (keys instanceof KeySource.Listed listed) {
            return new KeySlice(listed.keys());
        }
        throw new IllegalStateException("the keys of " + column + " are not known yet: " + keys);
    }

    @Override
    public boolean sameShape(Dimension other) {
        return other instanceof KeyDimension key && column.equals(key.column);
    }

    @Override
    public String shape() {
        return column;
    }
}
