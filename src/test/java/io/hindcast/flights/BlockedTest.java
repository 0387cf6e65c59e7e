package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose owner drops what is older than 90 days: what was built from it is not replaced by nothing. */
@Tag("once")
@Tag("spark")
class BlockedTest {

    private static final String KEPT = """
            warehouse: shop
            root: ../tables
            sources:
              orders: {path: ../orders, partition: {day: ds, from: 2013-01-01, until: 2013-01-06}, retain: 90d}
            """;

    private static final String DAILY = """
            /*---
            asset: daily
            partition: {day: ds, from: 2013-01-01, until: 2013-01-06}
            ---*/
            SELECT ds, sum(amount) AS amount FROM orders GROUP BY ds
            """;

    @TempDir
    Path base;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(base.resolve("jobs"));
        Files.writeString(base.resolve("jobs").resolve(file), text);
    }

    private CommandLine.Ended run(int exit, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, base.resolve("jobs").toString()));
        words.addAll(List.of(more));
        CommandLine.Ended ended = CommandLine.run(words);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    private JsonNode status() throws IOException {
        return new ObjectMapper()
                .readTree(run(0, "status", "--now", "2013-04-05T00:00:00Z", "--json")
                        .out())
                .path("assets")
                .path("daily");
    }

    private void sql(String text) {
        TestSession.get().sql(text.replace("$orders", "delta.`" + base.resolve("orders") + "`"));
    }

    @Test
    void whatTheOwnerOfASourceDroppedIsNotReplacedByNothing() throws IOException {
        write("warehouse.yaml", KEPT);
        write("daily.sql", DAILY);
        sql("CREATE TABLE $orders (ds DATE, amount BIGINT) USING delta PARTITIONED BY (ds)");
        sql("INSERT INTO $orders SELECT explode(sequence(DATE'2013-01-01', DATE'2013-01-06')), 1L");
        run(0, "run", "--select", "daily@2013-01-02..2013-01-06");
        TableFiles built = TableFiles.of(base.resolve("tables/daily"));

        sql("DELETE FROM $orders WHERE ds IN (DATE'2013-01-01', DATE'2013-01-02', DATE'2013-01-05')");
        // Of the fifth the time has not come: its owner emptied it.
        assertThat(status().toString())
                .isEqualTo("{\"blocked\":\"2013-01-01..2013-01-02\",\"stale\":\"2013-01-05\","
                        + "\"fresh\":\"2013-01-03..2013-01-04,2013-01-06\"}");
        write("daily.sql", DAILY.replace("sum(amount)", "sum(amount + 1)"));
        run(0, "run", "--now", "2013-04-05T00:00:00Z", "--select", "daily", "--force");
        assertThat(TableFiles.of(base.resolve("tables/daily")).changedSince(built))
                .containsExactly("2013-01-03", "2013-01-04", "2013-01-05", "2013-01-06");
        assertThat(run(0, "plan", "--now", "2013-04-05T00:00:00Z").out().replaceAll("\\s+", " "))
                .contains("daily 2013-01-01..2013-01-02 (2 partitions) is not rebuilt: of orders 2013-01-01..2013-01-02"
                        + " is gone, for its owner keeps 90 days");
        assertThat(run(0, "why", "daily@2013-01-02", "--now", "2013-04-05T00:00:00Z")
                        .out())
                .contains("blocked: an input is beyond its own retention", "gone, for its owner keeps it no longer");

        write("warehouse.yaml", KEPT.replace(", retain: 90d", ""));
        run(0, "run", "--now", "2013-04-05T00:00:00Z");
        assertThat(status().toString()).isEqualTo("{\"fresh\":\"2013-01-01..2013-01-06\"}");
    }

    @Test
    void whatSawASnapshotThatItsOwnerDroppedIsNotBuiltFromALaterOne() throws IOException {
        write("warehouse.yaml", KEPT);
        write("daily.sql", DAILY.replace("---*/", "inputs: {orders: {as_of: partition}}\n---*/"));
        sql("CREATE TABLE $orders (ds DATE, amount BIGINT) USING delta PARTITIONED BY (ds)");
        sql("INSERT INTO $orders VALUES (DATE'2013-01-01', 1L), (DATE'2013-01-04', 4L)");
        run(0, "run");
        TableFiles built = TableFiles.of(base.resolve("tables/daily"));

        sql("DELETE FROM $orders WHERE ds = DATE'2013-01-01'");
        assertThat(status().toString())
                .isEqualTo("{\"blocked\":\"2013-01-01..2013-01-03\",\"fresh\":\"2013-01-04..2013-01-06\"}");
        assertThat(run(0, "plan", "--now", "2013-04-05T00:00:00Z").out().replaceAll("\\s+", " "))
                .contains("of orders 2013-01-01..2013-01-03 is gone, for its owner keeps 90 days");
        run(0, "run", "--now", "2013-04-05T00:00:00Z");
        assertThat(built.changedSince(TableFiles.of(base.resolve("tables/daily"))))
                .isEmpty();
    }
}
