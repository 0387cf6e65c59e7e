package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Has jobs describe their rows, and tells what was read for them once they are computed. */
final class ObservedRows {

    private final SparkSession session;
    private final OpenTables tables;
    private final Warehouse warehouse;

    /** For the jobs of one warehouse. */
    ObservedRows(SparkSession session, OpenTables tables, Warehouse warehouse) {
        this.session = session;
        this.tables = tables;
        this.warehouse = warehouse;
    }

    /**
     * The rows, not yet computed; what a job computes all the same while it describes them is seen.
     *
     * @param purpose what nobody else describes rows for at the same time
     */
    JobActions.Watched<Dataset<Row>> described(Asset asset, String purpose, Supplier<Dataset<Row>> rows) {
        // Tags are separated by commas.
        String tag = ("hindcast " + purpose).replace(',', ' ');
        return asset.declaration()
                .job()
                .match(
                        sql -> new JobActions.Watched<>(rows.get(), JobQueries.none()),
                        java -> JobActions.watch(session.sparkContext(), tag, rows));
    }

    /** What was read for rows that were computed. */
    StepReads reads(ReadObserver.Computation computation, JobQueries queries) {
        return ReadObserver.reads(tables, warehouse, computation, queries);
    }
}
