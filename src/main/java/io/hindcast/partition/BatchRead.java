package io.hindcast.partition;

import java.util.Objects;

/**
 * What a batch was seen to read of one input.
 *
 * @param targets the partitions of the asset that were computed
 * @param there partitions of the input that the batch might have read, and in which there was something to read
 * @param read those of them of which something was read
 */
public record BatchRead(PartitionSet targets, PartitionSet there, PartitionSet read) {

    public BatchRead {
        Objects.requireNonNull(targets, "targets");
        if (!there.containsAll(read)) {
            throw new IllegalArgumentException("read what is not there: " + read.minus(there));
        }
    }
}
