package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A budget on real tables: the plan beyond it is not begun, the run stops within it, and resume does the rest. */
@Tag("once")
@Tag("spark")
class BudgetRunTest {

    private static final String DAYS = "partition: {day: ds, from: 2013-01-01, until: 2013-01-08}";

    @TempDir
    Path base;

    private CommandLine.Ended run(int exit, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, base.resolve("jobs").toString()));
        words.addAll(List.of(more));
        CommandLine.Ended ended = CommandLine.run(words);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    private void eightDaysOfOrders() throws IOException {
        Files.createDirectories(base.resolve("jobs"));
        Files.writeString(base.resolve("jobs/warehouse.yaml"), """
                warehouse: shop
                root: ../tables
                money: {core_hour: 3600, currency: EUR}
                sources:
                  orders: {path: ../orders, %s}
                defaults: {budget: {wall: 1h}, step: 1m}
                """.formatted(DAYS));
        for (String asset : List.of("daily", "again")) {
            Files.writeString(base.resolve("jobs/" + asset + ".sql"), """
                    /*---
                    asset: %s
                    %s
                    ---*/
                    SELECT ds, sum(amount) AS amount FROM %s GROUP BY ds
                    """.formatted(
                            asset, DAYS, asset.equals("daily") ? "orders" : "daily"));
        }
        TestSession.get()
                .sql("SELECT explode(sequence(DATE '2013-01-01', DATE '2013-01-08')) AS ds, 1L AS amount")
                .write()
                .format("delta")
                .partitionBy("ds")
                .save(base.resolve("orders").toString());
    }

    /** What only says what a run would do ends as that run would. */
    private void saysSoBefore(ObjectMapper mapper) throws IOException {
        CommandLine.Ended told = run(11, "plan", "--budget", "partitions=5");
        assertThat(told.out()).contains("daily").contains("16 partitions");
        assertThat(told.err()).contains("HC-260").contains("the budget is partitions=5");
        JsonNode budget = mapper.readTree(run(11, "run", "--dry-run", "--budget", "partitions=5", "--json")
                        .out())
                .path("budget")
                .path(0);
        assertThat(budget.path("limit").asText()).isEqualTo("partitions=5");
        assertThat(budget.path("likely").asText()).isEqualTo("16");
        assertThat(run(0, "plan", "--budget", "partitions=5", "--yes").err()).contains("HC-260");
        for (String large : List.of("partitions=16", "bytes=1TB", "core_hours=9000", "money=90000000", "wall=9d")) {
            assertThat(run(0, "plan", "--budget", large).err()).doesNotContain("HC-260");
        }
        for (String small :
                List.of("bytes=1", "core_hours=0.000001", "money=0.000001", "wall=1s", "until=2013-01-01T00:00:00Z")) {
            assertThat(run(11, "plan", "--budget", small).err())
                    .contains("HC-260")
                    .contains(small.substring(0, small.indexOf('=') + 1));
        }
    }

    @Test
    void aRunStopsWithinItsBudgetAndResumeDoesTheRest() throws IOException {
        eightDaysOfOrders();
        ObjectMapper mapper = new ObjectMapper();
        CommandLine.Ended refused = run(11, "run", "--budget", "partitions=5");
        assertThat(refused.err())
                .contains("HC-260")
                .contains("the budget is partitions=5, and the plan is likely to take 16");
        assertThat(Files.exists(base.resolve("tables/daily"))).isFalse();
        saysSoBefore(mapper);

        JsonNode stopped = mapper.readTree(
                run(11, "run", "--budget", "partitions=5", "--yes", "--json").out());
        assertThat(stopped.path("outcome").asText()).isEqualTo("stopped");
        assertThat(stopped.path("committed").asInt()).isEqualTo(5);
        assertThat(stopped.path("left").asInt()).isEqualTo(11);
        assertThat(stopped.path("budget").path("limit").asText()).isEqualTo("partitions=5");
        assertThat(stopped.path("estimates").path("daily").path("seconds").size())
                .isEqualTo(3);
        assertThat(stopped.path("estimates").path("daily").path("seconds_taken").asDouble())
                .isPositive();

        CommandLine.Ended shown = run(0, "show");
        assertThat(shown.out())
                .contains(": stopped (exit 11)")
                .contains("the budget partitions=5 is used up")
                .contains("estimated and taken")
                .contains("hindcast resume ");

        JsonNode rest = mapper.readTree(run(0, "resume", "--json").out());
        assertThat(rest.path("committed").asInt()).isEqualTo(11);
        JsonNode plan = mapper.readTree(
                run(0, "plan", "--select", "daily", "--force", "--json").out());
        JsonNode estimate = plan.path("totals").path("estimate");
        assertThat(estimate.path("seconds").path(1).asDouble()).isPositive();
        assertThat(estimate.path("currency").asText()).isEqualTo("EUR");
        assertThat(estimate.path("money").path(1).asDouble()).isPositive();
        // What commits took is remembered beside the standings.
        assertThat(estimate.path("rows").path(1).asInt()).isEqualTo(16);
    }
}
