package io.hindcast.flights;

import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A job in Java that reads rates and shops as they were when each of its years was over. */
public final class ShownJob implements SparkJob {

    @Override
    public Dataset<Row> rows(JobContext in) {
        Dataset<Row> known = in.input("shops")
                .groupBy("y", "shop")
                .agg(functions.expr("max(struct(_loaded_at, town)).town").as("town"));
        return in.input("sales")
                .join(in.input("rates"), "y")
                .join(known, new String[] {"y", "shop"})
                .groupBy("y", "town")
                .agg(functions.expr("sum(amount * rate)").as("amount"));
    }
}
