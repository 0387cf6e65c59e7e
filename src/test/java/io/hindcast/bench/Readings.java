package io.hindcast.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.SparkSession;

/** Makes the source of W2: so many days with so many rows each, always the same ones. */
public final class Readings {

    private Readings() {}

    /** Arguments: path of the table, number of days from 2024-01-01 on, rows a day, seed. */
    public static void main(String[] words) {
        long days = Long.parseLong(words[1]);
        long rows = Long.parseLong(words[2]);
        long seed = Long.parseLong(words[3]);
        SparkSession session = BenchSession.start();
        session.range(days * rows)
                .withColumn("ds", expr("date_add(DATE'2024-01-01', CAST(id DIV " + rows + " AS INT))"))
                .withColumn("chance", expr("pmod(xxhash64(id, " + seed + "L), 1000000L)"))
                .select(
                        col("ds"),
                        col("id"),
                        expr("CAST(chance % 500 AS INT) AS sensor"),
                        expr("CAST(ds AS TIMESTAMP) + make_dt_interval(0, 0, 0, id % 86400) AS taken_at"),
                        expr("chance DIV 7 AS raw"),
                        expr("CASE WHEN chance % 100 = 0 THEN 'broken' WHEN chance % 3 = 0 THEN 'warm' ELSE 'ok' END"
                                + " AS state"))
                .hint("rebalance", col("ds"))
                .write()
                .format("delta")
                .partitionBy("ds")
                .save(words[0]);
        session.stop();
    }
}
