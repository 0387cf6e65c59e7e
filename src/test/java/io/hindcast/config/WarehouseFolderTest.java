package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Check;
import io.hindcast.asset.Column;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.SelfRule;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.interval.Grain;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.Problem;
import io.hindcast.problem.StoreProblems;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Wait;
import io.hindcast.run.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseFolderTest {

    private static final String WAREHOUSE = """
            warehouse: shop
            root: ${SHOP_ROOT:-../out}
            sources:
              sales:
                partition: {day: ds, from: 2026-01-01, until: 2026-03-31}
                stage:
                  files: data/*.csv
                  format: csv
                  options: {sep: ";"}
                  columns: {year: INT, month: integer, day: int, amount: "decimal(12, 2)"}
                  ds: "make_date(year, month, day)"
              shops: {path: s3a://lake/shops/, columns: {code: string, name: string}}
            defaults: {zone: Europe/Berlin, parallel: 3, retry: {stop: {attempts: 5}, wait: {fixed: 2s, jitter: 500ms}}}
            jars: [lib/jobs.jar]
            """;

    private static final String SELECT = "\nSELECT ds FROM sales\n";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("jobs/shop"));
        write("warehouse.yaml", WAREHOUSE);
        Files.createDirectories(folder.resolve("lib"));
        write("lib/jobs.jar", "");
    }

    @Test
    void throughALinkItIsTheSameWarehouse() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);

        WarehouseDeclaration straight =
                WarehouseFolder.read(folder, Map.of()).orThrow().declaration();
        WarehouseDeclaration linked =
                WarehouseFolder.read(link, Map.of()).orThrow().declaration();

        assertThat(linked.root()).isEqualTo(straight.root());
        assertThat(linked.folder()).isEqualTo(straight.folder());
        assertThat(linked.jars()).isEqualTo(straight.jars());
    }

    @Test
    void aFolderWithoutAWarehouseFileIsTold() {
        assertThat(WarehouseFolder.read(folder.resolve("nowhere"), Map.of()).problems())
                .extracting(Problem::code, Problem::why)
                .containsExactly(tuple("HC-101", "there is no such file"));
    }

    @Test
    void aWarehouseIsReadWithPathsRelativeToItsFile() {
        ConfiguredWarehouse warehouse = read().orThrow();

        assertThat(warehouse.declaration().name()).isEqualTo("shop");
        assertThat(warehouse.declaration().root())
                .isEqualTo(temporary.resolve("jobs/out").toString());
        assertThat(warehouse.declaration().jars())
                .containsExactly(folder.resolve("lib/jobs.jar").toString());
        assertThat(warehouse.declaration().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(warehouse.defaults().parallel()).hasValue(3);
        assertThat(warehouse.defaults().retry()).hasValueSatisfying(retry -> {
            assertThat(retry.stop()).isEqualTo(Stop.afterAttempts(5));
            assertThat(retry.backoff())
                    .isEqualTo(Wait.fixed(Duration.ofSeconds(2)).withJitter(Duration.ofMillis(500)));
        });
    }

    @Test
    void anAssetSaysHowItIsTriedAgain() throws IOException {
        write("daily.sql", "/*---\nasset: daily\nretry: {stop: {attempts: 9}}\n---*/" + SELECT);
        ConfiguredWarehouse warehouse = read().orThrow();

        RetryPolicies policies = warehouse.retries(warehouse.defaults().retry().orElseThrow());

        assertThat(policies.ofAssets()).containsOnlyKeys("daily").hasEntrySatisfying("daily", own -> {
            assertThat(own.stop()).isEqualTo(Stop.afterAttempts(9));
            assertThat(own.backoff()).isEqualTo(policies.usual().backoff());
        });
    }

    @Test
    void anAssetSaysHowManyOfItsStepsRunAtOnceAndWhichPoolTheyShare() throws IOException {
        write("daily.sql", "/*---\nasset: daily\nparallel: 2\npool: crm\n---*/" + SELECT);
        Files.writeString(
                folder.resolve("warehouse.yaml"),
                Files.readString(folder.resolve("warehouse.yaml")) + "\npools: {crm: 3, licence: 1}\n");

        assertThat(read().orThrow().limits(8))
                .isEqualTo(new Limits(8, Map.of("daily", 2), Map.of("crm", 3, "licence", 1), Map.of("daily", "crm")));
    }

    @Test
    void aBoundWithinAPartitionIsNoted() throws IOException {
        Files.writeString(
                folder.resolve("hourwise.sql"),
                "/*---\nasset: hourwise\npartition: {day: ds, from: 2026-01-01T05, until: 2026-02-01T22}\n---*/\n"
                        + "SELECT ds, 1 AS n FROM daily");

        FolderReading reading = read();

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warehouse().notes())
                .extracting(note -> note.toString().replace(folder.toString(), ""))
                .as("the zone is an hour before UTC, so that the second ends with its day")
                .containsExactly(
                        "/hourwise.sql:3: from 2026-01-01T05, an hour of UTC, lies within the partition 2026-01-01,"
                                + " which belongs to the range as a whole");
    }

    @Test
    void aStoreInWhichNoTableCanLieIsRefusedWhereItIsNamed() {
        Stores none =
                uri -> uri.startsWith("s3:") ? Optional.of(StoreProblems.unknownStore(uri, "s3")) : Optional.empty();

        FolderReading reading = WarehouseFolder.read(folder, Map.of("SHOP_ROOT", "s3://bucket/shop"), none);

        assertThat(reading.problems())
                .singleElement()
                .hasToString(folder + "/warehouse.yaml:2: no table can lie at s3://bucket/shop [HC-640]\n"
                        + "  cause:   Hadoop has no file system for s3:\n"
                        + "  way out: did you mean s3a://bucket/shop?");
        assertThat(WarehouseFolder.read(folder, Map.of("SHOP_ROOT", "/elsewhere"), none)
                        .problems())
                .as("on this machine")
                .isEmpty();
    }

    @Test
    void theEnvironmentOverrulesADefault() {
        FolderReading reading = WarehouseFolder.read(folder, Map.of("SHOP_ROOT", "s3a://bucket/shop"));
        assertThat(reading.orThrow().declaration().root()).isEqualTo("s3a://bucket/shop");
    }

    @Test
    void aSourceThatIsStagedHasTheColumnsOfItsFilesThoseDerivedAndThoseOfStaging() {
        SourceDeclaration sales = read().orThrow().declaration().sources().get(0);

        assertThat(sales.path())
                .isEqualTo(temporary.resolve("jobs/out/staging/sales").toString());
        assertThat(sales.columns())
                .extracting(Column::toString)
                .containsExactly(
                        "year int",
                        "month int",
                        "day int",
                        "amount decimal(12,2)",
                        "ds date",
                        "_file string",
                        "_loaded_at timestamp");
        assertThat(sales.landing()).hasValueSatisfying(landing -> {
            assertThat(landing.files()).containsExactly("data/*.csv");
            assertThat(landing.options()).containsEntry("sep", ";");
            assertThat(landing.derived()).containsEntry("ds", "make_date(year, month, day)");
        });
        assertThat(sales.partitioning().domain().toString()).isEqualTo("2026-01-01..2026-03-31");
    }

    @Test
    void theTableOfSomeoneElseKeepsItsPath() {
        SourceDeclaration shops = read().orThrow().declaration().sources().get(1);
        assertThat(shops.path()).isEqualTo("s3a://lake/shops");
        assertThat(shops.landing()).isEmpty();
        assertThat(shops.partitioning().dimensions()).isEmpty();
    }

    @Test
    void theLinesOfAStatementAreThoseOfItsFile() {
        AssetDeclaration asset = sql("\n/*---\nasset: a\n---*/\n\n-- why; a reason\nSELECT ';' AS x;\n");
        asset.job()
                .match(
                        job -> {
                            assertThat(job.place().line()).hasValue(6);
                            assertThat(job.text()).isEqualTo("-- why; a reason\nSELECT ';' AS x;");
                            return job;
                        },
                        job -> {
                            throw new AssertionError(job);
                        });
        assertThat(asset.place().line()).hasValue(3);
    }

    @Test
    void everyFormOfAPartitionIsRead() {
        assertThat(partition("{day: ds, from: 2026-01, until: 2026-02}")).isEqualTo("2026-01-01..2026-02-28");
        assertThat(partition("{day: ds, from: 2024-02-29, until: 2024-02-29}")).isEqualTo("2024-02-29");
        assertThat(partition("{month: m, from: 2015-01-15, until: 2015-Q1}")).isEqualTo("2015-01..2015-03");
        assertThat(partition("{week: w, from: 2026-01-01, until: 2026-01-12}")).isEqualTo("2025-12-29..2026-01-12");
        assertThat(partition("{hour: h, from: 2026-01-01T05, until: 2026-01-01T06}"))
                .isEqualTo("2026-01-01T05..2026-01-01T06");
        assertThat(partition("{keys: {origin: [JFK, EWR]}}")).isEqualTo("EWR,JFK");
        assertThat(partition("{keys: {origin: [JFK]}, day: ds, from: 2026-01-01, until: 2026-01-02}"))
                .isEqualTo("origin=JFK&ds=2026-01-01..2026-01-02");
        assertThat(partition("{day: {column: a, from: 2026-01-01, until: 2026-01-01}, "
                        + "year: {column: b, from: 2020, until: 2020}}"))
                .isEqualTo("a=2026-01-01&b=2020");
    }

    @Test
    void anOpenEndAZoneAFormatAndDiscoveredKeysAreKept() {
        AssetDeclaration asset = sql("""
                /*---
                asset: a
                zone: Asia/Tokyo
                partition: {month: m, from: 2026-01, format: yyyyMM, keys: {shop: {from: shops.code}}}
                ---*/
                SELECT 1
                """);
        List<Dimension> dimensions = asset.partitioning().dimensions();
        assertThat(dimensions.get(0)).isInstanceOfSatisfying(TimeDimension.class, time -> {
            assertThat(time.grid().grain()).isEqualTo(Grain.MONTH);
            assertThat(time.grid().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
            assertThat(time.declared().until()).isEqualTo(Long.MAX_VALUE);
            assertThat(time.format()).hasValue("yyyyMM");
        });
        assertThat(dimensions.get(1)).isEqualTo(new KeyDimension("shop", new KeySource.Discovered("shops", "code")));
    }

    @Test
    void everyFormOfAnInputIsRead() {
        AssetDeclaration asset = sql("""
                /*---
                asset: a
                partition: {day: ds, from: 2026-01-01, keys: {origin: [EWR, JFK]}}
                inputs:
                  plain:
                  window: {window: {before: 6}}
                  ahead: {window: {before: -27, after: 27}}
                  history: {window: {before: unbounded}}
                  spots: {offsets: [0, -27]}
                  lagged: {lag: 1}
                  whole: {all: true, changes: ignore}
                  keyed: {keys: {EWR: [JFK, LGA]}, require: true}
                  dated: {all: true, as_of: partition}
                  self: {before: 3, after: -2, chained: true}
                ---*/
                SELECT 1
                """);
        assertThat(rule(asset, "plain")).isEqualTo(MappingRule.same());
        assertThat(rule(asset, "window")).isEqualTo(MappingRule.window(6, 0));
        assertThat(rule(asset, "ahead")).isEqualTo(MappingRule.lag(-27));
        assertThat(rule(asset, "history")).isEqualTo(MappingRule.window(Long.MAX_VALUE, 0));
        assertThat(rule(asset, "spots"))
                .isEqualTo(MappingRule.offsets(IntervalSet.point(0).union(IntervalSet.point(-27))));
        assertThat(rule(asset, "lagged")).isEqualTo(MappingRule.lag(1));
        assertThat(rule(asset, "whole")).isEqualTo(MappingRule.whole());
        assertThat(rule(asset, "keyed"))
                .isEqualTo(MappingRule.same().withKeys("origin", Map.of("EWR", new TreeSet<>(List.of("JFK", "LGA")))));
        assertThat(input(asset, "keyed").requirement()).isEqualTo(InputDeclaration.Requirement.EVERY_PARTITION);
        assertThat(input(asset, "whole").changes()).isEqualTo(InputDeclaration.ChangePolicy.IGNORE);
        assertThat(input(asset, "dated").changes()).isEqualTo(InputDeclaration.ChangePolicy.AS_OF_PARTITION);
        assertThat(asset.self()).hasValue(new SelfRule(IntervalSet.of(-3, -1), SelfRule.Chaining.CHAINED));
    }

    @Test
    void retentionChecksTagsAndPathAreRead() {
        AssetDeclaration asset = sql("""
                /*---
                asset: a
                partition: {day: ds, from: 2026-01-01}
                retain: 12mo
                tags: [finance, daily]
                path: marts/a
                checks: {rows: ">= 1", unique: [ds, carrier], not_null: carrier, same: {column: n, within: 20%}}
                ---*/
                SELECT 1
                """);
        assertThat(asset.retain()).hasValue(Period.ofMonths(12));
        assertThat(asset.tags()).containsExactly("daily", "finance");
        assertThat(asset.path()).isEqualTo(temporary.resolve("jobs/out/marts/a").toString());
        assertThat(asset.checks())
                .containsExactly(
                        new Check.Rows(Check.Comparison.AT_LEAST, 1),
                        new Check.Unique(List.of("ds", "carrier")),
                        new Check.NotNull(List.of("carrier")),
                        new Check.Same("n", new BigDecimal("0.20")));
    }

    @Test
    void aJavaAssetNamesItsClassItsInputsAndSettings() {
        write("rotation.yaml", """
                asset: rotation
                class: com.example.Rotation
                settings: {threshold: 3, place: "${PLACE:-NYC}"}
                inputs: [sales, shops]
                """);
        AssetDeclaration asset = read().orThrow().declaration().assets().get(0);
        asset.job()
                .match(
                        job -> {
                            throw new AssertionError(job);
                        },
                        job -> {
                            assertThat(job.className()).isEqualTo("com.example.Rotation");
                            assertThat(job.settings()).isEqualTo(Map.of("threshold", "3", "place", "NYC"));
                            return job;
                        });
        assertThat(asset.inputs()).containsOnlyKeys("sales", "shops");
    }

    @Test
    void aSourceTellsHowLongItsOwnerKeepsPartitions() {
        write("warehouse.yaml", """
                warehouse: w
                root: out
                sources:
                  kept: {path: t, partition: {day: ds, from: 2026-01-01}, retain: 90d}
                  old: {path: t, retain: 90d}
                  odd: {path: t, partition: {day: ds, from: 2026-01-01}, retain: long}
                """);
        FolderReading reading = read();
        assertThat(reading.warehouse().declaration().sources())
                .singleElement()
                .satisfies(source -> assertThat(source.retain()).hasValue(Period.ofDays(90)));
        assertThat(reading.problems())
                .extracting(p -> p.place().orElseThrow().toString(), Problem::code)
                .containsExactly(
                        tuple(folder.resolve("warehouse.yaml") + ":5", "HC-615"),
                        tuple(folder.resolve("warehouse.yaml") + ":6", "HC-128"));
    }

    @Test
    void theProblemsOfAllFilesAreShownAtOnceAndWhatIsWholeIsRead() {
        write("good.sql", "/*---\nasset: good\n---*/" + SELECT);
        write("typo.sql", "/*---\nasset: typo\nretian: 3d\n---*/" + SELECT);
        write(
                "broken.sql",
                "/*---\nasset: broken\npartition: {day: ds, from: 2026-02-30}\nretain: soon\n---*/" + SELECT);

        FolderReading reading = read();

        assertThat(reading.problems())
                .extracting(p -> p.place().orElseThrow().toString(), Problem::code)
                .containsExactly(
                        tuple(folder.resolve("broken.sql") + ":3", "HC-123"),
                        tuple(folder.resolve("broken.sql") + ":4", "HC-128"),
                        tuple(folder.resolve("typo.sql") + ":3", "HC-111"));
        assertThat(reading.problems().get(2).wayOut()).isEqualTo("did you mean retain?");
        assertThat(reading.warehouse().declaration().assets())
                .extracting(AssetDeclaration::name)
                .containsExactly("good", "typo");
        assertThat(reading.unreadable()).containsExactly("broken");
    }

    private static InputDeclaration input(AssetDeclaration asset, String name) {
        return Optional.ofNullable(asset.inputs().get(name)).orElseThrow();
    }

    private static MappingRule rule(AssetDeclaration asset, String name) {
        return input(asset, name).rule();
    }

    private String partition(String text) {
        return sql("/*---\nasset: a\npartition: " + text + "\n---*/" + SELECT)
                .partitioning()
                .domain()
                .toString();
    }

    private AssetDeclaration sql(String text) {
        write("a.sql", text);
        return read().orThrow().declaration().assets().get(0);
    }

    private FolderReading read() {
        return WarehouseFolder.read(folder, Map.of());
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
