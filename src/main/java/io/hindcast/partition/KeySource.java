package io.hindcast.partition;

import java.util.Objects;
import java.util.SortedSet;

/** Where the keys of a dimension come from. */
public sealed interface KeySource {

    /**
     * Keys written in the declaration, or found out since.
     *
     * @param keys any non-empty strings
     */
    record Listed(SortedSet<String> keys) implements KeySource {
        public Listed {
            keys = Keys.copyOf(keys);
        }
    }

    /**
     * Keys that are the distinct values of a column of an input.
     *
     * @param input the name of the input
     * @param column its column
     */
    record Discovered(String input, String column) implements KeySource {
        public Discovered {
            Objects.requireNonNull(input, "input");
            Objects.requireNonNull(column, "column");
        }
    }
}
