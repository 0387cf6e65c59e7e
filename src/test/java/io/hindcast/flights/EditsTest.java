package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.Partitionings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small warehouse after one edit after the other, by seed: late files, corrections, other code, compaction, writes of
 * others and failures. After each it is brought to rest; then every table holds what plain code computes from all that
 * landed, and files of partitions that were not planned are the files that were there before.
 */
@Tag("once")
@Tag("spark")
class EditsTest {

    /** One of each kind; many in a soak. */
    private static final int EDITS = Integer.getInteger("hindcast.soak", 1) > 1 ? 60 : 7;

    private static final long SEED = Long.getLong("hindcast.soak.seed", 6);
    private static final String FIRST = "2026-01-29";
    private static final String LAST = "2026-02-03";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, Partitioning> ASSETS = new TreeMap<>(Map.of(
            "daily", Partitionings.days(FIRST + ".." + LAST),
            "sum3", Partitionings.days(FIRST + ".." + LAST),
            "monthly", Partitionings.months("2026-01..2026-02"),
            "balance", Partitionings.days(FIRST + ".." + LAST),
            "by_shop",
                    Partitionings.product(
                            Partitionings.days(FIRST + ".." + LAST), Partitionings.keys("shop", "x", "y"))));

    private static final String DAYS = "{day: ds, from: 2026-01-29, until: 2026-02-03";

    private final Random random = new Random(SEED);
    /** Day and number of a sale to its amount. */
    private final SortedMap<String, SortedMap<Integer, Integer>> sales = new TreeMap<>();

    private final Map<Integer, String> shops = new TreeMap<>();
    private int factor = 1;
    private int landed;
    private int numbers = 3;

    @TempDir
    Path base;

    private SmallSales declared() {
        TestSession.get();
        SmallSales world = new SmallSales(base);
        world.write("warehouse.yaml", """
                warehouse: sales
                root: ../tables
                sources:
                  sales:
                    partition: %s}
                    stage:
                      files: data/*.csv
                      format: csv
                      options: {header: "true"}
                      columns: {sold: date, id: int, amount: string}
                      ds: sold
                  shops: {stage: {files: shops/*.csv, format: csv, options: {header: "true"}, columns: {id: int, shop: string}}}
                defaults: {parallel: 2, retry: {stop: {attempts: 1}}}
                """.formatted(DAYS));
        world.write("daily.sql", daily());
        world.write("sum3.sql", """
                /*---
                asset: sum3
                partition: %s}
                inputs: {daily: {window: {before: 2}}}
                ---*/
                SELECT p.ds, sum(d.amount) AS amount
                FROM partitions p JOIN daily d ON d.ds > p.ds - INTERVAL 3 DAYS AND d.ds <= p.ds
                GROUP BY p.ds
                """.formatted(DAYS));
        world.write("monthly.sql", """
                /*---
                asset: monthly
                partition: {month: month, from: 2026-01, until: 2026-02}
                ---*/
                SELECT CAST(trunc(ds, 'MM') AS DATE) AS month, sum(amount) AS amount FROM daily GROUP BY 1
                """);
        world.write("balance.sql", """
                /*---
                asset: balance
                partition: %s}
                inputs: {self: {before: 1}}
                columns: {ds: date, amount: bigint}
                ---*/
                SELECT p.ds, coalesce(max(b.amount), 0) + coalesce(max(d.amount), 0) AS amount
                FROM partitions p LEFT JOIN self b ON b.ds = p.ds - INTERVAL 1 DAY LEFT JOIN daily d ON d.ds = p.ds
                GROUP BY p.ds
                """.formatted(DAYS));
        world.write("by_shop.sql", """
                /*---
                asset: by_shop
                partition: %s, keys: {shop: [x, y]}}
                ---*/
                WITH named AS (SELECT id, max(struct(_loaded_at, _file, shop)).shop AS shop FROM shops GROUP BY id)
                SELECT s.ds, n.shop, count(DISTINCT s.id) AS amount
                FROM sales s JOIN named n ON n.id = s.id GROUP BY s.ds, n.shop
                """.formatted(DAYS));
        return world;
    }

    private String daily() {
        return """
                /*---
                asset: daily
                partition: %s}
                ---*/
                WITH latest AS (
                  SELECT ds, id, max(struct(_loaded_at, _file, amount)).amount AS amount FROM sales GROUP BY ds, id)
                SELECT ds, sum(CAST(amount AS BIGINT) * %d) AS amount FROM latest GROUP BY ds
                """.formatted(DAYS, factor);
    }

    /** One file of sales, which later ones correct. */
    private void land(SmallSales world, List<String> rows) {
        landed++;
        world.land("file-%03d".formatted(landed), rows.toArray(String[]::new));
    }

    private String sale(String day, int id, int amount) {
        sales.computeIfAbsent(day, d -> new TreeMap<>()).put(id, amount);
        return day + "," + id + "," + amount;
    }

    private void name(SmallSales world, int id, String shop) {
        landed++;
        shops.put(id, shop);
        world.write("shops/file-%03d.csv".formatted(landed), "id,shop\n" + id + "," + shop + "\n");
    }

    private String someDay() {
        List<String> days = List.copyOf(sales.keySet());
        return days.get(random.nextInt(days.size()));
    }

    @Test
    void afterEachEditTheWarehouseIsWhatARebuildWouldBe() {
        SmallSales world = declared();
        List<String> first = new ArrayList<>();
        for (LocalDate day = LocalDate.parse(FIRST); !day.isAfter(LocalDate.parse(LAST)); day = day.plusDays(1)) {
            first.add(sale(day.toString(), 1, 10));
            first.add(sale(day.toString(), 2, 5));
        }
        land(world, first);
        name(world, 1, "x");
        name(world, 2, "y");
        world.expect(0, "run");
        assertContent(world, "at first");
        for (int i = 0; i < EDITS; i++) {
            // Each kind in turn, at places by chance.
            String edit = i + ": " + edit(world, i % 7);
            assertContent(world, edit);
            assertThat(plan(world).path("steps")).as(edit).isEmpty();
        }
        world.expect(0, "verify", "--all", "--from-scratch");
    }

    /** Makes an edit, and brings the warehouse to rest. */
    private String edit(SmallSales world, int kind) {
        String day = someDay();
        switch (kind) {
            case 0 -> {
                land(world, List.of(sale(day, numbers, 3 + random.nextInt(5))));
                name(world, numbers++, random.nextBoolean() ? "x" : "y");
                rest(world);
                return "a late file for " + day;
            }
            case 1 -> {
                land(world, List.of(sale(day, 1 + random.nextInt(2), 20 + random.nextInt(50))));
                rest(world);
                return "a correction of " + day;
            }
            case 2 -> {
                factor++;
                world.write("daily.sql", daily());
                rest(world);
                return "other code of daily";
            }
            case 3 -> {
                compact(world, "daily");
                compact(world, "staging/sales");
                return "compaction";
            }
            case 4 -> {
                writeAsAnother(world, day);
                return "a write of someone else into " + day;
            }
            case 5 -> {
                fail(world, day);
                return "a failure at " + day;
            }
            default -> {
                int id = 1 + random.nextInt(numbers - 1);
                name(world, id, "x".equals(shops.get(id)) ? "y" : "x");
                rest(world);
                return "another shop of " + id;
            }
        }
    }

    private static void writeAsAnother(SmallSales world, String day) {
        overwrite(world, day);
        TableFiles theirs = world.files("daily");
        rest(world);
        assertThat(world.changedSince(theirs, "daily")).as("of someone else").isEmpty();
        world.expect(0, "run", "--select", "daily@" + day, "--force");
    }

    private void fail(SmallSales world, String day) {
        land(world, List.of(day + ",2,poison"));
        world.expect(10, "run");
        assertThat(plan(world).path("steps")).as("after a failure").isEmpty();
        land(world, List.of(sale(day, 2, 7 + random.nextInt(9))));
        rest(world);
    }

    private static JsonNode plan(SmallSales world) {
        return document(world.expect(0, "plan", "--json"));
    }

    private static JsonNode document(CommandLine.Ended ended) {
        try {
            return MAPPER.readTree(ended.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run, in which only what the plan before it names gets other files. */
    private static void rest(SmallSales world) {
        world.expect(0, "stage");
        Map<String, SortedSet<String>> planned = new TreeMap<>();
        plan(world)
                .path("steps")
                .forEach(step -> planned.computeIfAbsent(step.path("asset").asText(), a -> new TreeSet<>())
                        .addAll(values(
                                step.path("asset").asText(),
                                step.path("partitions").asText())));
        Map<String, TableFiles> before = new TreeMap<>();
        ASSETS.keySet().forEach(asset -> before.put(asset, world.files(asset)));
        world.expect(0, "run");
        before.forEach((asset, files) -> assertThat(planned.getOrDefault(asset, new TreeSet<>()))
                .as("files of %s", asset)
                .containsAll(world.changedSince(files, asset)));
    }

    /** The partition values of a set, as files have them. */
    private static List<String> values(String asset, String set) {
        return Objects.requireNonNull(ASSETS.get(asset))
                .parse(set)
                .partitions()
                .map(partition -> partition.toString().replaceAll("\\w+=", "").replace('&', '/'))
                .map(value -> value.matches("\\d{4}-\\d\\d") ? value + "-01" : value)
                .toList();
    }

    private static void compact(SmallSales world, String table) {
        DeltaTable.forPath(
                        TestSession.get(),
                        world.base().resolve("tables").resolve(table).toString())
                .optimize()
                .executeCompaction();
    }

    private static void overwrite(SmallSales world, String day) {
        TestSession.get()
                .sql("SELECT DATE'" + day + "' AS ds, CAST(-1 AS BIGINT) AS amount")
                .write()
                .format("delta")
                .mode("overwrite")
                .option("replaceWhere", "ds = '" + day + "'")
                .save(world.base().resolve("tables/daily").toString());
    }

    private void assertContent(SmallSales world, String edit) {
        SortedMap<String, SortedMap<String, Long>> expected = expected();
        expected.forEach((asset, rows) -> assertThat(held(world, asset))
                .as("%s after %s, seed %s", asset, edit, SEED)
                .isEqualTo(rows));
    }

    /** Partition value to amount. */
    private static SortedMap<String, Long> held(SmallSales world, String asset) {
        SortedMap<String, Long> rows = new TreeMap<>();
        TestSession.get()
                .read()
                .format("delta")
                .load(world.base().resolve("tables").resolve(asset).toString())
                .collectAsList()
                .forEach(row -> rows.put(
                        row.size() == 2 ? row.get(0).toString() : row.get(0) + "/" + row.get(1),
                        row.getLong(row.size() - 1)));
        return rows;
    }

    private SortedMap<String, SortedMap<String, Long>> expected() {
        SortedMap<String, SortedMap<String, Long>> tables = new TreeMap<>();
        long balance = 0;
        for (Map.Entry<String, SortedMap<Integer, Integer>> day : sales.entrySet()) {
            long amount = day.getValue().values().stream()
                            .mapToLong(Integer::longValue)
                            .sum()
                    * factor;
            balance += amount;
            add(tables, "daily", day.getKey(), amount);
            add(tables, "balance", day.getKey(), balance);
            add(tables, "monthly", day.getKey().substring(0, 7) + "-01", amount);
            LocalDate date = LocalDate.parse(day.getKey());
            for (int i = 0; i < 3 && !date.plusDays(i).isAfter(LocalDate.parse(LAST)); i++) {
                add(tables, "sum3", date.plusDays(i).toString(), amount);
            }
            day.getValue().keySet().forEach(id -> add(tables, "by_shop", day.getKey() + "/" + shops.get(id), 1));
        }
        return tables;
    }

    private static void add(
            SortedMap<String, SortedMap<String, Long>> tables, String asset, String partition, long amount) {
        tables.computeIfAbsent(asset, name -> new TreeMap<>()).merge(partition, amount, Long::sum);
    }
}
