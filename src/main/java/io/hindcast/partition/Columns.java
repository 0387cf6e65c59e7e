package io.hindcast.partition;

/** The check of column names that every dimension needs. */
final class Columns {

    private Columns() {}

    static void check(String column) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("a dimension needs a column");
        }
    }
}
