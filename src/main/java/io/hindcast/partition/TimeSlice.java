package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import java.util.Objects;

/**
 * Some periods of a time dimension.
 *
 * @param ordinals in the grid of the dimension
 */
public record TimeSlice(IntervalSet ordinals) implements Slice {

    public TimeSlice {
        Objects.requireNonNull(ordinals, "ordinals");
    }

    @Override
    public boolean isEmpty() {
        return ordinals.isEmpty();
    }
}
