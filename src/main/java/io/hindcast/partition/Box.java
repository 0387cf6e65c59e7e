package io.hindcast.partition;

import java.util.List;

/**
 * A product of slices, one per dimension: every combination of their values.
 *
 * @param slices in the order of the partitioning's dimensions
 */
public record Box(List<Slice> slices) {

    public Box {
        slices = List.copyOf(slices);
    }
}
