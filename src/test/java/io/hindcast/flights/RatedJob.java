package io.hindcast.flights;

import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** A job whose function of one value depends on something else as well, which no look at the code can tell. */
public final class RatedJob implements SparkJob {

    /** As if a service were asked. */
    static final AtomicLong RATE = new AtomicLong(1);

    @Override
    public Dataset<Row> rows(JobContext in) {
        UDF1<Long, Long> rated = amount -> amount * RATE.get();
        return in.input("daily")
                .select(
                        functions.col("ds"),
                        functions.col("amount"),
                        functions
                                .udf(rated, DataTypes.LongType)
                                .apply(functions.col("amount"))
                                .as("rated"));
    }
}
