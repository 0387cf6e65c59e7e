package io.hindcast.asset;

import java.util.List;

/**
 * A relation that a job may read.
 *
 * @param columns all that it has
 * @param mapping the definition of the mapping, which says what of it the job is shown
 */
public record JobInput(List<Column> columns, String mapping) {

    public JobInput {
        columns = List.copyOf(columns);
    }
}
