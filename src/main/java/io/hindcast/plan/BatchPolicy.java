package io.hindcast.plan;

/**
 * How large batches are. A step has costs of its own, whatever it does: planning, compiling, a commit. So work is cut for
 * workers to share only where there is enough of it.
 *
 * @param targetBytes what one step should read at most, as far as one partition is not larger
 * @param pieces into how many steps an asset's work is cut for sharing, at most
 * @param smallest the number of partitions below which an asset's work is not cut for sharing
 * @param worthwhile what each of the steps that share should at least have to do, in bytes read; a partition counts as
 *     {@link #BYTES_OF_PARTITION} besides
 */
public record BatchPolicy(long targetBytes, int pieces, long smallest, long worthwhile) {

    /** What it costs to write a file and to tell of it, as if so much were read. */
    static final long BYTES_OF_PARTITION = 32 << 10;

    public BatchPolicy {
        if (targetBytes < 1 || pieces < 1 || smallest < 1 || worthwhile < 1) {
            throw new IllegalArgumentException("positive figures are needed");
        }
    }

    /** For a number of steps that run side by side. */
    public static BatchPolicy forParallel(int parallel) {
        return new BatchPolicy(1L << 30, parallel, 8, 32L << 20);
    }

    /** How many steps should share the work on some partitions. */
    long sharing(long partitions, long bytes) {
        if (partitions < smallest) {
            return 1;
        }
        long work = bytes + partitions * BYTES_OF_PARTITION;
        return Math.max(1, Math.min(pieces, work / worthwhile));
    }
}
