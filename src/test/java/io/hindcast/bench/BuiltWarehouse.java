package io.hindcast.bench;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.config.WarehouseFolder;
import io.hindcast.delta.DeltaLedger;
import io.hindcast.delta.LocalDisk;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.proof.StaticPurity;
import io.hindcast.spark.SparkJobInspector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * A warehouse that was built long ago, as its logs and its ledger tell it: no Spark job ran and no data file is there. A
 * tenth of the tables read the source, the others one of these; each was built in steps of a quarter, a commit each.
 */
final class BuiltWarehouse {

    private static final LocalDate FROM = LocalDate.of(1995, 1, 1);
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final int STEP = 91;
    private static final int COLUMNS = 10;
    private static final String FIELD =
            "{\\\"name\\\":\\\"%s\\\",\\\"type\\\":\\\"%s\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}";

    private final Path folder;
    private final int tables;
    private final int days;

    /**
     * @param days partitions of each table
     */
    BuiltWarehouse(Path folder, int tables, int days) {
        this.folder = folder;
        this.tables = tables;
        this.days = days;
    }

    /** Arguments: folder, tables, days. */
    public static void main(String[] words) throws IOException {
        new BuiltWarehouse(Path.of(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2])).make();
    }

    void make() throws IOException {
        declare();
        Configuration hadoop = new Configuration();
        LocalDisk.settings().forEach(hadoop::set);
        Warehouse warehouse = new WarehouseResolver(
                        new SparkJobInspector(List.of(), new StaticPurity()),
                        SourceDeclaration::columns,
                        (source, column) -> new TreeSet<>())
                .resolve(WarehouseFolder.read(folder, Map.of()).orThrow().declaration())
                .orThrow();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            columns.add("c" + i);
        }
        log(root().resolve("staging/s"), "s", columns, days);
        DeltaLedger ledger = new DeltaLedger(hadoop, root().toString());
        for (Asset asset : warehouse.assets()) {
            log(root().resolve(asset.name()), asset.name(), columns, STEP);
            List<Entry> entries = new ArrayList<>();
            for (int day = 0; day < days; day++) {
                entries.add(entry(asset, day));
            }
            ledger.append(entries);
        }
    }

    private Path root() {
        return folder.resolve("tables");
    }

    private LocalDate last() {
        return FROM.plusDays(days - 1L);
    }

    private void declare() throws IOException {
        Files.createDirectories(folder);
        String partition = "{day: ds, from: " + FROM + ", until: " + last() + "}";
        StringBuilder columns = new StringBuilder("ds: date");
        StringBuilder select = new StringBuilder("SELECT ds");
        for (int i = 0; i < COLUMNS; i++) {
            columns.append(", c").append(i).append(": bigint");
            select.append(", sum(c").append(i).append(") AS c").append(i);
        }
        Files.writeString(
                folder.resolve("warehouse.yaml"),
                "warehouse: built\nroot: tables\nsources:\n  s: {partition: " + partition + ", columns: {" + columns
                        + "}}\n");
        for (int table = 0; table < tables; table++) {
            String input = table < tables / 10 ? "s" : name(table % Math.max(1, tables / 10));
            Files.writeString(
                    folder.resolve(name(table) + ".sql"),
                    "/*---\nasset: " + name(table) + "\npartition: " + partition + "\n---*/\n" + select + " FROM "
                            + input + " GROUP BY ds\n");
        }
    }

    private static String name(int table) {
        return String.format(Locale.ROOT, "t%03d", table);
    }

    /** The log of a table: made by version 0, then so many partitions with each version. */
    private void log(Path table, String id, List<String> columns, int partitionsPerCommit) throws IOException {
        Path log = Files.createDirectories(table.resolve("_delta_log"));
        StringBuilder fields = new StringBuilder(String.format(Locale.ROOT, FIELD, "ds", "date"));
        columns.forEach(column -> fields.append(',').append(String.format(Locale.ROOT, FIELD, column, "long")));
        commit(
                log,
                0,
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n{\"metaData\":{\"id\":\"" + id
                        + "\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":"
                        + "\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[" + fields
                        + "]}\",\"partitionColumns\":[\"ds\"],\"configuration\":{},\"createdTime\":0}}\n");
        int version = 0;
        for (int day = 0; day < days; day += partitionsPerCommit) {
            StringBuilder actions = new StringBuilder();
            for (int i = day; i < Math.min(days, day + partitionsPerCommit); i++) {
                actions.append("{\"add\":{\"path\":\"ds=")
                        .append(FROM.plusDays(i))
                        .append("/part-00000-5a2c0c2e-6a0c-4f5e-8a54-1f0c6d1d2b3f.c000.snappy.parquet\",")
                        .append("\"partitionValues\":{\"ds\":\"")
                        .append(FROM.plusDays(i))
                        .append("\"},\"size\":4096,\"modificationTime\":0,\"dataChange\":true,")
                        .append("\"stats\":\"{\\\"numRecords\\\":50}\"}}\n");
            }
            commit(log, ++version, actions.toString());
        }
    }

    private static void commit(Path log, int version, String actions) throws IOException {
        String info = "{\"commitInfo\":{\"timestamp\":" + AT.toEpochMilli() + ",\"operation\":\"WRITE\"}}\n";
        Files.writeString(log.resolve(String.format(Locale.ROOT, "%020d.json", version)), info + actions);
    }

    private Entry entry(Asset asset, int day) {
        int step = day / STEP + 1;
        Map<String, Long> inputs = new TreeMap<>();
        asset.inputs()
                .forEach(input -> inputs.put(input.name(), input.name().equals("s") ? 1L : (days + STEP - 1) / STEP));
        Map<String, String> hashes = new TreeMap<>();
        for (int i = 0; i < COLUMNS; i++) {
            hashes.put("c" + i, hash(asset.name() + day + "/" + i));
        }
        return Entry.of(AT.plusSeconds(step), Event.COMMITTED, "built")
                .asset(asset.name())
                .partitions(FROM.plusDays(day).toString(), 1)
                .reason("missing")
                .run("r-20260101-000000-abcd")
                .attempt(asset.name() + "/" + step, 1)
                .fingerprints(asset.signature().fingerprint(), asset.signature().columnFingerprints())
                .inputs(inputs)
                .table(asset.name())
                .version(step)
                .size(50, 4_096, 1)
                .hashes(hash(asset.name() + day), hashes)
                .seconds(1.5)
                .actor("ann@desk")
                .build();
    }

    private static String hash(String of) {
        byte[] bytes = of.getBytes(StandardCharsets.UTF_8);
        long hash = 1;
        for (byte b : bytes) {
            hash = hash * 6_364_136_223_846_793_005L + b + 1_442_695_040_888_963_407L;
        }
        return String.format(Locale.ROOT, "h1:%016x%016x", hash, hash * 31 + bytes.length);
    }
}
