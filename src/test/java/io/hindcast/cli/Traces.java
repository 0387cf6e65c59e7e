package io.hindcast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.delta.DeltaLeases;
import io.hindcast.delta.DeltaLedger;
import io.hindcast.delta.LocalHost;
import io.hindcast.delta.WarehouseFiles;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Leases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * What processes left behind in a root, read from Delta's log files, from the ledger and from the tables.
 *
 * @param root of the tables
 */
record Traces(Path root) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ASSETS =
            List.of("flights_clean", "daily_delays", "delay_7d", "carrier_month", "carrier_ledger", "plane_rotation");

    /** The commits of all sources and assets, without those of the ledger. */
    int commits() {
        return commitsOf("staging/flights", "staging/planes") + commitsOf(ASSETS.toArray(String[]::new));
    }

    /** How many commits brought files into assets. */
    long commitsWithFiles() {
        return writes().values().stream().flatMap(List::stream).count();
    }

    private int commitsOf(String... tables) {
        return Stream.of(tables).mapToInt(table -> log(table).size()).sum();
    }

    private List<Path> log(String table) {
        Path folder = root.resolve(table).resolve("_delta_log");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asset and partition to the versions that brought files into it. */
    Map<String, List<Long>> writes() {
        Map<String, List<Long>> writes = new TreeMap<>();
        for (String asset : ASSETS) {
            for (Path file : log(asset)) {
                long version = Long.parseLong(file.getFileName().toString().replace(".json", ""));
                for (String partition : partitionsAdded(file)) {
                    writes.computeIfAbsent(asset + "@" + partition, key -> new ArrayList<>())
                            .add(version);
                }
            }
        }
        return writes;
    }

    private static Set<String> partitionsAdded(Path file) {
        Set<String> partitions = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode values = JSON.readTree(line).path("add").path("partitionValues");
                values.properties().stream()
                        .map(value -> ofMonth(value.getKey(), value.getValue().asText()))
                        .forEach(partitions::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return partitions;
    }

    private static String ofMonth(String column, String value) {
        return column.equals("month") ? value.substring(0, "2013-01".length()) : value;
    }

    List<Entry> ledger() {
        return ledgerTable().entries();
    }

    private DeltaLedger ledgerTable() {
        return new DeltaLedger(new Configuration(), root.toString());
    }

    List<Leases.Held> leases() {
        return new DeltaLeases(
                        ledgerTable(),
                        new WarehouseFiles(new Configuration(), root.toString()),
                        "flights",
                        InstantSource.system(),
                        new DeltaLeases.Rules(LocalHost.lookedUp(), Duration.ofSeconds(90)))
                .all();
    }

    /** Asset and partition to the rows of the ledger that tell of a commit: as many as it was computed. */
    Map<String, List<Entry>> committed() {
        Map<String, List<Entry>> committed = new TreeMap<>();
        for (Entry entry : ledger()) {
            boolean isComputed = entry.event() == Event.COMMITTED || entry.event() == Event.UNCHANGED;
            if (isComputed && ASSETS.contains(entry.asset())) {
                committed
                        .computeIfAbsent(entry.asset() + "@" + entry.partition(), key -> new ArrayList<>())
                        .add(entry);
            }
        }
        return committed;
    }

    /** Asset and partition to the content hash that the ledger tells last. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        committed()
                .forEach((partition, entries) ->
                        hashes.put(partition, entries.get(entries.size() - 1).hash()));
        return hashes;
    }

    /** Table to what its rows are, as a number of rows and a digest of their texts in order. */
    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        ASSETS.forEach(asset -> rows.put(asset, rows(asset, "*")));
        rows.put("staging/flights", rows("staging/flights", "* except (_loaded_at)"));
        rows.put("staging/planes", rows("staging/planes", "* except (_loaded_at)"));
        return rows;
    }

    private String rows(String table, String columns) {
        List<String> rows = TestSession.get()
                .sql("SELECT to_json(struct(" + columns + ")) FROM delta.`" + root.resolve(table) + "`")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
        return rows.size() + " rows, " + Integer.toHexString(rows.hashCode());
    }
}
