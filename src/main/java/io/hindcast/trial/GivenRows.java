package io.hindcast.trial;

import io.hindcast.problem.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as a test file has them.
 *
 * @param columns those that at least one row or the heading of a table names, in the order of the file
 * @param place where they begin
 */
public record GivenRows(List<String> columns, List<Row> rows, Place place) {

    public GivenRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param values column to value; a column that is not there is null
     * @param place where it stands
     */
    public record Row(Map<String, GivenValue> values, Place place) {

        public Row {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
