package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import io.hindcast.job.JobContext;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job really read is held against its declaration by verify, try and test as it is by a run. */
@Tag("once")
@Tag("spark")
class ReadsBesideRunsTest {

    private static final String TEST = """
            asset: reaching
            partitions: 2026-01-03..2026-01-04
            given: {daily: [{ds: 2026-01-03, amount: 1}, {ds: 2026-01-04, amount: 2}]}
            tests:
              passes on:
                expect: [{ds: 2026-01-03, amount: 1}, {ds: 2026-01-04, amount: 2}]
            """;

    @TempDir
    static Path base;

    private static SmallSales sales;

    /** Ten days and a Java asset of six of them, built from what it declares. */
    @BeforeAll
    static void build() throws IOException {
        sales = SmallSales.built(base);
        UserJar.write(base.resolve("reaching-beside.jar"), ReachingJob.class);
        sales.write(
                "warehouse.yaml",
                sales.text("warehouse.yaml") + "jars: [" + base.resolve("reaching-beside.jar") + "]\n");
        sales.write("reaching.yaml", """
                asset: reaching
                partition: {day: ds, from: 2026-01-03, until: 2026-01-08}
                class: io.hindcast.flights.ReachingJob
                inputs: {daily: {window: {before: 1}}}
                columns: {ds: date, amount: bigint}
                """);
        sales.write("tests/reaching.yaml", TEST);
        ReachingJob.ROWS.set(ReadsBesideRunsTest::own);
        sales.expect(0, "run");
    }

    private static Dataset<Row> own(JobContext in) {
        return in.input("daily").join(in.partitions().select("ds"), "ds").select("ds", "amount");
    }

    private static Dataset<Row> table(String name) {
        return SparkSession.active()
                .read()
                .format("delta")
                .load(base.resolve("tables").resolve(name).toString());
    }

    /** The rows that it should give, with a look at something else that changes none of them. */
    private static Dataset<Row> beside(JobContext in, Dataset<Row> other) {
        return own(in).crossJoin(other.selectExpr("count(*) AS others"))
                .selectExpr("ds", "amount + 0 * others AS amount");
    }

    private static void assertTold(String code, String said, Function<JobContext, Dataset<Row>> rows) {
        ReachingJob.ROWS.set(rows);
        assertThat(sales.expect(2, "try", "reaching@2026-01-05").err()).contains(code, said);
        CommandLine.Ended tested = sales.expect(3, "test", "--select", "reaching");
        assertThat(tested.out()).contains("a run would refuse this", code);
        CommandLine.Ended verified = sales.expect(10, "verify", "--select", "reaching");
        assertThat(verified.out()).contains(code, said, "6 that cannot be told");
        assertThat(sales.ledger().stream().filter(entry -> entry.event() == Event.VERIFIED))
                .last()
                .satisfies(entry -> assertThat(entry.error()).contains(code));
    }

    @Test
    void whatIsDeclaredIsRead() {
        ReachingJob.ROWS.set(ReadsBesideRunsTest::own);
        assertThat(sales.expect(0, "try", "reaching@2026-01-05").out()).contains("2026-01-05");
        assertThat(sales.expect(0, "test").out()).contains("passed  reaching: passes on");
        assertThat(sales.expect(0, "verify", "--select", "reaching").out()).doesNotContain("HC-33");
    }

    @Test
    void aTableThatIsNoInput() {
        assertTold("HC-336", "sum3 at version", in -> beside(in, table("sum3")));
    }

    @Test
    void aCountThatOnlyTheJobSees() {
        assertTold("HC-336", "sum3 at version", in -> {
            long rows = table("sum3").where("amount > 0").count();
            return own(in).selectExpr("ds", "amount + 0 * " + rows + " AS amount");
        });
    }

    @Test
    void filesThatAreNoTable() throws IOException {
        Path text = Files.writeString(base.resolve("rates.txt"), "1\n2\n");
        assertTold(
                "HC-336",
                "rates.txt",
                in -> beside(in, SparkSession.active().read().text(text.toString())));
    }

    @Test
    void anotherVersionOfAnInput() {
        assertTold(
                "HC-337",
                "daily at version 0",
                in -> beside(
                        in,
                        SparkSession.active()
                                .read()
                                .format("delta")
                                .option("versionAsOf", 0)
                                .load(base.resolve("tables/daily").toString())));
    }

    @Test
    void partitionsThatAreNotMapped() {
        assertTold("HC-338", "partitions of daily that it does not declare", in -> beside(in, table("daily")));
    }

    @Test
    void inATestAnInputIsItsGivenRowsAlone() {
        ReachingJob.ROWS.set(in -> beside(in, table("daily").where("ds BETWEEN '2026-01-03' AND '2026-01-04'")));
        assertThat(sales.expect(3, "test").out()).contains("HC-337", "daily at version", "the test gives");
    }

    @Test
    void aTestMayExpectIt() {
        sales.write("tests/reaching.yaml", TEST + """
                  is refused:
                    expect: {error: HC-336}
                """);
        ReachingJob.ROWS.set(in -> beside(in, table("sum3")));
        try {
            assertThat(sales.expect(3, "test").out()).contains("passed  reaching: is refused");
        } finally {
            sales.write("tests/reaching.yaml", TEST);
        }
    }

    @Test
    void aSqlJobThatDeclaresAllIsNotAccused() {
        List<Entry> before = sales.ledger();
        assertThat(sales.expect(0, "verify", "--select", "daily sum3").out()).doesNotContain("HC-33");
        assertThat(sales.expect(0, "try", "sum3@2026-01-05").out()).contains("30");
        assertThat(sales.ledger()).hasSizeGreaterThan(before.size());
    }
}
