package io.hindcast.mapping;

import io.hindcast.partition.PartitionSet;
import java.util.Objects;

/**
 * What a batch was seen to read of an input.
 *
 * @param targets the partitions that were computed
 * @param there mapped partitions in which there was something to read
 * @param read those of them of which something was read
 */
public record Reading(PartitionSet targets, PartitionSet there, PartitionSet read) {

    public Reading {
        Objects.requireNonNull(targets, "targets");
        if (!there.containsAll(read)) {
            throw new IllegalArgumentException("read what is not there: " + read.minus(there));
        }
    }
}
