package io.hindcast.problem;

import java.util.OptionalInt;

/**
 * Where in the user's files a problem lies.
 *
 * @param file the file as the user named it, or relative to the warehouse folder
 * @param line the line, counted from one; empty when the whole file is meant
 * @param column the column in the line, counted from one; empty when the whole line is meant
 */
public record Place(String file, OptionalInt line, OptionalInt column) {

    /** A whole file. */
    public static Place of(String file) {
        return new Place(file, OptionalInt.empty(), OptionalInt.empty());
    }

    /** One line of a file, counted from one. */
    public static Place of(String file, int line) {
        return new Place(file, OptionalInt.of(line), OptionalInt.empty());
    }

    /** One character of a file; line and column are counted from one. */
    public static Place of(String file, int line, int column) {
        return new Place(file, OptionalInt.of(line), OptionalInt.of(column));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        line.ifPresent(number -> text.append(':').append(number));
        column.ifPresent(number -> text.append(':').append(number));
        return text.toString();
    }
}
