package io.hindcast.proof;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.config.WarehouseFolder;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.spark.JobPlan;
import io.hindcast.spark.SparkJobInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plans show, held against rows: what is shown of a job is so in every batch that is tried. */
@Tag("spark")
final class BatchProofTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 6;

    private static final Map<String, StructType> RELATIONS = Map.of(
            "sales", StructType.fromDDL("ds DATE, shop STRING, amount BIGINT"),
            "weather", StructType.fromDDL("ds DATE, temperature BIGINT"),
            "shops", StructType.fromDDL("shop STRING, region STRING"),
            "partitions", StructType.fromDDL("ds DATE, key STRING"),
            "places", StructType.fromDDL("ds DATE, shop STRING, key STRING"));

    private static final String BY_DAY = "partition: {day: ds, from: 2026-01-01, until: 2026-01-06}";
    private static final String BY_SHOP =
            "partition: {day: ds, from: 2026-01-01, until: 2026-01-06, keys: {shop: [a, b, c]}}";
    private static final String BEFORE = BY_DAY + "\ninputs: {sales: {window: {before: 1}}}";
    private static final String A_DAY_BACK = BY_DAY + "\ninputs: {sales: {offsets: [0, -2]}}";

    /** Declarations and SELECTs of which it is shown. */
    private static final Map<String, List<String>> SHOWN = Map.of(
            BY_DAY,
            List.of(
                    "SELECT ds, shop, amount + 1 AS n FROM sales WHERE amount > 2",
                    "SELECT ds, sum(amount) AS n FROM sales GROUP BY ds",
                    "SELECT day AS ds, count(DISTINCT shop) AS n FROM (SELECT ds AS day, shop FROM sales) GROUP BY day",
                    "WITH d AS (SELECT ds, max(amount) AS n FROM sales GROUP BY ds) SELECT d.ds, n + n AS n FROM d ORDER BY n",
                    "SELECT DISTINCT ds, region AS n FROM sales JOIN shops USING (shop)",
                    "SELECT s.ds, count(w.temperature) AS n FROM sales s LEFT JOIN weather w ON w.ds = s.ds GROUP BY s.ds",
                    "SELECT w.ds, count(s.amount) AS n FROM sales s RIGHT JOIN weather w ON w.ds = s.ds GROUP BY w.ds",
                    "SELECT s.ds, sum(temperature) AS n FROM sales s, weather w WHERE s.ds = w.ds GROUP BY s.ds",
                    "SELECT ds, sum(amount) OVER (PARTITION BY ds, shop) AS n FROM sales",
                    "SELECT ds, amount - (SELECT count(*) FROM shops) AS n FROM sales",
                    "SELECT p.ds, count(s.shop) AS n FROM partitions p LEFT JOIN sales s ON s.ds = p.ds GROUP BY p.ds",
                    "SELECT ds, temperature AS n FROM weather w LEFT ANTI JOIN sales s ON s.ds = w.ds AND s.amount > 3",
                    "SELECT ds, letter AS n FROM sales LATERAL VIEW explode(split(shop, '')) AS letter",
                    "SELECT ds, n FROM sales CROSS JOIN (VALUES (1), (2)) AS v(n)"),
            BY_SHOP,
            List.of(
                    "SELECT ds, shop, sum(amount) AS n FROM sales GROUP BY ds, shop",
                    "SELECT p.ds, p.shop, sum(s.amount) AS n FROM places p JOIN sales s ON s.ds = p.ds AND s.shop <= p.shop"
                            + " GROUP BY p.ds, p.shop"),
            BEFORE,
            List.of(
                    "SELECT p.ds, sum(s.amount) AS n FROM partitions p JOIN sales s ON s.ds = p.ds GROUP BY p.ds",
                    "SELECT p.ds, sum(s.amount) AS n FROM partitions p LEFT JOIN sales s ON s.ds = date_sub(p.ds, 1)"
                            + " GROUP BY p.ds",
                    "SELECT p.ds, s.amount AS n FROM (SELECT date_add(ds, 1) AS next, amount FROM sales) s"
                            + " JOIN partitions p ON p.ds = s.next"),
            A_DAY_BACK,
            List.of("WITH d AS (SELECT ds, sum(amount) AS n FROM sales GROUP BY ds)"
                    + " SELECT p.ds, d.n - coalesce(b.n, 0) AS n FROM partitions p JOIN d ON d.ds = p.ds"
                    + " LEFT JOIN d b ON b.ds = date_sub(p.ds, 2)"));

    /** Declarations and SELECTs that depend on the batch: it must be shown of none. */
    private static final Map<String, List<String>> WRONG = Map.of(
            BY_DAY,
            List.of(
                    "SELECT ds, sum(amount) OVER () AS n FROM sales",
                    "SELECT ds, count(*) OVER (PARTITION BY shop) AS n FROM sales",
                    "SELECT max(ds) AS ds, sum(amount) AS n FROM sales",
                    "SELECT max(ds) AS ds, shop AS n FROM sales GROUP BY shop",
                    "SELECT p.ds, sum(s.amount) AS n FROM partitions p CROSS JOIN sales s GROUP BY p.ds",
                    "SELECT p.ds, sum(s.amount) AS n FROM partitions p JOIN sales s ON s.ds <= p.ds GROUP BY p.ds",
                    "SELECT s.ds, count(w.ds) AS n FROM sales s LEFT JOIN weather w ON w.ds > s.ds GROUP BY s.ds",
                    "SELECT w.ds, count(s.ds) AS n FROM weather w FULL JOIN sales s ON s.amount = w.temperature GROUP BY w.ds",
                    "SELECT ds, amount - (SELECT max(amount) FROM sales) AS n FROM sales",
                    "SELECT ds, temperature AS n FROM weather WHERE temperature NOT IN (SELECT amount FROM sales)",
                    "SELECT ds, temperature AS n FROM weather w LEFT SEMI JOIN sales s ON s.amount = w.temperature",
                    "SELECT ds, count(*) AS n FROM sales GROUP BY GROUPING SETS ((ds), ()) HAVING ds IS NOT NULL"
                            + " OR max(ds) > DATE'2026-01-04'",
                    "SELECT date_sub(ds, 0) AS ds, lag(amount) OVER (ORDER BY ds, shop, amount) AS n FROM sales",
                    "SELECT s.ds, w.temperature AS n FROM sales s LEFT JOIN weather w ON w.ds = date_add(s.ds, 1)"),
            BY_SHOP,
            List.of(
                    "SELECT p.ds, p.shop, n FROM places p JOIN (SELECT ds, count(*) AS n FROM places GROUP BY ds) c"
                            + " ON c.ds = p.ds",
                    "SELECT ds, shop, count(*) OVER (PARTITION BY ds) AS n FROM places"),
            BEFORE,
            List.of(
                    "SELECT ds, sum(amount) AS n FROM sales GROUP BY ds",
                    "SELECT date_add(ds, 1) AS ds, sum(amount) AS n FROM sales GROUP BY ds",
                    "SELECT p.ds, sum(s.amount) AS n FROM partitions p LEFT JOIN sales s ON s.ds = date_sub(p.ds, 2)"
                            + " GROUP BY p.ds",
                    "SELECT p.ds, sum(s.amount) AS n FROM partitions p LEFT JOIN sales s ON s.ds = date_add(p.ds, 1)"
                            + " GROUP BY p.ds"),
            A_DAY_BACK,
            List.of("SELECT p.ds, sum(s.amount) AS n FROM partitions p LEFT JOIN sales s ON s.ds = date_sub(p.ds, 1)"
                    + " GROUP BY p.ds"));

    @TempDir
    private Path base;

    @Test
    void whatIsShownOfAJobIsSoInEveryBatch() throws IOException {
        for (Asset asset : assets(SHOWN)) {
            assertThat(BatchProof.holds(asset, plan(asset)))
                    .as(asset.declaration().job().toString())
                    .isTrue();
            assertThat(differing(asset))
                    .as(asset.declaration().job().toString())
                    .isEmpty();
        }
    }

    @Test
    void nothingIsShownOfAJobThatDependsOnItsBatch() throws IOException {
        for (Asset asset : assets(WRONG)) {
            assertThat(BatchProof.holds(asset, plan(asset)))
                    .as(asset.declaration().job().toString())
                    .isFalse();
            assertThat(differing(asset))
                    .as("wrong: " + asset.declaration().job())
                    .isNotEmpty();
        }
    }

    private List<Asset> assets(Map<String, List<String>> jobs) throws IOException {
        Files.writeString(base.resolve("warehouse.yaml"), """
                warehouse: batches
                root: tables
                sources:
                  sales: {partition: {day: ds, from: 2026-01-01, until: 2026-01-06}, path: sales,
                    columns: {ds: date, shop: string, amount: bigint}}
                  weather: {partition: {day: ds, from: 2026-01-01, until: 2026-01-06}, path: weather,
                    columns: {ds: date, temperature: bigint}}
                  shops: {path: shops, columns: {shop: string, region: string}}
                """);
        int number = 0;
        for (var each : jobs.entrySet()) {
            for (String select : each.getValue()) {
                String name = "job_" + number++;
                Files.writeString(
                        base.resolve(name + ".sql"),
                        "/*---\nasset: %s\n%s\n---*/\n%s\n"
                                .formatted(name, each.getKey(), select.replace("places", "partitions")));
            }
        }
        Warehouse warehouse = new WarehouseResolver(
                        new SparkJobInspector(List.of(), new StaticPurity()),
                        source -> List.of(),
                        (source, column) -> new TreeSet<>())
                .resolve(WarehouseFolder.read(base, Map.of()).orThrow().declaration())
                .orThrow();
        return List.copyOf(warehouse.assets());
    }

    private static JobPlan plan(Asset asset) {
        return new JobPlan(
                ((org.apache.spark.sql.classic.Dataset<Row>)
                                rows(asset, asset.partitioning().domain()))
                        .queryExecution()
                        .analyzed(),
                BatchProofTest::name);
    }

    private static Optional<String> name(LogicalPlan end) {
        return RELATIONS.entrySet().stream()
                .filter(each ->
                        Arrays.equals(each.getValue().fieldNames(), end.schema().fieldNames()))
                .map(each -> each.getKey().equals("places") ? "partitions" : each.getKey())
                .findFirst();
    }

    /** The rows that a batch gives. */
    private static Dataset<Row> rows(Asset asset, PartitionSet batch) {
        for (Asset.Input input : asset.inputs()) {
            view(input.name(), input.name(), read(input, batch));
        }
        boolean byShop = asset.partitioning().dimensions().size() > 1;
        view(
                "partitions",
                byShop ? "places" : "partitions",
                batch.partitions()
                        .map(each -> byShop
                                ? RowFactory.create(Date.valueOf(ds(each)), each.key("shop"), "")
                                : RowFactory.create(Date.valueOf(ds(each)), ""))
                        .toList());
        return TestSession.get().sql(asset.declaration().job().match(sql -> sql.text(), java -> ""));
    }

    private static List<Row> read(Asset.Input input, PartitionSet batch) {
        if (input.partitioning().dimensions().isEmpty()) {
            return all(input.name());
        }
        Set<String> read =
                input.readBy(batch).partitions().map(BatchProofTest::ds).collect(toSet());
        return all(input.name()).stream()
                .filter(row -> read.contains(row.get(0).toString()))
                .toList();
    }

    private static void view(String name, String relation, List<Row> rows) {
        SparkSession session = TestSession.get();
        session.createDataFrame(rows, RELATIONS.get(relation)).createOrReplaceTempView(name);
    }

    private static List<Row> all(String relation) {
        if (relation.equals("shops")) {
            return List.of(RowFactory.create("a", "north"), RowFactory.create("b", "south"));
        }
        List<Row> rows = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            Date ds = Date.valueOf(FIRST.plusDays(day));
            if (relation.equals("weather")) {
                rows.add(RowFactory.create(ds, (long) (day * 5 % 7)));
            } else {
                rows.add(RowFactory.create(ds, "a", (long) (day * 3 % 5)));
                rows.add(RowFactory.create(ds, day % 2 == 0 ? "b" : "c", (long) day));
            }
        }
        return rows;
    }

    private static String ds(Partition partition) {
        return LocalDate.ofEpochDay(partition.ordinal("ds")).toString();
    }

    private static String key(Partition partition) {
        return partition.coordinates().size() > 1 ? ds(partition) + " " + partition.key("shop") : ds(partition);
    }

    /** The partitions that come out otherwise when they are computed in every other batch than all together. */
    private static Set<String> differing(Asset asset) {
        PartitionSet domain = asset.partitioning().domain();
        Map<String, List<String>> whole = byPartition(asset, domain);
        Set<String> differing = new TreeSet<>();
        for (PartitionSet batch : batches(domain)) {
            Map<String, List<String>> part = byPartition(asset, batch);
            Set<String> inside = batch.partitions().map(BatchProofTest::key).collect(toSet());
            Stream.concat(inside.stream(), part.keySet().stream())
                    .filter(key -> inside.contains(key)
                            ? !part.getOrDefault(key, List.of()).equals(whole.getOrDefault(key, List.of()))
                            : isCutBy(asset, key, batch))
                    .forEach(differing::add);
        }
        return differing;
    }

    /** Rows of other keys are dropped where a job is shown them. */
    private static boolean isCutBy(Asset asset, String key, PartitionSet batch) {
        return asset.withAllShown(batch)
                .partitions()
                .noneMatch(each -> key(each).equals(key));
    }

    private static List<PartitionSet> batches(PartitionSet domain) {
        var all = domain.partitions().toList();
        return IntStream.range(0, 3)
                .mapToObj(third -> PartitionSet.unionAll(
                        domain.partitioning(),
                        IntStream.range(0, all.size())
                                .filter(i -> third < 2 ? i % 2 == third : i >= all.size() / 2)
                                .mapToObj(i -> PartitionSet.of(domain.partitioning(), all.get(i)))
                                .toList()))
                .toList();
    }

    private static Map<String, List<String>> byPartition(Asset asset, PartitionSet batch) {
        int keys = asset.partitioning().dimensions().size();
        return rows(asset, batch).collectAsList().stream()
                .collect(groupingBy(
                        row -> IntStream.range(0, keys)
                                .mapToObj(i -> String.valueOf(row.get(i)))
                                .reduce((one, other) -> one + " " + other)
                                .orElse(""),
                        TreeMap::new,
                        java.util.stream.Collectors.collectingAndThen(
                                java.util.stream.Collectors.mapping(
                                        Row::toString, java.util.stream.Collectors.toList()),
                                rows -> rows.stream().sorted().toList())));
    }
}
