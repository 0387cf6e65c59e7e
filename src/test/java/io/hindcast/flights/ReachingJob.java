package io.hindcast.flights;

import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A job whose rows a test describes: no static look sees what it reads. */
public final class ReachingJob implements SparkJob {

    static final AtomicReference<Function<JobContext, Dataset<Row>>> ROWS =
            new AtomicReference<>(in -> in.input("daily"));

    @Override
    public Dataset<Row> rows(JobContext in) {
        return Objects.requireNonNull(ROWS.get()).apply(in);
    }
}
