package io.hindcast.mapping;

import io.hindcast.partition.PartitionSet;
import java.util.Objects;

/**
 * The upstream partitions that something reads.
 *
 * @param inside those that the upstream declares
 * @param outside those that it does not declare
 */
public record Mapped(PartitionSet inside, PartitionSet outside) {

    public Mapped {
        Objects.requireNonNull(inside, "inside");
        Objects.requireNonNull(outside, "outside");
    }
}
