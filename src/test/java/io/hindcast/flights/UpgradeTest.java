package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.config.WarehouseFolder;
import io.hindcast.ledger.Entry;
import io.hindcast.proof.StaticPurity;
import io.hindcast.spark.SparkJobInspector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that was built when fingerprints were of scheme f1, under today's program. */
@Tag("once")
@Tag("spark")
class UpgradeTest {

    @TempDir
    Path base;

    @Test
    void nothingIsOutOfDateByTheUpgradeAloneAndAChangeIsSeen() throws IOException {
        FlightsWorld world = FlightsWorld.built(base);
        age(world);
        assertThat(world.ledger())
                .extracting(Entry::fingerprint)
                .anyMatch(text -> text.startsWith("f1:"))
                .noneMatch(text -> text.startsWith("f2:"));

        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");
        assertThat(world.status("delay_7d")).containsOnlyKeys("fresh");
        assertThat(world.expect(0, "why", "daily_delays@2013-02-01").out()).contains(", the same as now");

        world.replace("daily_delays.sql", "  sum(distance) AS distance", "  -- miles\n  SUM(distance) AS distance");
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");

        world.replace("daily_delays.sql", "SUM(distance) AS distance", "sum(distance) + 1 AS distance");
        assertThat(world.status("daily_delays")).containsKey("stale");
        assertThat(world.expect(0, "why", "daily_delays@2013-02-01").out()).contains("is stale: code", "f1:", "f2:");
    }

    /** Writes what is recorded as the scheme before would have: in the commits of the tables, and in the ledger. */
    private static void age(FlightsWorld world) throws IOException {
        Map<String, String> older = new TreeMap<>();
        for (Asset asset : warehouse(world).assets()) {
            older.put(
                    asset.signature().fingerprint(),
                    asset.signature().earlier().iterator().next());
        }
        String ledger = world.table("_hindcast/ledger").toString();
        world.spark().sql("ALTER TABLE delta.`" + ledger + "` SET TBLPROPERTIES ('delta.appendOnly' = 'false')");
        Column fingerprint = functions.col("fingerprint");
        for (Map.Entry<String, String> each : older.entrySet()) {
            fingerprint = functions
                    .when(functions.col("fingerprint").equalTo(each.getKey()), each.getValue())
                    .otherwise(fingerprint);
        }
        world.spark()
                .read()
                .format("delta")
                .load(ledger)
                .withColumn("fingerprint", fingerprint)
                .write()
                .format("delta")
                .mode("overwrite")
                .save(ledger);
        try (Stream<Path> files = Files.walk(world.table(""))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                age(file, older);
            }
        }
        FlightsWorld.delete(world.table("_hindcast/state"));
        FlightsWorld.delete(world.table("_hindcast/code/f2"));
    }

    private static void age(Path file, Map<String, String> older) throws IOException {
        String before = Files.readString(file);
        String after = before;
        for (Map.Entry<String, String> each : older.entrySet()) {
            after = after.replace(each.getKey(), each.getValue());
        }
        if (!after.equals(before)) {
            Files.write(file, after.getBytes(StandardCharsets.UTF_8));
            Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        }
    }

    private static Warehouse warehouse(FlightsWorld world) {
        var declaration =
                WarehouseFolder.read(world.folder(), Map.of()).orThrow().declaration();
        SparkJobInspector inspector = new SparkJobInspector(declaration.jars(), new StaticPurity());
        return new WarehouseResolver(inspector, source -> List.of(), (source, column) -> new TreeSet<>())
                .resolve(declaration)
                .orThrow();
    }
}
