package io.hindcast.difference;

import java.util.List;
import java.util.Optional;

/**
 * A row that differs.
 *
 * @param kind in which way
 * @param partition in text form
 * @param cells the values of the key; without a key, and of rows that have no counterpart, of all columns
 * @param changes of a changed row, the values that are others
 */
public record Example(Kind kind, String partition, List<Cell> cells, List<Change> changes) {

    public Example {
        cells = List.copyOf(cells);
        changes = List.copyOf(changes);
    }

    /** The ways in which a row can differ. */
    public enum Kind {
        CHANGED,
        REMOVED,
        ADDED
    }

    /**
     * A value.
     *
     * @param text empty for null
     */
    public record Cell(String column, Optional<String> text) {}

    /** A value that is another. */
    public record Change(String column, Optional<String> before, Optional<String> after) {}
}
