package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import io.hindcast.delta.FaultyDisk;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;

/** The sales of four days with three assets, whose tables lie on a {@link FaultyDisk}. */
record FaultySales(SmallSales sales) {

    private static final List<String> ASSETS = List.of("daily", "sum3", "total");
    private static final String SOURCE = "staging/sales";

    private static final String TOTAL = """
            /*---
            asset: total
            ---*/
            SELECT sum(amount) AS amount FROM daily
            """;

    /** Declared and landed, and nothing built. */
    static FaultySales declared(Path base) {
        SmallSales sales = SmallSales.declared(base);
        for (String file : List.of("warehouse.yaml", "daily.sql", "sum3.sql")) {
            sales.write(
                    file,
                    sales.text(file)
                            .replace("2026-01-10", "2026-01-04")
                            .replace("../tables", FaultyDisk.uri(base.resolve("tables"))));
        }
        sales.write("total.sql", TOTAL);
        sales.land("first", "2026-01-01,1,10", "2026-01-02,1,20", "2026-01-03,1,30", "2026-01-04,1,40");
        return new FaultySales(sales);
    }

    Path tables() {
        return sales.base().resolve("tables");
    }

    /** Signs of life are of long ago: of a process that is no more others see that at once, and this one lives. */
    void letTimePass() {
        Path leases = tables().resolve("_hindcast/leases");
        try (Stream<Path> signs = Files.isDirectory(leases) ? Files.list(leases) : Stream.empty()) {
            for (Path sign : signs.toList()) {
                Files.setLastModifiedTime(sign, FileTime.from(Instant.now().minusSeconds(3_600)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command on it, however it ends. */
    CommandLine.Ended call(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, sales.folder().toString()));
        words.addAll(List.of(more));
        return CommandLine.run(words);
    }

    /**
     * All that there is, but for times and for who did it.
     *
     * @param rows table to its rows
     * @param writes asset and partition to how many commits brought files into it
     * @param hashes asset and partition to the content hashes that the ledger tells
     * @param status what the command says
     */
    record State(
            Map<String, List<String>> rows,
            Map<String, Integer> writes,
            Map<String, List<String>> hashes,
            String status) {}

    State state() {
        return new State(
                rows(), writes(), hashes(), sales.expect(0, "status", "--json").out());
    }

    /** In one query over the files that the logs name, without Delta. */
    private Map<String, List<String>> rows() {
        Dataset<String> all =
                rows("daily").unionAll(rows("sum3")).unionAll(rows("total")).unionAll(rows(SOURCE));
        Map<String, List<String>> rows = new TreeMap<>();
        all.collectAsList().stream()
                .sorted()
                .forEach(row -> rows.computeIfAbsent(row.substring(0, row.indexOf(' ')), key -> new ArrayList<>())
                        .add(row));
        return rows;
    }

    private Dataset<String> rows(String table) {
        Path folder = tables().resolve(table);
        String[] files = TableFiles.of(folder).files().values().stream()
                .flatMap(Set::stream)
                .map(file -> folder.resolve(file).toString())
                .toArray(String[]::new);
        return TestSession.get()
                .read()
                .option("basePath", folder.toString())
                .parquet(files)
                .drop("_loaded_at")
                .select(functions.concat(functions.lit(table + " "), functions.to_json(functions.struct("*"))))
                .as(Encoders.STRING());
    }

    private Map<String, Integer> writes() {
        Map<String, Integer> writes = new TreeMap<>();
        for (String asset : ASSETS) {
            for (Path commit : TableFiles.commits(tables().resolve(asset))) {
                TableFiles.actions(commit).stream()
                        .map(action -> action.path("add"))
                        .filter(add -> !add.isMissingNode())
                        .map(add -> add.path("partitionValues"))
                        .map(JsonNode::toString)
                        .distinct()
                        .forEach(partition -> writes.merge(asset + " " + partition, 1, Integer::sum));
            }
        }
        return writes;
    }

    private Map<String, List<String>> hashes() {
        Map<String, List<String>> hashes = new TreeMap<>();
        for (Entry entry : sales.ledger()) {
            if (entry.event() == Event.COMMITTED || entry.event() == Event.UNCHANGED) {
                hashes.computeIfAbsent(entry.asset() + "@" + entry.partition(), key -> new ArrayList<>())
                        .add(entry.hash());
            }
        }
        return hashes;
    }

    /** Everything was built, each partition once, by commits that ledger and tables both know, and nothing is left to do. */
    void requireWhole(State undisturbed) {
        assertThat(sales.expect(0, "repair", "--dry-run", "--json").out()).contains("\"lacking\":0");
        assertThat(state()).isEqualTo(undisturbed);
        assertThat(sales.expect(0, "run", "--json").out()).contains("\"run\":null");
        assertThat(sales.ledger())
                .extracting(Entry::event)
                .doesNotContain(Event.QUARANTINED, Event.FOREIGN, Event.RESET);
    }
}
