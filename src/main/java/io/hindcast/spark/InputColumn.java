package io.hindcast.spark;

import java.util.Comparator;

/**
 * A column of an input.
 *
 * @param input its name
 * @param column its name; both in lower case
 */
record InputColumn(String input, String column) implements Comparable<InputColumn> {

    private static final Comparator<InputColumn> ORDER =
            Comparator.comparing(InputColumn::input).thenComparing(InputColumn::column);

    @Override
    public int compareTo(InputColumn other) {
        return ORDER.compare(this, other);
    }
}
