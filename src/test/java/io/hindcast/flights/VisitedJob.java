package io.hindcast.flights;

import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A job during which a test does something: after the step has opened its table, and before it commits. */
public final class VisitedJob implements SparkJob {

    /** What happens once, the next time that the job computes. */
    static final AtomicReference<Optional<Runnable>> VISIT = new AtomicReference<>(Optional.empty());

    @Override
    public Dataset<Row> rows(JobContext in) {
        VISIT.getAndSet(Optional.empty()).ifPresent(Runnable::run);
        return in.input("flights_clean")
                .where("NOT cancelled AND tailnum IS NOT NULL")
                .select("ds", "tailnum", "carrier", "flight", "time_hour");
    }
}
