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
        asset("wholly", "{daily: {window: {before: 2}}}", """
                SELECT p.ds, sum(d.amount) AS amount
                FROM partitions p JOIN daily d ON d.ds > p.ds - INTERVAL 3 DAYS AND d.ds <= p.ds GROUP BY p.ds
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

    @Test
    void eachHintIsTrueAndNoneIsGivenWhereNothingTells() throws IOException {
        SmallSales.declared(base);
        declareOthers();
        declareWindows();

        CommandLine.Ended ended = sales().expect(0, "run", "--json");

        Map<String, String> written = new TreeMap<>();
        for (JsonNode hint : JSON.readTree(ended.out()).path("hints")) {
            written.put(
                    hint.path("asset").asText() + " " + hint.path("input").asText(),
                    hint.path("write").asText());
        }
        assertThat(written)
                .isEqualTo(new TreeMap<>(Map.of(
                        "semi daily", "inputs: {daily: {}}",
                        "pruned daily", "inputs: {daily: {}}",
                        "twice daily", "inputs: {daily: {offsets: [0, -2]}}",
                        "both daily", "inputs: {daily: {}}",
                        "both sum3", "inputs: {sum3: {}}",
                        "lost sum3", "take sum3 out of the SELECT",
                        "balance self", "inputs: {self: {before: 1}}",
                        "of_hours hourly", "inputs: {hourly: {window: {before: 2}}}")));
        assertThat(sales().expect(0, "why", "wholly@2026-01-07").out())
                .contains("its batch read 2026-01-04..2026-01-08 at version 1");
        assertThat(sales().amounts("balance")).containsEntry("2026-01-06", "60");
    }
}
