package io.hindcast.flights;

import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A job whose rows a test describes: no static look sees what it reads. */
public final class ReachingJob implements SparkJob {

    /** The rows of assets whose settings name a way to make them. */
    static final Map<String, Function<JobContext, Dataset<Row>>> WAYS = new ConcurrentHashMap<>();

    /** The rows of all others. */
    static final AtomicReference<Function<JobContext, Dataset<Row>>> ROWS =
            new AtomicReference<>(in -> in.input("daily"));

    @Override
    public Dataset<Row> rows(JobContext in) {
        Optional<String> way = Optional.ofNullable(in.settings().get("way"));
        return way.map(name -> Objects.requireNonNull(WAYS.get(name)))
                .orElseGet(() -> Objects.requireNonNull(ROWS.get()))
                .apply(in);
    }
}
