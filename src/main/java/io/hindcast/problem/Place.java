package io.hindcast.problem;

import java.util.OptionalInt;

/**
 * Where in the user's files a problem lies.
 *
 * @param file the file as the user named it, or relative to the warehouse folder
 * @param line the line, counted from one; empty when the whole file is meant
 */
public record Place(String file, OptionalInt line) {

    /** A whole file. */
    public static Place of(String file) {
        return new Place(file, OptionalInt.empty());
    }

    /** One line of a file, counted from one. */
    public static Place of(String file, int line) {
        return new Place(file, OptionalInt.of(line));
    }

    @Override
    public String toString() {
        return line.isPresent() ? file + ":" + line.getAsInt() : file;
    }
}
