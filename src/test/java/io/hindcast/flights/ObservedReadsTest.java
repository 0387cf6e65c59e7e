package io.hindcast.flights;

import static io.hindcast.flights.Reaching.beside;
import static io.hindcast.flights.Reaching.cut;
import static io.hindcast.flights.Reaching.own;
import static io.hindcast.flights.Reaching.spark;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.job.JobContext;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs really read: of what is read outside of the declaration nothing is committed. */
@Tag("spark")
class ObservedReadsTest {

    private static final String TABLE_OF_OTHERS = "rates_of_observed";

    @TempDir
    Path base;

    private Reaching world;

    @BeforeEach
    void copy() {
        world = Reaching.in(base.resolve("world"));
    }

    @AfterEach
    void forget() {
        spark().catalog().clearCache();
        spark().sql("DROP TABLE IF EXISTS " + TABLE_OF_OTHERS);
    }

    /** What a refusal must say, and what is refused. */
    private record Outside(List<String> said, Function<JobContext, Dataset<Row>> rows) {}

    private Map<String, Outside> outside() throws IOException {
        Path text = Files.writeString(base.resolve("rates.txt"), "1\n2\n");
        Map<String, Outside> ways = new LinkedHashMap<>();
        ways.put(
                "undeclared_table",
                new Outside(List.of("HC-336", "sum3 at version", "daily"), in -> beside(in, world.table("sum3"))));
        ways.put(
                "files",
                new Outside(
                        List.of("HC-336", "rates.txt"),
                        in -> beside(in, spark().read().text(text.toString()))));
        ways.put(
                "sql_by_path",
                new Outside(
                        List.of("HC-336", "sum3"),
                        in -> beside(in, spark().sql("SELECT * FROM delta.`" + world.path("sum3") + "`"))));
        ways.put(
                "catalog",
                new Outside(
                        List.of("HC-336", "Parquet files at", TABLE_OF_OTHERS),
                        in -> beside(in, spark().table(TABLE_OF_OTHERS))));
        ways.put(
                "other_version",
                new Outside(
                        List.of("HC-337", "daily at version 0", "reads version 1"),
                        in -> beside(
                                in,
                                spark().read()
                                        .format("delta")
                                        .option("versionAsOf", 0)
                                        .load(world.path("daily")))));
        ways.put(
                "beyond_window",
                new Outside(
                        List.of(
                                "HC-338",
                                "daily",
                                "2026-01-01..2026-01-02,2026-01-09..2026-01-10",
                                "2026-01-03..2026-01-08"),
                        in -> beside(in, world.table("daily"))));
        return ways;
    }

    /** Ways to read another table that leave little behind, or nothing, in the plan of the rows. */
    private Map<String, Function<JobContext, Dataset<Row>>> hidden() {
        Map<String, Function<JobContext, Dataset<Row>>> ways = new LinkedHashMap<>();
        ways.put(
                "action",
                in -> times(in, world.table("sum3").where("amount > 0").count()));
        ways.put("count_of_the_log", in -> times(in, world.table("sum3").count()));
        ways.put("thread", in -> {
            Thread thread = new Thread(() -> world.table("sum3").collectAsList());
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return own(in);
        });
        ways.put("broadcast", in -> {
            own(in).createOrReplaceTempView("observed_own");
            world.table("sum3").createOrReplaceTempView("observed_other");
            return spark().sql("""
                    WITH o AS (SELECT ds, max(amount) AS most FROM observed_other GROUP BY ds)
                    SELECT /*+ BROADCAST(a) */ t.ds, t.amount
                    FROM observed_own t
                    JOIN o a ON a.ds = t.ds JOIN o b ON b.ds = a.ds
                    WHERE t.amount <= (SELECT sum(most) FROM o)
                    """);
        });
        ways.put("rdd_of_another", in -> {
            JavaRDD<Row> rows = world.table("sum3").toJavaRDD().filter(row -> true);
            return beside(in, spark().createDataFrame(rows, world.table("sum3").schema()));
        });
        // What is kept is found again by whoever reads the same: it comes last.
        ways.put("kept", in -> {
            Dataset<Row> kept = world.table("sum3").cache();
            kept.count();
            return beside(in, kept);
        });
        return ways;
    }

    private static Dataset<Row> times(JobContext in, long rows) {
        return own(in).selectExpr("ds", "amount + 0 * " + rows + " AS amount");
    }

    @Test
    void whatIsReadOutsideOfTheDeclarationIsRefused() throws IOException {
        spark().sql("CREATE TABLE " + TABLE_OF_OTHERS + " USING parquet AS SELECT 1 AS n");
        Map<String, Outside> ways = outside();
        hidden().forEach((name, rows) -> ways.put(name, new Outside(List.of("HC-336", "sum3"), rows)));
        ways.forEach((name, way) -> world.declare(name, way.rows()));

        world.run(10, List.copyOf(ways.keySet()));

        ways.forEach((name, way) -> world.requireRefused(name, way.said().toArray(String[]::new)));
    }

    @Test
    void theOwnTableIsRefused() {
        world.declare("reaching", Reaching::own);
        world.run(0, List.of("reaching"));
        world.sales().expect(0, "status");

        world.declare("reaching", in -> beside(in, world.table("reaching")));
        world.run(10, List.of("reaching"), "--force");

        assertThat(world.sales().ledger().stream().filter(entry -> entry.event() == Event.FAILED))
                .singleElement()
                .satisfies(entry -> assertThat(entry.error()).contains("HC-336", "its own table", "self: {before: 1}"));
    }

    /** Ways to read that are as declared. */
    private Map<String, Function<JobContext, Dataset<Row>>> within() {
        Map<String, Function<JobContext, Dataset<Row>>> ways = new LinkedHashMap<>();
        ways.put("plain", Reaching::own);
        ways.put("union", in -> own(in).union(own(in).where("false")));
        ways.put("checkpoint", in -> own(in).localCheckpoint());
        ways.put("values", in -> beside(in, spark().range(3).toDF()));
        ways.put("in_window", in -> beside(in, world.table("daily").where("ds BETWEEN '2026-01-02' AND '2026-01-08'")));
        ways.put("counted", in -> times(in, in.input("daily").count()));
        ways.put("rdd", in -> {
            Dataset<Row> daily = in.input("daily");
            return cut(in, spark().createDataFrame(daily.toJavaRDD(), daily.schema()))
                    .select("ds", "amount");
        });
        ways.put("cached", in -> {
            Dataset<Row> kept = in.input("daily").cache();
            kept.count();
            return cut(in, kept).select("ds", "amount");
        });
        return ways;
    }

    @Test
    void pureWaysToReadAreNotAccused() throws IOException {
        Map<String, Function<JobContext, Dataset<Row>>> ways = within();
        ways.forEach((name, rows) -> world.declare(name, "inputs: {daily: {window: {before: 1}}}", rows));
        Path text = Files.writeString(base.resolve("rates.txt"), "1\n2\n");
        world.declare(
                "allowed",
                "inputs: [daily]\nallows: {outside_read: \"rates never change\"}",
                in -> beside(in, spark().read().text(text.toString())));
        List<String> assets = new ArrayList<>(ways.keySet());
        assets.add("allowed");

        JsonNode ended = new ObjectMapper().readTree(world.run(0, assets).out());

        for (String asset : assets) {
            assertThat(world.sales().amounts(asset)).as(asset).hasSize(6).containsEntry("2026-01-05", "10");
        }
        Set<String> hinted = new HashSet<>();
        ended.path("hints").forEach(hint -> hinted.add(hint.path("asset").asText()));
        assertThat(hinted)
                .as("whose rows tell that the day before is not used")
                .containsExactlyInAnyOrder("plain", "union", "checkpoint", "values");
    }
}
