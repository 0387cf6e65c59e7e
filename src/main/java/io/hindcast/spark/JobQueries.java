package io.hindcast.spark;

import io.hindcast.spark.StepReads.Sight;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.execution.QueryExecution;

/**
 * The queries that were carried out for one attempt.
 *
 * @param all what gave the rows, and what the job carried out by itself while it described them
 * @param sight whether these are all
 */
record JobQueries(List<QueryExecution> all, Sight sight) {

    JobQueries {
        all = List.copyOf(all);
    }

    static JobQueries none() {
        return new JobQueries(List.of(), Sight.CLEAR);
    }

    JobQueries and(QueryExecution more) {
        List<QueryExecution> both = new ArrayList<>(all);
        both.add(more);
        return new JobQueries(both, sight);
    }
}
