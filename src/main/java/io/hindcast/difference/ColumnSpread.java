package io.hindcast.difference;

import java.util.List;
import java.util.Optional;

/**
 * How the values of a column are spread over the partitions that were read, before and after.
 *
 * @param column its name
 * @param type its type after, as Spark's DDL text
 * @param before over the rows before
 * @param after over the rows after
 * @param sum by how much the sum of a column of figures grew; exact for whole and decimal figures, to six digits for
 *     floating ones; empty for other columns and where it is out of range
 * @param moved values of texts and booleans whose number changed most, the largest change first
 */
public record ColumnSpread(
        String column, String type, Spread before, Spread after, Optional<String> sum, List<Moved> moved) {

    public ColumnSpread {
        moved = List.copyOf(moved);
    }

    /** Whether anything that is known of the two sides differs. */
    public boolean isMoved() {
        return !before.equals(after) || !moved.isEmpty();
    }

    /**
     * One side.
     *
     * @param nulls rows without a value
     * @param distinct how many different values there are: about, within some percent, and always the same for the same
     *     rows
     * @param least the smallest value; empty without values
     * @param most the largest value
     * @param mean of figures, to six digits
     * @param quartiles the three of figures, exact; none for other columns, and of more rows than fit in memory
     */
    public record Spread(
            long nulls,
            long distinct,
            Optional<String> least,
            Optional<String> most,
            Optional<String> mean,
            List<String> quartiles) {

        public Spread {
            quartiles = List.copyOf(quartiles);
        }
    }

    /**
     * A value whose number changed.
     *
     * @param value empty for null
     * @param before how many rows had it
     * @param after how many rows have it
     */
    public record Moved(Optional<String> value, long before, long after) {}
}
