package io.hindcast.plan;

/**
 * How large batches are.
 *
 * @param targetBytes what one step should read at most, as far as one partition is not larger
 * @param pieces into how many steps an asset's work is cut at least, so that workers have something to share
 * @param smallest the number of partitions below which an asset's work is not cut for sharing
 */
public record BatchPolicy(long targetBytes, int pieces, long smallest) {

    public BatchPolicy {
        if (targetBytes < 1 || pieces < 1 || smallest < 1) {
            throw new IllegalArgumentException("positive figures are needed");
        }
    }

    /** For a number of steps that run side by side. */
    public static BatchPolicy forParallel(int parallel) {
        return new BatchPolicy(1L << 30, parallel, 8);
    }
}
