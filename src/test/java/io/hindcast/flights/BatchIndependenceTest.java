package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose rows depend on which partitions are computed together commit nothing. */
@Tag("once")
@Tag("spark")
class BatchIndependenceTest {

    private static final String CHAINED = "inputs: {self: {before: 1, chained: true}}";

    /** A balance, whose opening is the day before; it takes how changes are added up. */
    private static final String RUNNING = """
            SELECT ds, amount FROM (
              SELECT ds, opening, CAST(%s AS BIGINT) AS amount FROM (
                SELECT ds, 1 AS opening, amount AS change FROM self
                UNION ALL SELECT ds, 0 AS opening, amount AS change FROM daily))
            WHERE opening = 0
            """;

    private static final Map<String, String> WRONG = wrong();

    @TempDir
    Path base;

    private static Map<String, String> wrong() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put(
                "trailing",
                "SELECT ds, sum(amount) OVER (ORDER BY ds RANGE BETWEEN INTERVAL 2 DAYS PRECEDING AND CURRENT ROW)"
                        + " AS amount FROM daily");
        wrong.put("running", "SELECT ds, sum(amount) OVER (ORDER BY ds) AS amount FROM daily");
        wrong.put("month_share", "SELECT ds, sum(amount) OVER (PARTITION BY trunc(ds, 'MM')) AS amount FROM daily");
        wrong.put("numbered", "SELECT ds, bigint(row_number() OVER (ORDER BY ds)) AS amount FROM daily");
        wrong.put("joined", "SELECT p.ds, sum(d.amount) AS amount FROM partitions p CROSS JOIN daily d GROUP BY p.ds");
        wrong.put("chain_without_opening", RUNNING.formatted("sum(IF(opening = 1, 0, change)) OVER (ORDER BY ds)"));
        wrong.put("chain_that_looks_ahead", RUNNING.formatted("lead(change) OVER (ORDER BY ds)"));
        wrong.put(
                "right_in_the_middle",
                "SELECT ds, CASE WHEN ds > DATE'2026-01-08' THEN count(*) OVER () ELSE 1 END AS amount FROM daily");
        return wrong;
    }

    private static String declared(String asset, String select) {
        return declared(asset, "2026-01-10", select);
    }

    private static String declared(String asset, String until, String select) {
        return """
                /*---
                asset: %s
                partition: {day: ds, from: 2026-01-01, until: %s}
                columns: {ds: date, amount: bigint}
                %s
                ---*/
                %s
                """.formatted(asset, until, asset.startsWith("chain") ? CHAINED : "", select);
    }

    @Test
    void wrongJobsAreQuarantinedAsAWholeAndRightOnesAreProvenOrLookedAtOnce() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        WRONG.forEach((asset, select) -> sales.write(asset + ".sql", declared(asset, select)));

        sales.expect(10, "run");

        for (String asset : WRONG.keySet()) {
            List<Entry> told = sales.ledger().stream()
                    .filter(entry -> entry.asset().equals(asset))
                    .toList();
            assertThat(told.stream().filter(entry -> entry.event() == Event.QUARANTINED))
                    .as(asset)
                    .hasSize(10)
                    .allSatisfy(
                            entry -> assertThat(entry.error()).contains("depend on the other partitions of the batch"));
            assertThat(told).as(asset).noneMatch(entry -> entry.event() == Event.COMMITTED);
            assertThat(told.stream().filter(entry -> entry.event() == Event.FAILED))
                    .as("neither repeated nor halved")
                    .allSatisfy(entry -> {
                        assertThat(entry.attempt()).hasValue(1);
                        assertThat(entry.step()).doesNotContain(".");
                    });
        }
        assertThat(sales.amounts("daily")).hasSize(10);
        assertThat(sales.amounts("sum3")).hasSize(10);
        assertThat(lookedAt()).as("sum3; the plan of daily shows it").isEqualTo(1);

        sales.write(
                "joined.sql",
                declared(
                        "joined",
                        "SELECT p.ds, sum(d.amount) AS amount FROM partitions p JOIN daily d ON d.ds = p.ds GROUP BY p.ds"));
        sales.expect(10, "run");
        assertThat(sales.amounts("joined")).hasSize(10).containsEntry("2026-01-05", "10");
    }

    /** Neither the middle nor the ends of a batch tell of these: the days around the end of a month do. */
    @Test
    void monthEndsAreLookedAtAndWhatCarriesItsStateRightlyPasses() throws IOException {
        SmallSales sales = SmallSales.ofNumbers(base, "2026-02-20");
        List<String> lines = new ArrayList<>();
        FlightsWorld.days("2026-01-01", "2026-02-20").forEach(day -> lines.add(day + ",1,10"));
        sales.land("first", lines.toArray(String[]::new));
        Map<String, String> right = Map.of(
                "daily", "SELECT ds, sum(amount) AS amount FROM sales GROUP BY ds",
                "chain_of_balances", RUNNING.formatted("sum(change) OVER (ORDER BY ds)"),
                "chain_of_months",
                        RUNNING.formatted("sum(IF(opening = 1 AND ds = last_day(ds), 0, change))"
                                + " OVER (PARTITION BY trunc(ds + opening, 'MM') ORDER BY ds)"));
        Map<String, String> wrong = Map.of(
                "month_end", """
                        SELECT ds, CASE WHEN ds = last_day(ds) THEN sum(amount) OVER (ORDER BY ds) ELSE amount END AS amount
                        FROM daily""",
                "month_begin", "SELECT ds, IF(day(ds) = 1, count(*) OVER (), amount) AS amount FROM daily");
        right.forEach((asset, select) -> sales.write(asset + ".sql", declared(asset, "2026-02-20", select)));
        wrong.forEach((asset, select) -> sales.write(asset + ".sql", declared(asset, "2026-02-20", select)));

        sales.expect(10, "run");

        Set<String> refused = sales.ledger().stream()
                .filter(entry -> entry.error().contains("depend on the other partitions of the batch"))
                .map(Entry::asset)
                .collect(Collectors.toSet());
        assertThat(refused).isEqualTo(wrong.keySet());
        assertThat(sales.amounts("chain_of_balances")).containsEntry("2026-02-20", "510");
        assertThat(sales.amounts("chain_of_months"))
                .containsEntry("2026-01-31", "310")
                .containsEntry("2026-02-20", "200");
    }

    private long lookedAt() throws IOException {
        try (Stream<Path> files = Files.list(base.resolve("tables/_hindcast/independent/f2"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .count();
        }
    }
}
