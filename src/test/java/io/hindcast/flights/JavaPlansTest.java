package io.hindcast.flights;

import static io.hindcast.flights.Reaching.cut;
import static io.hindcast.flights.Reaching.own;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.job.JobContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plans of Java jobs are judged by, as those of SELECTs are: it is seen when they run. */
@Tag("spark")
class JavaPlansTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path base;

    private Reaching world;

    @BeforeEach
    void copy() {
        world = Reaching.in(base.resolve("world"));
    }

    /** Of one row for each day there is one order, which only who knows of the key can tell. */
    private static Dataset<Row> lists(JobContext in) {
        Dataset<Row> daily = in.input("daily");
        return cut(
                        in,
                        daily.as("a")
                                .join(daily.as("b"), "ds")
                                .groupBy("ds")
                                .agg(functions.collect_list("a.amount").as("all")))
                .selectExpr("ds", "all[0] AS amount");
    }

    private void declareTheKey() {
        world.sales()
                .write("daily.sql", world.sales().text("daily.sql").replace("---*/", "checks: {unique: [ds]}\n---*/"));
    }

    @Test
    void whatWouldNotBeTheSameAgainIsNotCommittedAndEveryErrorIsTold() {
        world.declare("drawn", in -> own(in).selectExpr("ds", "amount + CAST(rand() * 9 AS BIGINT) AS amount"));
        world.declare(
                "several",
                in -> own(in).limit(3)
                        .groupBy("ds")
                        .agg(functions.collect_list("amount").as("all"))
                        .selectExpr("ds", "all[0] + CAST(rand() AS BIGINT) AS amount"));
        world.declare("listed", JavaPlansTest::lists);

        world.run(10, List.of("drawn", "several", "listed"));

        world.requireRefused("drawn", "HC-188", "rand");
        world.requireRefused("several", "HC-189", "LIMIT 3", "collect_list", "rand");
        world.requireRefused("listed", "HC-189", "collect_list");
    }

    @Test
    void aListOfTheOneRowOfAKeyIsNotAccused() {
        declareTheKey();
        world.declare("listed", JavaPlansTest::lists);

        world.run(0, List.of("listed"));

        assertThat(world.sales().amounts("listed")).hasSize(6);
    }

    @Test
    void whatARunRefusesIsRefusedByTryAndTestAndNotVerified() {
        SmallSales sales = world.sales();
        declareTheKey();
        Function<JobContext, Dataset<Row>> pure = in -> own(in).groupBy("ds")
                .agg(functions.collect_list("amount").as("all"))
                .selectExpr("ds", "all[0] AS amount");
        world.declare("reaching", pure);
        world.run(0, List.of("reaching"));
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

        world.declare("reaching", in -> own(in).selectExpr("ds", "amount + CAST(rand() * 0 AS BIGINT) AS amount"));

        assertThat(sales.expect(2, "try", "reaching@2026-01-03").err()).contains("rand", "HC-188");
        assertThat(sales.expect(3, "test").out()).contains("HC-188");
        assertThat(sales.expect(10, "verify", "--select", "reaching", "--json").out())
                .contains("\"untold\":6", "\"different\":0", "HC-188");
        assertThat(sales.expect(10, "verify", "--all", "--from-scratch", "--json")
                        .out())
                .contains("\"untold\":6", "it could not be built from scratch: ", "rand", "HC-188");
    }

    @Test
    void aWarningIsToldAtTheEndAsJsonAndLaterByShow() throws IOException {
        world.declare(
                "reaching",
                in -> own(in).groupBy("ds")
                        .agg(functions
                                .sum(functions.col("amount").cast("double"))
                                .as("total"))
                        .selectExpr("ds", "CAST(total AS BIGINT) AS amount"));

        JsonNode warnings =
                JSON.readTree(world.run(0, List.of("reaching")).out()).path("warnings");

        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).path("asset").asText()).isEqualTo("reaching");
        assertThat(warnings.get(0).path("code").asText()).isEqualTo("HC-197");
        assertThat(warnings.get(0).path("what").asText()).contains("sum(");
        assertThat(warnings.get(0).path("cause").asText()).isNotEmpty();
        assertThat(warnings.get(0).path("way_out").asText()).isNotEmpty();
        SmallSales sales = world.sales();
        assertThat(JSON.readTree(sales.expect(0, "show", "--json").out()).path("warnings"))
                .isEqualTo(warnings);
        assertThat(sales.expect(0, "show").out())
                .contains("purity: 1 warning, seen in the plans of Java jobs", "warning: reaching: ", "HC-197");
        assertThat(sales.expect(0, "run", "--select", "reaching", "--force", "--partitions", "2026-01-04")
                        .out())
                .contains("purity: 1 warning, seen in the plans of Java jobs", "warning: reaching: ", "HC-197");
    }
}
