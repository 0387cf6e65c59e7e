package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import io.hindcast.job.JobContext;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs really read: outside of what they declare nothing is committed, and what they never use is told. */
@Tag("spark")
class ObservedReadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path built;

    @TempDir
    Path base;

    /** Ten days, built once; and the class of the job in a jar of the user's, one for all, since Spark keeps it. */
    @BeforeAll
    static void build() throws IOException {
        SmallSales sales = SmallSales.declared(built);
        sales.expect(0, "run");
        UserJar.write(built.resolve("reaching-job.jar"), ReachingJob.class);
    }

    private SmallSales sales() {
        return sales("one");
    }

    private SmallSales sales(String name) {
        SmallSales sales = new SmallSales(built).copiedTo(base.resolve(name));
        sales.write(
                "warehouse.yaml", sales.text("warehouse.yaml") + "jars: [" + built.resolve("reaching-job.jar") + "]\n");
        return sales;
    }

    /** A Java asset of six days in the middle; {@code more} is what stands behind its inputs. */
    private static void declare(SmallSales sales, String inputs, String... more) {
        sales.write("reaching.yaml", """
                asset: reaching
                partition: {day: ds, from: 2026-01-03, until: 2026-01-08}
                class: io.hindcast.flights.ReachingJob
                inputs: %s
                columns: {ds: date, amount: bigint}
                %s
                """.formatted(inputs, String.join("\n", more)));
    }

    private static SparkSession spark() {
        return TestSession.get();
    }

    private Dataset<Row> table(String name) {
        return spark().read().format("delta").load(path(name));
    }

    private Dataset<Row> daily(String warehouse) {
        return spark().read()
                .format("delta")
                .load(base.resolve(warehouse + "/tables/daily").toString());
    }

    private String path(String name) {
        return base.resolve("one/tables").resolve(name).toString();
    }

    private static Dataset<Row> own(JobContext in) {
        return cut(in, in.input("daily"));
    }

    private static Dataset<Row> cut(JobContext in, Dataset<Row> rows) {
        return rows.join(in.partitions().select("ds"), "ds");
    }

    /** The rows of the input, with a column computed from something else that must not matter. */
    private static Dataset<Row> beside(JobContext in, Dataset<Row> other) {
        return own(in).crossJoin(other.agg(functions.count("*").as("others")))
                .selectExpr("ds", "amount + 0 * others AS amount");
    }

    private CommandLine.Ended ended(SmallSales sales, int exit, Function<JobContext, Dataset<Row>> rows) {
        ReachingJob.ROWS.set(rows);
        return sales.expect(exit, "run", "--select", "reaching", "--json");
    }

    @Test
    void a_java_job_whose_rows_are_drawn_by_chance_commits_nothing() {
        SmallSales sales = sales();
        declare(sales, "[daily]");
        assertRefused(
                sales,
                "HC-188",
                List.of("rand"),
                in -> own(in).selectExpr("ds", "amount + CAST(rand() * 9 AS BIGINT) AS amount"));
    }

    @Test
    void whatARunRefusesForItsPlanIsRefusedByTryAndTestAndNotVerified() {
        SmallSales sales = sales();
        sales.write("daily.sql", sales.text("daily.sql").replace("---*/", "checks: {unique: [ds]}\n---*/"));
        declare(sales, "[daily]");
        Function<JobContext, Dataset<Row>> pure = in -> own(in).groupBy("ds")
                .agg(functions.collect_list("amount").as("all"))
                .selectExpr("ds", "all[0] AS amount");
        ended(sales, 0, pure);
        sales.write("tests/reaching.yaml", """
                asset: reaching
                partitions: 2026-01-03
                tests:
                  a day:
                    given: {daily: [{ds: 2026-01-03, amount: 7}]}
                    expect: [{ds: 2026-01-03, amount: 7}]
                """);
        sales.expect(0, "try", "reaching@2026-01-03");
        sales.expect(0, "test");
        sales.expect(0, "verify", "--select", "reaching");

        ReachingJob.ROWS.set(in -> own(in).selectExpr("ds", "amount + CAST(rand() * 0 AS BIGINT) AS amount"));

        assertThat(sales.expect(2, "try", "reaching@2026-01-03").err()).contains("rand", "HC-188");
        assertThat(sales.expect(3, "test").out()).contains("HC-188");
        assertThat(sales.expect(10, "verify", "--select", "reaching", "--json").out())
                .contains("\"untold\":6", "\"different\":0", "HC-188");
        assertThat(sales.expect(10, "verify", "--all", "--from-scratch", "--json")
                        .out())
                .contains("\"untold\":6", "it could not be built from scratch: ", "rand", "HC-188");
    }

    @Test
    void everyErrorOfItsPlanIsToldAndNotOnlyTheFirst() {
        SmallSales sales = sales();
        declare(sales, "[daily]");
        assertRefused(
                sales,
                "HC-189",
                List.of("LIMIT 3", "collect_list", "rand"),
                in -> own(in).limit(3)
                        .groupBy("ds")
                        .agg(functions.collect_list("amount").as("all"))
                        .selectExpr("ds", "all[0] + CAST(rand() AS BIGINT) AS amount"));
    }

    @Test
    void aListOfTheOneRowOfAKeyIsNotAccusedAndWithoutTheKeyItIs() {
        Function<JobContext, Dataset<Row>> lists = in -> {
            Dataset<Row> daily = in.input("daily");
            return cut(
                            in,
                            daily.as("a")
                                    .join(daily.as("b"), "ds")
                                    .groupBy("ds")
                                    .agg(functions.collect_list("a.amount").as("all")))
                    .selectExpr("ds", "all[0] AS amount");
        };
        SmallSales without = sales();
        declare(without, "[daily]");
        assertRefused(without, "HC-189", List.of("collect_list"), lists);

        SmallSales keyed = sales("two");
        keyed.write("daily.sql", keyed.text("daily.sql").replace("---*/", "checks: {unique: [ds]}\n---*/"));
        declare(keyed, "[daily]");
        ended(keyed, 0, lists);
        assertThat(keyed.amounts("reaching")).hasSize(6);
    }

    @Test
    void aWarningOfItsPlanIsToldAtTheEndAsJsonAndLaterByShow() throws IOException {
        SmallSales sales = sales();
        declare(sales, "[daily]");
        CommandLine.Ended ended = ended(
                sales,
                0,
                in -> own(in).groupBy("ds")
                        .agg(functions
                                .sum(functions.col("amount").cast("double"))
                                .as("total"))
                        .selectExpr("ds", "CAST(total AS BIGINT) AS amount"));

        JsonNode warnings = JSON.readTree(ended.out()).path("warnings");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).path("asset").asText()).isEqualTo("reaching");
        assertThat(warnings.get(0).path("code").asText()).isEqualTo("HC-197");
        assertThat(warnings.get(0).path("what").asText()).contains("sum(");
        assertThat(warnings.get(0).path("cause").asText()).isNotEmpty();
        assertThat(warnings.get(0).path("way_out").asText()).isNotEmpty();
        assertThat(JSON.readTree(sales.expect(0, "show", "--json").out()).path("warnings"))
                .isEqualTo(warnings);
        assertThat(sales.expect(0, "show").out())
                .contains("purity: 1 warning, seen in the plans of Java jobs", "warning: reaching: ", "HC-197");
        assertThat(sales.expect(0, "run", "--select", "reaching", "--force", "--partitions", "2026-01-04")
                        .out())
                .contains("purity: 1 warning, seen in the plans of Java jobs", "warning: reaching: ", "HC-197");
    }

    private void assertRefused(
            SmallSales sales, String code, List<String> words, Function<JobContext, Dataset<Row>> rows) {
        ended(sales, 10, rows);
        List<Entry> told = sales.ledger().stream()
                .filter(entry -> entry.asset().equals("reaching"))
                .toList();
        assertThat(told).noneMatch(entry -> entry.event() == Event.COMMITTED);
        assertThat(told.stream().filter(entry -> entry.event() == Event.QUARANTINED))
                .hasSize(6)
                .allSatisfy(entry -> assertThat(entry.error()).contains(code).contains(words));
        assertThat(told.stream().filter(entry -> entry.event() == Event.FAILED))
                .as("neither repeated nor halved")
                .singleElement()
                .satisfies(entry -> assertThat(entry.attempt()).hasValue(1));
    }

    /** Each in a warehouse of its own. */
    private void refused(String inputs, String code, List<String> words, Function<JobContext, Dataset<Row>> rows)
            throws IOException {
        SmallSales sales = sales();
        declare(sales, inputs);
        assertRefused(sales, code, words, rows);
    }

    @Test
    void anUndeclaredTableIsRefused() throws IOException {
        refused("[daily]", "HC-336", List.of("sum3 at version", "daily"), in -> beside(in, table("sum3")));
    }

    @Test
    void filesThatAreNoTableAreRefused() throws IOException {
        Path text = Files.writeString(base.resolve("rates.txt"), "1\n2\n");
        refused(
                "[daily]",
                "HC-336",
                List.of("rates.txt"),
                in -> beside(in, spark().read().text(text.toString())));
    }

    @Test
    void sqlByPathInAJavaJobIsRefused() throws IOException {
        refused(
                "[daily]",
                "HC-336",
                List.of("sum3"),
                in -> beside(in, spark().sql("SELECT * FROM delta.`" + path("sum3") + "`")));
    }

    @Test
    void aTableOfTheCatalogIsRefused() throws IOException {
        spark().sql("CREATE TABLE rates_of_observed (n INT) USING parquet");
        try {
            spark().sql("INSERT INTO rates_of_observed VALUES (1)");
            refused(
                    "[daily]",
                    "HC-336",
                    List.of("Parquet files at", "rates_of_observed"),
                    in -> beside(in, spark().table("rates_of_observed")));
        } finally {
            spark().sql("DROP TABLE rates_of_observed");
        }
    }

    @Test
    void anActionInsideIsSeen() throws IOException {
        refused("[daily]", "HC-336", List.of("sum3"), in -> {
            long rows = table("sum3").where("amount > 0").count();
            return own(in).selectExpr("ds", "amount + 0 * " + rows + " AS amount");
        });
    }

    @Test
    void aCountThatTheLogCouldAnswerIsSeen() throws IOException {
        refused("[daily]", "HC-336", List.of("sum3"), in -> {
            long rows = table("sum3").count();
            return own(in).selectExpr("ds", "amount + 0 * " + rows + " AS amount");
        });
    }

    @Test
    void anActionOnAThreadOfItsOwnIsSeen() throws IOException {
        refused("[daily]", "HC-336", List.of("sum3"), in -> {
            Thread thread = new Thread(() -> table("sum3").collectAsList());
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return own(in).select("ds", "amount");
        });
    }

    @Test
    void aCachedDatasetIsSeenThrough() throws IOException {
        refused("[daily]", "HC-336", List.of("sum3"), in -> {
            Dataset<Row> kept = table("sum3").cache();
            kept.count();
            return beside(in, kept);
        });
        spark().catalog().clearCache();
    }

    @Test
    void broadcastsSubQueriesAndReusedPartsAreSeen() throws IOException {
        refused("[daily]", "HC-336", List.of("sum3"), in -> {
            own(in).createOrReplaceTempView("observed_own");
            table("sum3").createOrReplaceTempView("observed_other");
            return spark().sql("""
                    WITH o AS (SELECT ds, max(amount) AS most FROM observed_other GROUP BY ds)
                    SELECT /*+ BROADCAST(a) */ t.ds, t.amount
                    FROM observed_own t
                    JOIN o a ON a.ds = t.ds JOIN o b ON b.ds = a.ds
                    WHERE t.amount <= (SELECT sum(most) FROM o)
                    """);
        });
    }

    @Test
    void rowsOfAnRddAreFollowedToTheirFiles() throws IOException {
        refused("[daily]", "HC-336", List.of("sum3"), in -> {
            JavaRDD<Row> rows = table("sum3").toJavaRDD().filter(row -> true);
            return beside(in, spark().createDataFrame(rows, table("sum3").schema()));
        });
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        refused(
                "[daily]",
                "HC-337",
                List.of("daily at version 0", "reads version 1"),
                in -> beside(
                        in,
                        spark().read().format("delta").option("versionAsOf", 0).load(path("daily"))));
    }

    @Test
    void theOwnTableIsRefused() throws IOException {
        SmallSales sales = sales();
        declare(sales, "[daily]");
        ended(sales, 0, in -> own(in).select("ds", "amount"));
        sales.expect(0, "status");

        ReachingJob.ROWS.set(in -> beside(in, table("reaching")));
        sales.expect(10, "run", "--select", "reaching", "--force");

        assertThat(sales.ledger().stream().filter(entry -> entry.event() == Event.FAILED))
                .singleElement()
                .satisfies(entry -> assertThat(entry.error()).contains("HC-336", "its own table", "self: {before: 1}"));
    }

    @Test
    void partitionsOutsideTheWindowAreRefusedAndThoseWithinAreNot() throws IOException {
        refused(
                "[daily]",
                "HC-338",
                List.of("daily", "2026-01-01..2026-01-02,2026-01-09..2026-01-10", "2026-01-03..2026-01-08"),
                in -> beside(in, table("daily")));

        SmallSales sales = sales("two");
        declare(sales, "{daily: {window: {before: 1}}}");
        ended(sales, 0, in -> beside(in, daily("two").where("ds BETWEEN '2026-01-02' AND '2026-01-08'")));
        assertThat(sales.amounts("reaching")).hasSize(6);
    }

    @Test
    void whatTheAuthorAllowsWithAReasonIsLetThrough() throws IOException {
        SmallSales sales = sales();
        declare(sales, "[daily]", "allows: {outside_read: \"rates never change\"}");
        Path text = Files.writeString(base.resolve("rates.txt"), "1\n2\n");
        ended(sales, 0, in -> beside(in, spark().read().text(text.toString())));
        assertThat(sales.amounts("reaching")).hasSize(6);
    }

    @Test
    void pureWaysToReadAreNotAccused() throws IOException {
        Map<String, Function<JobContext, Dataset<Row>>> ways = new LinkedHashMap<>();
        ways.put("plain", in -> own(in).select("ds", "amount"));
        ways.put("cached", in -> {
            Dataset<Row> kept = in.input("daily").cache();
            kept.count();
            return cut(in, kept).select("ds", "amount");
        });
        ways.put("rdd", in -> {
            Dataset<Row> daily = in.input("daily");
            return cut(in, spark().createDataFrame(daily.toJavaRDD(), daily.schema()))
                    .select("ds", "amount");
        });
        ways.put(
                "union",
                in -> own(in).select("ds", "amount")
                        .union(own(in).select("ds", "amount").where("false")));
        ways.put("checkpoint", in -> own(in).select("ds", "amount").localCheckpoint());
        ways.put("counted", in -> {
            long rows = in.input("daily").count();
            return own(in).selectExpr("ds", "amount + 0 * " + rows + " AS amount");
        });
        ways.put("values", in -> beside(in, spark().range(3).toDF()));
        SmallSales sales = sales();
        declare(sales, "{daily: {window: {before: 1}}}");
        for (Map.Entry<String, Function<JobContext, Dataset<Row>>> way : ways.entrySet()) {
            ReachingJob.ROWS.set(way.getValue());
            CommandLine.Ended ended = sales.expect(0, "run", "--select", "reaching", "--force", "--json");
            JsonNode hints = JSON.readTree(ended.out()).path("hints");
            boolean window = List.of("plain", "union", "values", "checkpoint").contains(way.getKey());
            assertThat(hints).as(way.getKey() + ended.out()).hasSize(window ? 1 : 0);
        }
        spark().catalog().clearCache();
        assertThat(sales.amounts("reaching")).hasSize(6).containsEntry("2026-01-05", "10");
    }

    private static JsonNode hints(SmallSales sales, String... more) throws IOException {
        CommandLine.Ended ended = sales.expect(0, "run", more);
        return JSON.readTree(ended.out()).path("hints");
    }

    private static String sql(String asset, String inputs, String select) {
        return """
                /*---
                asset: %s
                partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
                inputs: %s
                ---*/
                %s
                """.formatted(asset, inputs, select);
    }

    /** Asset to what to write. */
    private static Map<String, String> written(JsonNode hints) {
        Map<String, String> written = new LinkedHashMap<>();
        hints.forEach(hint ->
                written.put(hint.path("asset").asText(), hint.path("write").asText()));
        return written;
    }

    @Test
    void windowsThatAreWiderThanWhatIsUsedAreToldWithTheTighterOne() throws IOException {
        SmallSales sales = sales();
        String trailing = """
                SELECT p.ds, sum(d.amount) AS amount
                FROM partitions p JOIN daily d ON d.ds > p.ds - INTERVAL 3 DAYS AND d.ds <= p.ds
                GROUP BY p.ds
                """;
        sales.write("wide.sql", sql("wide", "{daily: {window: {before: 6}}}", trailing));
        sales.write("right.sql", sql("right", "{daily: {window: {before: 2}}}", trailing));
        sales.write("spots.sql", sql("spots", "{daily: {window: {before: 5}}}", """
                        SELECT p.ds, sum(d.amount) AS amount
                        FROM partitions p JOIN daily d ON d.ds = p.ds OR d.ds = p.ds - INTERVAL 5 DAYS
                        GROUP BY p.ds
                        """));
        sales.write("grouped.sql", sql("grouped", "{daily: {all: true}}", """
                        WITH days AS (SELECT ds, sum(amount) AS amount FROM daily GROUP BY ds)
                        SELECT p.ds, d.amount FROM partitions p LEFT JOIN days d ON d.ds = p.ds - INTERVAL 1 DAY
                        """));
        sales.write("total.sql", sql("total", "{daily: {all: true}}", """
                        SELECT p.ds, t.amount FROM partitions p CROSS JOIN (SELECT sum(amount) AS amount FROM daily) t
                        """));
        sales.write("running.sql", sql("running", "{daily: {window: {before: unbounded}}}", """
                        SELECT p.ds, sum(d.amount) AS amount FROM partitions p JOIN daily d ON d.ds <= p.ds GROUP BY p.ds
                        """));
        sales.write("future.sql", sql("future", "{daily: {window: {before: 2, after: 2}}}", """
                        SELECT p.ds, sum(d.amount) AS amount
                        FROM partitions p JOIN daily d ON d.ds BETWEEN p.ds AND p.ds + INTERVAL 1 DAY
                        GROUP BY p.ds
                        """));

        JsonNode hints = hints(
                sales,
                "--partitions",
                "2026-01-06..2026-01-08",
                "--json",
                "--select",
                "wide right spots grouped total running future");

        assertThat(written(hints))
                .isEqualTo(Map.of(
                        "wide", "inputs: {daily: {window: {before: 2}}}",
                        "spots", "inputs: {daily: {offsets: [0, -5]}}",
                        "grouped", "inputs: {daily: {lag: 1}}",
                        "future", "inputs: {daily: {window: {after: 1}}}"));
        CommandLine.Ended shown = sales.expect(0, "show");
        assertThat(shown.out())
                .contains("hints: 4 declarations could say less")
                .contains(
                        "wide of daily: declared is the day and the 6 before it; only the day and the 2 before it was used, in 3")
                .contains("write: inputs: {daily: {window: {before: 2}}}");
    }
}
