package io.hindcast.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.difference.ColumnSpread;
import io.hindcast.difference.Example;
import io.hindcast.difference.PartitionDifference;
import io.hindcast.difference.TableDifference;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every pair of small tables, against a model that compares row by row. All of them are compared at once: each pair is
 * a partition.
 */
@Tag("once")
@Tag("spark")
class RowComparisonTest {

    private static final StructType SCHEMA = StructType.fromDDL("world string, k int, x int, y int");

    private final SparkSession spark = TestSession.get();

    /** A row but for its partition. */
    private record Plain(@Nullable Integer k, @Nullable Integer x, int y) {

        static final Comparator<Plain> ORDER = Comparator.comparing(
                        Plain::k, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
                .thenComparing(Plain::x, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
                .thenComparing(Plain::y);
    }

    private record World(List<Plain> before, List<Plain> after) {}

    /** What the comparison tells in figures: removed, added, changed, and the changed cells of x and y. */
    private record Figures(long removed, long added, long changed, long x, long y) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyPairOfSmallTablesDiffersAsTheModelSays(boolean isKeyed) {
        Map<String, World> worlds = worlds();

        TableDifference.Rows rows = compare(worlds, isKeyed ? List.of(List.of("world", "K")) : List.of());

        Map<String, Figures> expected = new TreeMap<>();
        worlds.forEach((name, world) -> {
            Figures figures = isKeyed ? keyed(world) : unkeyed(world);
            if (!figures.equals(new Figures(0, 0, 0, 0, 0))) {
                expected.put(name, figures);
            }
        });
        assertThat(expected).hasSizeGreaterThan(8000);
        Map<String, Figures> actual = new TreeMap<>();
        rows.partitions().forEach((partition, difference) -> {
            World world = Objects.requireNonNull(worlds.get(name(partition)));
            assertThat(difference.before()).isEqualTo(world.before().size());
            assertThat(difference.after()).isEqualTo(world.after().size());
            assertThat(cells(difference, "x").nullsBefore()).isEqualTo(nulls(world.before()));
            assertThat(cells(difference, "x").nullsAfter()).isEqualTo(nulls(world.after()));
            actual.put(
                    name(partition),
                    new Figures(
                            difference.removed(),
                            difference.added(),
                            difference.changed(),
                            cells(difference, "x").changed(),
                            cells(difference, "y").changed()));
        });
        assertThat(actual).isEqualTo(expected);
    }

    private static PartitionDifference.Cells cells(PartitionDifference difference, String column) {
        return Objects.requireNonNull(difference.columns().get(column));
    }

    private static long nulls(List<Plain> rows) {
        return rows.stream().filter(row -> row.x() == null).count();
    }

    private static String name(Partition partition) {
        return partition.key("world");
    }

    /** Up to two rows on each side. */
    private static Map<String, World> worlds() {
        List<Plain> rows = new ArrayList<>();
        for (Integer k : Arrays.asList(null, 1, 2)) {
            for (Integer x : Arrays.asList(null, 1)) {
                rows.add(new Plain(k, x, 0));
                rows.add(new Plain(k, x, 1));
            }
        }
        List<List<Plain>> tables = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < rows.size(); i++) {
            tables.add(List.of(rows.get(i)));
            for (int j = i; j < rows.size(); j++) {
                tables.add(List.of(rows.get(i), rows.get(j)));
            }
        }
        Map<String, World> worlds = new TreeMap<>();
        for (List<Plain> before : tables) {
            for (List<Plain> after : tables) {
                worlds.put("w" + worlds.size(), new World(before, after));
            }
        }
        return worlds;
    }

    private TableDifference.Rows compare(Map<String, World> worlds, List<List<String>> unique) {
        List<Row> before = new ArrayList<>();
        List<Row> after = new ArrayList<>();
        worlds.forEach((name, world) -> {
            world.before().forEach(row -> before.add(RowFactory.create(name, row.k(), row.x(), row.y())));
            world.after().forEach(row -> after.add(RowFactory.create(name, row.k(), row.x(), row.y())));
        });
        Layout layout = Layout.of(SCHEMA, SCHEMA, List.of("world"), unique, List.of());
        Partitioning partitioning =
                Partitioning.of(new KeyDimension("world", new KeySource.Listed(new TreeSet<>(worlds.keySet()))));
        return new RowComparison(layout, partitioning, new RowComparison.Settings(0, List.of(), 2))
                .of(spark.createDataFrame(before, SCHEMA), spark.createDataFrame(after, SCHEMA));
    }

    private static Figures unkeyed(World world) {
        return new Figures(
                without(world.before(), world.after()).size(),
                without(world.after(), world.before()).size(),
                0,
                0,
                0);
    }

    private static List<Plain> without(List<Plain> rows, List<Plain> others) {
        List<Plain> left = new ArrayList<>(rows);
        others.forEach(left::remove);
        left.sort(Plain.ORDER);
        return left;
    }

    private static Figures keyed(World world) {
        long removed = 0;
        long added = 0;
        long changed = 0;
        long x = 0;
        long y = 0;
        for (Integer key : Arrays.asList(null, 1, 2)) {
            List<Plain> then = ofKey(without(world.before(), world.after()), key);
            List<Plain> now = ofKey(without(world.after(), world.before()), key);
            int pairs = Math.min(then.size(), now.size());
            removed += then.size() - pairs;
            added += now.size() - pairs;
            changed += pairs;
            for (int i = 0; i < pairs; i++) {
                x += Objects.equals(then.get(i).x(), now.get(i).x()) ? 0 : 1;
                y += then.get(i).y() == now.get(i).y() ? 0 : 1;
            }
        }
        return new Figures(removed, added, changed, x, y);
    }

    private static List<Plain> ofKey(List<Plain> rows, @Nullable Integer key) {
        return rows.stream().filter(row -> Objects.equals(row.k(), key)).toList();
    }

    private TableDifference.Rows compare(String before, String after, RowComparison.Settings settings, String... key) {
        Dataset<Row> first = spark.sql(before);
        Dataset<Row> second = spark.sql(after);
        List<List<String>> unique = key.length == 0 ? List.of() : List.of(List.of(key));
        Layout layout = Layout.of(first.schema(), second.schema(), List.of(), unique, settings.ignored());
        return new RowComparison(layout, Partitioning.none(), settings).of(first, second);
    }

    private static RowComparison.Settings tolerance(double tolerance) {
        return new RowComparison.Settings(tolerance, List.of(), 3);
    }

    @Test
    void floatingFiguresMayDifferByTheToleranceAndNoMore() {
        String before =
                "VALUES (1, 1e12D), (2, 0.0D), (3, double('NaN')), (4, double('infinity')), (5, NULL), (6, 1.0D), (7, -0.0D) AS t(k, x)";
        String after =
                "VALUES (1, 1.0000000001e12D), (2, 1e-10D), (3, double('NaN')), (4, 1.0D), (5, 0.0D), (6, 1.1D), (7, 0.0D) AS t(k, x)";

        TableDifference.Rows keyed = compare("FROM " + before, "FROM " + after, tolerance(1e-9), "k");
        TableDifference.Rows unkeyed = compare("FROM " + before, "FROM " + after, tolerance(1e-9));
        TableDifference.Rows exact = compare("FROM " + before, "FROM " + after, tolerance(0), "k");

        assertThat(only(keyed).changed()).isEqualTo(3);
        assertThat(keyed.examples())
                .extracting(example -> example.cells().get(0).text().orElseThrow())
                .containsExactly("4", "5", "6");
        assertThat(only(unkeyed).removed()).isEqualTo(3);
        assertThat(only(unkeyed).added()).isEqualTo(3);
        assertThat(only(exact).changed()).isEqualTo(5);
    }

    private static PartitionDifference only(TableDifference.Rows rows) {
        assertThat(rows.partitions()).hasSize(1);
        return rows.partitions().values().iterator().next();
    }

    @Test
    void typesThatCannotBeOrderedAreComparedAndMapsHaveNoOrder() {
        String row = "SELECT 1 AS k, map('a', 1, 'b', 2) AS m, array(1, 2) AS a, struct(1 AS u, 'x' AS v) AS s,"
                + " X'01' AS y, 1.50BD AS d, TIMESTAMP'2013-01-01 00:00:00' AS t";

        assertThat(compare(row, row.replace("'a', 1, 'b', 2", "'b', 2, 'a', 1"), tolerance(0), "k")
                        .partitions())
                .isEmpty();
        PartitionDifference other = only(
                compare(row, row.replace("array(1, 2)", "array(2, 1)").replace("X'01'", "X'02'"), tolerance(0), "k"));
        assertThat(other.columns().entrySet().stream()
                        .filter(column -> column.getValue().changed() > 0)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toList()))
                .containsExactly("a", "y");
    }

    @Test
    void valuesWithPartsAreEqualWhenTheirPartsAreHoweverDeepTheyLie() {
        String row = "SELECT 1 AS k, map(1, map('a', array(1, NULL)), 2, map()) AS m, array(map('x', 1, 'y', 2)) AS l,"
                + " struct(-0.0D AS zero, CAST('NaN' AS FLOAT) AS none, map(struct(1 AS p), X'01') AS b) AS s,"
                + " array(CAST(NULL AS STRING)) AS n";
        String same = row.replace("1, map('a', array(1, NULL)), 2, map()", "2, map(), 1, map('a', array(1, NULL))")
                .replace("'x', 1, 'y', 2", "'y', 2, 'x', 1")
                .replace("-0.0D", "0.0D");
        String other = row.replace("CAST(NULL AS STRING)", "'null'").replace("array(1, NULL)", "array(1)");

        assertThat(compare(row, same, tolerance(0), "k").partitions()).isEmpty();
        TableDifference.Rows found = compare(row, other, tolerance(0), "k");
        assertThat(only(found).columns().entrySet().stream()
                        .filter(column -> column.getValue().changed() > 0)
                        .map(Map.Entry::getKey))
                .containsExactly("m", "n");
        assertThat(found.examples().get(0).changes().get(1))
                .isEqualTo(new Example.Change("n", Optional.of("[null]"), Optional.of("[\"null\"]")));
    }

    @Test
    void aColumnOfAnotherTypeIsComparedByItsValuesAndOneThatIsIgnoredIsNot() {
        RowComparison.Settings settings = new RowComparison.Settings(0, List.of("LOADED"), 3);
        String before = "SELECT 1 AS k, cast(7 AS int) AS n, 1.5BD AS d, 'a' AS loaded, 1 AS gone";

        assertThat(compare(before, "SELECT 1L AS k, 7L AS n, 1.50BD AS d, 'b' AS loaded, 2 AS new", settings, "k")
                        .partitions())
                .isEmpty();
        assertThat(only(compare(before, "SELECT 1L AS k, 8L AS n, 1.50BD AS d, 'b' AS loaded", settings, "k"))
                        .columns()
                        .keySet())
                .containsExactly("k", "n", "d");
    }

    @Test
    void spreadsTellWhatMovedAndExamplesWhichRows() {
        TableDifference.Rows rows = compare(
                "FROM VALUES (1, 'a', 1.25BD), (2, 'a', NULL), (3, 'b', 3.00BD) AS t(k, w, d)",
                "FROM VALUES (1, 'a', 1.25BD), (2, NULL, 2.00BD), (4, 'c', 3.00BD) AS t(k, w, d)",
                tolerance(0),
                "k");

        assertThat(only(rows))
                .isEqualTo(new PartitionDifference(
                        3,
                        3,
                        1,
                        1,
                        1,
                        Map.of(
                                "k", new PartitionDifference.Cells(0, 0, 0),
                                "w", new PartitionDifference.Cells(1, 0, 1),
                                "d", new PartitionDifference.Cells(1, 1, 0))));
        ColumnSpread decimal = rows.spreads().get(2);
        assertThat(decimal.sum()).hasValue("2");
        assertThat(decimal.before())
                .isEqualTo(new ColumnSpread.Spread(
                        1,
                        2,
                        Optional.of("1.25"),
                        Optional.of("3.00"),
                        Optional.of("2.125"),
                        List.of("1.6875", "2.125", "2.5625")));
        assertThat(rows.spreads().get(1).moved())
                .containsExactlyInAnyOrder(
                        new ColumnSpread.Moved(Optional.empty(), 0, 1),
                        new ColumnSpread.Moved(Optional.of("a"), 2, 1),
                        new ColumnSpread.Moved(Optional.of("b"), 1, 0),
                        new ColumnSpread.Moved(Optional.of("c"), 0, 1));
        assertThat(rows.examples())
                .extracting(Example::kind)
                .containsExactly(Example.Kind.CHANGED, Example.Kind.REMOVED, Example.Kind.ADDED);
        assertThat(rows.examples().get(0).changes())
                .containsExactly(
                        new Example.Change("w", Optional.of("a"), Optional.empty()),
                        new Example.Change("d", Optional.empty(), Optional.of("2.00")));
        assertThat(rows.examples().get(1).cells())
                .containsExactly(
                        new Example.Cell("k", Optional.of("3")),
                        new Example.Cell("w", Optional.of("b")),
                        new Example.Cell("d", Optional.of("3.00")));
    }
}
