package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose log is cleaned up: what changed in it is found all the same, and what did not is not rebuilt. */
@Tag("once")
@Tag("spark")
class CleanedLogTest {

    @TempDir
    Path base;

    private final Engine engine = DefaultEngine.create(new Configuration());

    private Path orders() {
        return base.resolve("orders");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(base.resolve("jobs"));
        Files.writeString(base.resolve("jobs").resolve(file), text);
    }

    private void order(String days, long amount) {
        TestSession.get()
                .sql("SELECT explode(sequence(" + days + ")) AS ds, " + amount + "L AS amount")
                .coalesce(1)
                .write()
                .format("delta")
                .partitionBy("ds")
                .mode("append")
                .save(orders().toString());
    }

    /** As Delta does it: all commits before a checkpoint. */
    private void cleanUpLog() throws IOException {
        cleanUpLog(orders());
    }

    private void cleanUpLog(Path table) throws IOException {
        Snapshot newest = TableManager.loadSnapshot(table.toString()).build(engine);
        newest.writeCheckpoint(engine);
        long version = newest.getVersion();
        List<Path> gone = new ArrayList<>();
        try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
            files.filter(file -> file.getFileName().toString().matches("\\.?\\d{20}\\.json(\\.crc)?"))
                    .filter(file ->
                            Long.parseLong(file.getFileName().toString().replaceAll("\\D*(\\d{20}).*", "$1")) < version)
                    .forEach(gone::add);
        }
        for (Path file : gone) {
            Files.delete(file);
        }
        DeltaLog.clearCache();
    }

    private CommandLine.Ended run(int exit, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, base.resolve("jobs").toString()));
        words.addAll(List.of(more));
        CommandLine.Ended ended = CommandLine.run(words);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    /** What is planned, and why. */
    private String planned() throws IOException {
        JsonNode steps =
                new ObjectMapper().readTree(run(0, "plan", "--json").out()).path("steps");
        return steps.isEmpty() ? "" : steps.get(0).path("reasons").toString();
    }

    @Test
    void whatChangedBeforeTheLogWasCleanedUpIsFound() throws IOException {
        write("warehouse.yaml", """
                warehouse: shop
                root: ../tables
                sources:
                  orders: {path: ../orders, partition: {day: ds, from: 2013-01-01, until: 2013-01-06}}
                """);
        write("daily.sql", """
                /*---
                asset: daily
                partition: {day: ds, from: 2013-01-01, until: 2013-01-06}
                ---*/
                SELECT ds, sum(amount) AS amount FROM orders GROUP BY ds
                """);
        order("DATE'2013-01-01', DATE'2013-01-06'", 1);
        run(0, "run");
        order("DATE'2013-01-02', DATE'2013-01-03'", 1);
        TestSession.get().sql("DELETE FROM delta.`" + orders() + "` WHERE ds = DATE'2013-01-05'");
        TestSession.get().sql("ALTER TABLE delta.`" + orders() + "` SET TBLPROPERTIES ('a' = 'b')");
        cleanUpLog();

        assertThat(planned()).isEqualTo("{\"data\":\"2013-01-02..2013-01-03,2013-01-05\"}");
        run(0, "run");
        assertThat(planned()).isEmpty();

        Files.delete(base.resolve("tables/_hindcast/state/sources"));
        assertThat(planned())
                .as("nothing tells any more that the first version had the same days")
                .isEqualTo("{\"data\":\"2013-01-01,2013-01-04,2013-01-06\"}");
        run(0, "run");
        Files.delete(base.resolve("tables/_hindcast/state/sources"));
        assertThat(planned())
                .as("what was built from the newest version needs no history")
                .isEmpty();
        // What only looked knows them again.
        Files.delete(base.resolve("tables/_hindcast/state/sources"));
        order("DATE'2013-01-04', DATE'2013-01-04'", 1);
        order("DATE'2013-01-04', DATE'2013-01-04'", 1);
        cleanUpLog();
        assertThat(planned()).as("nothing tells what changed").isEqualTo("{\"data\":\"2013-01-01..2013-01-06\"}");
        assertThat(run(0, "why", "daily@2013-01-01").out()).contains("no longer tells");
    }

    @Test
    void whatOthersWroteIntoATargetWhoseLogWasCleanedUpIsForeign() throws IOException {
        write("warehouse.yaml", """
                warehouse: shop
                root: ../tables
                sources:
                  orders: {path: ../orders, partition: {day: ds, from: 2013-01-01, until: 2013-01-06}}
                """);
        write("daily.sql", """
                /*---
                asset: daily
                partition: {day: ds, from: 2013-01-01, until: 2013-01-06}
                ---*/
                SELECT ds, sum(amount) AS amount FROM orders GROUP BY ds
                """);
        order("DATE'2013-01-01', DATE'2013-01-06'", 1);
        run(0, "run");
        Path daily = base.resolve("tables/daily");
        String table = "delta.`" + daily + "`";
        // As many rows as before, of as many bytes.
        TestSession.get().sql("UPDATE " + table + " SET amount = 2 WHERE ds = DATE'2013-01-03'");
        TestSession.get().sql("DELETE FROM " + table + " WHERE ds = DATE'2013-01-05'");
        TestSession.get().sql("ALTER TABLE " + table + " SET TBLPROPERTIES ('a' = 'b')");
        cleanUpLog(daily);

        for (int look = 0; look < 2; look++) {
            assertThat(status())
                    .isEqualTo(
                            "{\"foreign\":\"2013-01-03,2013-01-05\",\"fresh\":\"2013-01-01..2013-01-02,2013-01-04,2013-01-06\"}");
        }
        run(0, "accept", "--select", "daily@2013-01-03");
        run(0, "run", "--select", "daily@2013-01-05", "--force");
        assertThat(status()).isEqualTo("{\"fresh\":\"2013-01-01..2013-01-06\"}");
    }

    private String status() throws IOException {
        return new ObjectMapper()
                .readTree(run(0, "status", "--json").out())
                .path("assets")
                .path("daily")
                .toString();
    }
}
