package io.hindcast.delta;

import io.hindcast.partition.PartitionSet;
import java.time.Instant;

/**
 * A commit of another hand in partitions that a step was to replace.
 *
 * @param operation what Delta calls it; may be empty
 * @param partitions those of the step that it changed
 */
public record ForeignWrite(long version, String operation, Instant at, PartitionSet partitions) {

    @Override
    public String toString() {
        return operation + " at " + at + " (version " + version + ")";
    }
}
