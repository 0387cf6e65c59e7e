package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;

/** Which upstream periods a downstream period reads. */
public sealed interface TimeRule {

    /**
     * Those that overlap it, each moved by each of a set of offsets.
     *
     * @param offsets counted in upstream periods; not empty, possibly unbounded
     */
    record Aligned(IntervalSet offsets) implements TimeRule {
        public Aligned {
            if (offsets.isEmpty()) {
                throw new IllegalArgumentException("no offsets: nothing would be read");
            }
        }
    }

    /** All that are declared. */
    record Whole() implements TimeRule {}
}
