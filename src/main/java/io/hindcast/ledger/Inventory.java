package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;

/**
 * What a table holds at one version.
 *
 * @param version the version that was looked at
 * @param sizes partitions that have at least one file, to what they hold
 * @param files the files themselves
 */
public record Inventory(long version, PartitionMap<Size> sizes, DataFiles files) {

    /** Of which the files were not looked at. */
    public Inventory(long version, PartitionMap<Size> sizes) {
        this(version, sizes, DataFiles.NONE);
    }

    /**
     * What one partition holds.
     *
     * @param rows as the files' statistics say; -1 when a file has none
     * @param newest when the last of the files was written, in milliseconds since 1970; -1 where that is not told
     */
    public record Size(long files, long bytes, long rows, long newest) {

        /** Of which it is not told when the files were written. */
        public Size(long files, long bytes, long rows) {
            this(files, bytes, rows, -1);
        }
    }

    /** The partitions that have data. */
    public PartitionSet present() {
        return sizes.covered();
    }
}
