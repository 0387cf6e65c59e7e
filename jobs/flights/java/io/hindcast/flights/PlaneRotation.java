package io.hindcast.flights;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Chains the flights that a plane made on a day, and tells how much of a late departure the plane brought with it: at
 * most by how many minutes it came in late with the leg before.
 *
 * <p>Only departures from New York are in the data, so a leg before is the plane's last departure from there on the same
 * day, and not its flight back.
 */
public final class PlaneRotation implements SparkJob {

    @Override
    public Dataset<Row> rows(JobContext in) {
        // A total order: two flights of one plane can be scheduled for the same minute.
        WindowSpec day = Window.partitionBy("ds", "tailnum").orderBy("sched_dep_at", "carrier", "flight", "time_hour");
        Column inbound = lag("arr_delay", 1).over(day);
        Column carried = least(greatest(coalesce(inbound, lit(0)), lit(0)), greatest(col("dep_delay"), lit(0)));
        return in.input("flights_clean")
                .where(col("tailnum").isNotNull().and(col("cancelled").equalTo(false)))
                .select(
                        col("ds"),
                        col("tailnum"),
                        row_number().over(day).as("leg"),
                        col("time_hour"),
                        col("carrier"),
                        col("flight"),
                        col("origin"),
                        col("dest"),
                        col("dep_delay"),
                        inbound.as("inbound_delay"),
                        carried.as("carried_delay"));
    }
}
