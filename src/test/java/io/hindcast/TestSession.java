package io.hindcast;

import io.hindcast.spark.Sessions;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test JVM, with the settings that Hindcast itself uses. */
public final class TestSession {

    private TestSession() {}

    /** The session, started on first use. It ends with the JVM. Whatever a test before left, commands take this one. */
    public static SparkSession get() {
        SparkSession.setActiveSession(Holder.SESSION);
        return Holder.SESSION;
    }

    private static final class Holder {

        static final SparkSession SESSION = start();

        private static SparkSession start() {
            SparkSession session = Sessions.start(Map.of(
                    "spark.master", "local[2]",
                    "spark.app.name", "hindcast-tests",
                    "spark.sql.shuffle.partitions", "2",
                    "spark.sql.warehouse.dir", "target/spark-warehouse",
                    "spark.databricks.delta.snapshotPartitions", "1",
                    // What is not one stage, which is nearly all of Delta's own queries over the actions of its
                    // logs, is not compiled: that is done again for each query, and took a quarter of all tests.
                    // The rows of jobs are made in whole stages, as ever.
                    "spark.sql.codegen.factoryMode", "NO_CODEGEN",
                    // Thousands of small queries, many of them alike, go through one process.
                    "spark.sql.codegen.cache.maxEntries", "2000"));
            session.sparkContext().setLogLevel("ERROR");
            return session;
        }
    }
}
