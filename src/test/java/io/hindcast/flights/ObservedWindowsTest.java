package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SELECTs of all kinds use of the windows that they declare: one warehouse, one run. */
@Tag("spark")
class ObservedWindowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The middle of ten days, so that there is something before and after. */
    private static final String DAYS = "{day: ds, from: 2026-01-06, until: 2026-01-08}";

    @TempDir
    Path base;

    private SmallSales sales() {
        return new SmallSales(base);
    }

    private void asset(String name, String partition, String inputs, String select) {
        sales().write(name + ".sql", """
                /*---
                asset: %s
                partition: %s
                inputs: %s
                ---*/
                %s
                """.formatted(name, partition, inputs, select));
    }

    private void asset(String name, String inputs, String select) {
        asset(name, DAYS, inputs, select);
    }

    /** Tables of others: not partitioned at all. */
    private void declareOthers() {
        TestSession.get()
                .sql("SELECT explode(sequence(DATE'2026-01-01', DATE'2026-01-10')) AS ds, 1 AS n")
                .coalesce(1)
                .write()
                .format("delta")
                .save(base.resolve("loose").toString());
        sales().write("warehouse.yaml", sales().text("warehouse.yaml").replace("sources:\n", """
                                sources:
                                  loose: {path: ../loose, partition: {day: ds, from: 2026-01-01, until: 2026-01-10}}
                                  calendar: {path: ../loose_calendar}
                                """));
        TestSession.get()
                .sql("SELECT explode(sequence(DATE'2026-01-01', DATE'2026-01-10')) AS day, 1 AS open")
                .coalesce(1)
                .write()
                .format("delta")
                .save(base.resolve("loose_calendar").toString());
    }

    private void declareWindows() {
        asset("semi", "{daily: {window: {before: 4}}}", """
                SELECT ds, amount FROM daily d WHERE EXISTS (SELECT 1 FROM partitions p WHERE p.ds = d.ds)
                """);
        asset("pruned", "{daily: {window: {before: 4}}}", """
                SELECT /*+ BROADCAST(x) */ d.ds, d.amount
                FROM daily d JOIN (
                  SELECT c.day FROM calendar c JOIN partitions p ON p.ds = c.day WHERE c.open = 1) x ON x.day = d.ds
                """);
        asset("twice", "{daily: {window: {before: 4}}}", """
                WITH x AS (SELECT ds, amount FROM daily)
                SELECT a.ds, a.amount + b.amount AS amount
                FROM partitions p JOIN x a ON a.ds = p.ds JOIN x b ON b.ds = p.ds - INTERVAL 2 DAYS
                """);
        asset("both", "{daily: {window: {before: 2}}, sum3: {window: {before: 1}}}", """
                SELECT u.ds, sum(u.amount) AS amount
                FROM (SELECT ds, amount FROM daily UNION ALL SELECT ds, amount FROM sum3) u
                JOIN partitions p ON p.ds = u.ds GROUP BY u.ds
                """);
        asset("scalar", "{daily: {all: true}}", """
                SELECT p.ds, (SELECT max(amount) FROM daily) AS amount FROM partitions p
                """);
        asset("of_loose", "{loose: {window: {before: 3}}}", """
                SELECT p.ds, sum(l.n) AS amount FROM partitions p JOIN loose l ON l.ds = p.ds GROUP BY p.ds
                """);
        asset("looked", "[daily, calendar]", """
                SELECT d.ds, d.amount * c.open AS amount
                FROM partitions p JOIN daily d ON d.ds = p.ds JOIN calendar c ON c.day = d.ds
                """);
        asset("lost", "{sum3: {all: true}}", """
                SELECT d.ds, max(d.amount) AS amount
                FROM daily d LEFT JOIN (SELECT DISTINCT ds FROM sum3) s ON s.ds = d.ds GROUP BY d.ds
                """);
        sales().write("balance.sql", """
                /*---
                asset: balance
                partition: {day: ds, from: 2026-01-01, until: 2026-01-06}
                inputs: {daily: {}, self: {before: 3}}
                columns: {ds: date, amount: bigint}
                ---*/
                SELECT p.ds, coalesce(s.amount, 0) + d.amount AS amount
                FROM partitions p JOIN daily d ON d.ds = p.ds LEFT JOIN self s ON s.ds = p.ds - INTERVAL 1 DAY
                """);
        asset("hourly", "{hour: at, from: 2026-01-05, until: 2026-01-08}", "[daily]", """
                SELECT p.at, d.amount FROM partitions p JOIN daily d ON d.ds = CAST(p.at AS DATE)
                """);
        asset("of_hours", "{hourly: {window: {before: 5}}}", """
                SELECT p.ds, sum(h.amount) AS amount
                FROM partitions p JOIN hourly h
                  ON h.at >= CAST(p.from AS TIMESTAMP) - INTERVAL 2 HOURS AND h.at < CAST(p.until AS TIMESTAMP)
                GROUP BY p.ds
                """);
    }

    private static final String TRAILING = """
            SELECT p.ds, sum(d.amount) AS amount
            FROM partitions p JOIN daily d ON d.ds > p.ds - INTERVAL 3 DAYS AND d.ds <= p.ds GROUP BY p.ds
            """;

    private void declareTighterOnes() {
        asset("wide", "{daily: {window: {before: 6}}}", TRAILING);
        asset("right", "{daily: {window: {before: 2}}}", TRAILING);
        asset("spots", "{daily: {window: {before: 5}}}", """
                SELECT p.ds, sum(d.amount) AS amount
                FROM partitions p JOIN daily d ON d.ds = p.ds OR d.ds = p.ds - INTERVAL 5 DAYS
                GROUP BY p.ds
                """);
        asset("grouped", "{daily: {all: true}}", """
                WITH days AS (SELECT ds, sum(amount) AS amount FROM daily GROUP BY ds)
                SELECT p.ds, d.amount FROM partitions p LEFT JOIN days d ON d.ds = p.ds - INTERVAL 1 DAY
                """);
        asset("total", "{daily: {all: true}}", """
                SELECT p.ds, t.amount FROM partitions p CROSS JOIN (SELECT sum(amount) AS amount FROM daily) t
                """);
        asset("running", "{daily: {window: {before: unbounded}}}", """
                SELECT p.ds, sum(d.amount) AS amount FROM partitions p JOIN daily d ON d.ds <= p.ds GROUP BY p.ds
                """);
        asset("future", "{daily: {window: {before: 2, after: 2}}}", """
                SELECT p.ds, sum(d.amount) AS amount
                FROM partitions p JOIN daily d ON d.ds BETWEEN p.ds AND p.ds + INTERVAL 1 DAY
                GROUP BY p.ds
                """);
    }

    /** Asset and input to what to write. */
    private static Map<String, String> written(CommandLine.Ended ended) throws IOException {
        Map<String, String> written = new TreeMap<>();
        for (JsonNode hint : JSON.readTree(ended.out()).path("hints")) {
            written.put(
                    hint.path("asset").asText() + " " + hint.path("input").asText(),
                    hint.path("write").asText());
        }
        return written;
    }

    @Test
    void eachHintIsTrueAndNoneIsGivenWhereNothingTells() throws IOException {
        SmallSales.declared(base);
        declareOthers();
        declareWindows();
        declareTighterOnes();

        CommandLine.Ended ended = sales().expect(0, "run", "--json");

        assertThat(written(ended))
                .containsOnly(
                        Map.entry("semi daily", "inputs: {daily: {}}"),
                        Map.entry("pruned daily", "inputs: {daily: {}}"),
                        Map.entry("twice daily", "inputs: {daily: {offsets: [0, -2]}}"),
                        Map.entry("both daily", "inputs: {daily: {}}"),
                        Map.entry("both sum3", "inputs: {sum3: {}}"),
                        Map.entry("lost sum3", "take sum3 out of the SELECT"),
                        Map.entry("balance self", "inputs: {self: {before: 1}}"),
                        Map.entry("of_hours hourly", "inputs: {hourly: {window: {before: 2}}}"),
                        Map.entry("wide daily", "inputs: {daily: {window: {before: 2}}}"),
                        Map.entry("spots daily", "inputs: {daily: {offsets: [0, -5]}}"),
                        Map.entry("grouped daily", "inputs: {daily: {lag: 1}}"),
                        Map.entry("future daily", "inputs: {daily: {window: {after: 1}}}"));
        assertThat(sales().expect(0, "show").out())
                .contains("hints: 12 declarations could say less")
                .contains(
                        "wide of daily: declared is the day and the 6 before it; only the day and the 2 before it was used, in 3")
                .contains("write: inputs: {daily: {window: {before: 2}}}");
        assertThat(sales().expect(0, "why", "right@2026-01-07").out())
                .contains("its batch read 2026-01-04..2026-01-08 at version 1");
        assertThat(sales().amounts("balance")).containsEntry("2026-01-06", "60");
    }
}
