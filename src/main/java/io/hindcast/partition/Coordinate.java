package io.hindcast.partition;

/** The value of one partition in one dimension. */
public sealed interface Coordinate {

    /**
     * A period.
     *
     * @param ordinal in the grid of the dimension
     */
    record Time(long ordinal) implements Coordinate {}

    /**
     * A key.
     *
     * @param value any non-empty string
     */
    record Key(String value) implements Coordinate {
        public Key {
            Keys.check(value);
        }
    }
}
