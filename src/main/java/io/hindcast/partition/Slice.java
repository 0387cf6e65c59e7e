package io.hindcast.partition;

/** Some values of one dimension: one side of a {@link Box}. */
public sealed interface Slice permits TimeSlice, KeySlice {

    /** Whether there is no value. */
    boolean isEmpty();
}
