package io.hindcast.bench;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The session of whoever tunes Spark and Delta for small tables by hand, with the meaning of Hindcast's. */
final class BenchSession {

    private static final Map<String, String> MEANING = Map.of(
            "spark.sql.ansi.enabled", "true",
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.storeAssignmentPolicy", "ANSI");

    private static final Map<String, String> DELTA = Map.of(
            "spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension",
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
            "spark.databricks.delta.snapshotPartitions", "1");

    private BenchSession() {}

    static SparkSession start() {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("by hand")
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.scheduler.mode", "FAIR")
                .config("spark.sql.shuffle.partitions", Runtime.getRuntime().availableProcessors())
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/no-catalog");
        MEANING.forEach(builder::config);
        DELTA.forEach(builder::config);
        return builder.getOrCreate();
    }
}
