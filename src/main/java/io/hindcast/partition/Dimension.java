package io.hindcast.partition;

/** One column by which an asset is partitioned. */
public sealed interface Dimension permits TimeDimension, KeyDimension {

    /** The partition column. */
    String column();

    /**
     * All values that are declared; unbounded where no end was declared.
     *
     * @throws IllegalStateException when the keys are still to be discovered
     */
    Slice domain();

    /** Whether both give the same partitions the same names, whatever range or keys they declare. */
    boolean sameShape(Dimension other);

    /** The shape as text: the column, and of time its grain, zone and format. */
    String shape();
}
