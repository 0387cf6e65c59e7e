package io.hindcast.spark;

import io.hindcast.delta.LocalDisk;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** The Spark session that Hindcast works with. */
public final class Sessions {

    /** Settings that bear meaning: a warehouse is only reproducible if they are always the same. */
    private static final Map<String, String> MEANING = Map.of(
            "spark.sql.ansi.enabled", "true",
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.storeAssignmentPolicy", "ANSI",
            "spark.sql.caseSensitive", "false");

    private Sessions() {}

    /** Settings that bear meaning, as they are for every job. */
    static Map<String, String> meaning() {
        return MEANING;
    }

    /**
     * The session of this process, started if there is none yet.
     *
     * @param operator settings of the operator; they win over the usual ones, those of spark-submit over both, and over
     *     all those that bear meaning
     */
    public static SparkSession start(Map<String, String> operator) {
        // What spark-submit was given stands in the system properties, and wins over what is merely usual.
        SparkConf given = new SparkConf();
        Map<String, String> settings = new LinkedHashMap<>(usual());
        String master = given.get("spark.master", operator.getOrDefault("spark.master", "local[*]"));
        settings.put("spark.master", master);
        if (master.startsWith("local")) {
            settings.putAll(usualOnOneMachine());
        }
        settings.keySet().removeIf(given::contains);
        operator.forEach((key, value) -> {
            if (!given.contains(key)) {
                settings.put(key, value);
            }
        });
        localDisk(given.get("spark.master", settings.getOrDefault("spark.master", "")))
                .forEach((key, value) -> {
                    if (!given.contains(key)) {
                        settings.putIfAbsent(key, value);
                    }
                });
        settings.putAll(MEANING);
        SparkSession.Builder builder = SparkSession.builder().appName("hindcast");
        settings.forEach(builder::config);
        return builder.getOrCreate();
    }

    /** How many cores the tasks of a session have now, on all its executors; at least one. */
    public static int cores(SparkSession session) {
        SparkContext context = session.sparkContext();
        int tasks =
                context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
        return Math.max(1, tasks * context.getConf().getInt("spark.task.cpus", 1));
    }

    /** Executors elsewhere need not have our classes when they start. */
    private static Map<String, String> localDisk(String master) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (master.startsWith("local")) {
            LocalDisk.settings().forEach((key, value) -> settings.put("spark.hadoop." + key, value));
        }
        return settings;
    }

    private static Map<String, String> usual() {
        Map<String, String> usual = new LinkedHashMap<>();
        usual.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        usual.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        usual.put("spark.ui.enabled", "false");
        usual.put("spark.ui.showConsoleProgress", "false");
        usual.put("spark.scheduler.mode", "FAIR");
        usual.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/hindcast-no-catalog");
        // The connector behind this setting is a preview; reads and writes are to take the one well-known way.
        usual.put("spark.databricks.delta.v2.enableMode", "NONE");
        usual.put("spark.databricks.delta.commit.idempotencyCheck.enabled", "true");
        // A count that is answered from the log leaves no trace in the plan: a job's reads are to be seen.
        usual.put("spark.databricks.delta.optimizeMetadataQuery.enabled", "false");
        // A list of files beside each commit of a small table is for readers who have none; after a commit by
        // Kernel it costs a job, and ours are remembered anyway.
        usual.put("spark.databricks.delta.allFilesInCrc.enabled", "false");
        return usual;
    }

    private static Map<String, String> usualOnOneMachine() {
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        return Map.of(
                "spark.driver.host",
                "127.0.0.1",
                "spark.driver.bindAddress",
                "127.0.0.1",
                "spark.sql.shuffle.partitions",
                cores,
                // The state of a table in fifty tasks costs seconds a commit.
                "spark.databricks.delta.snapshotPartitions",
                cores);
    }
}
