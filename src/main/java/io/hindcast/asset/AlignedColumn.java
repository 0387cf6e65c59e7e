package io.hindcast.asset;

import io.hindcast.interval.IntervalSet;

/**
 * A partition column of an input that has the same periods or keys as one of the asset's.
 *
 * @param own the asset's column
 * @param input the input's
 * @param offsets how far behind a partition what it reads may lie, in periods; of keys zero alone
 */
public record AlignedColumn(String own, String input, IntervalSet offsets) {

    /** One by which nothing but the same is read. */
    public static AlignedColumn same(String column) {
        return new AlignedColumn(column, column, IntervalSet.point(0));
    }
}
