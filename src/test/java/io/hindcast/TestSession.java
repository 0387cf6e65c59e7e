package io.hindcast;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test JVM, with the settings that Hindcast itself uses. */
public final class TestSession {

    private TestSession() {}

    /** The session, started on first use. It ends with the JVM. */
    public static SparkSession get() {
        return Holder.SESSION;
    }

    private static final class Holder {

        static final SparkSession SESSION = start();

        private static SparkSession start() {
            SparkSession session = SparkSession.builder()
                    .master("local[2]")
                    .appName("hindcast-tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                    .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                    .config("spark.sql.session.timeZone", "UTC")
                    .config("spark.sql.ansi.enabled", "true")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                    .config("spark.databricks.delta.snapshotPartitions", "1")
                    .config("spark.databricks.delta.v2.enableMode", "NONE")
                    .getOrCreate();
            session.sparkContext().setLogLevel("ERROR");
            return session;
        }
    }
}
