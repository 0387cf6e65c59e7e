package io.hindcast.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("spark")
class ContentHashTest {

    private final SparkSession spark = TestSession.get();

    /** The hash of rows that all lie in one partition. */
    private ContentHash hash(Dataset<Row> rows) {
        HashingPass pass = HashingPass.over(rows, List.of());
        pass.rows().foreach(row -> {});
        return pass.hashes().getOrDefault(Map.of(), ContentHash.ofNothing(rows.schema(), List.of()));
    }

    private ContentHash hash(String sql) {
        return hash(spark.sql(sql));
    }

    private static final String RICH = """
            SELECT id, cast(id % 7 AS int) AS i, cast(id AS string) AS s, id / 3.0D AS d, cast(id AS decimal(20, 2)) AS c,
              CASE WHEN id % 5 = 0 THEN NULL ELSE date_add(DATE'2013-01-01', cast(id AS int)) END AS day,
              timestamp_seconds(id) AS t, id % 2 = 0 AS b, cast(cast(id AS string) AS binary) AS y,
              struct(id AS x, CASE WHEN id % 3 = 0 THEN NULL ELSE id END AS z) AS st,
              array(id, NULL, id + 1) AS a, map(id, 'v', id + 1, NULL) AS m
            FROM range(0, 300, 1, 3)
            """;

    @Test
    void orderTasksAndFilesDoNotMatter(@TempDir Path folder) {
        Dataset<Row> rows = spark.sql(RICH);
        ContentHash expected = hash(rows);
        assertThat(expected.rows()).isEqualTo(300);
        assertThat(expected.nulls()).containsEntry("day", 60L).containsEntry("s", 0L);
        assertThat(hash(rows.orderBy(functions.col("id").desc()))).isEqualTo(expected);
        assertThat(hash(rows.repartition(7))).isEqualTo(expected);
        assertThat(hash(rows.coalesce(1))).isEqualTo(expected);
        for (int files = 1; files <= 5; files += 2) {
            String path = folder.resolve("files" + files).toString();
            rows.repartition(files).write().format("delta").save(path);
            assertThat(hash(spark.read().format("delta").load(path))).isEqualTo(expected);
        }
    }

    @Test
    void allOrdersOfTheSameRowsAreEqualAndAllOtherMultisetsDiffer() {
        // Every multiset of up to four rows of a small alphabet, each in two orders: one partition each.
        List<String> alphabet = List.of("1, 'a'", "1, NULL", "NULL, 'a'", "NULL, NULL", "2, 'a'");
        List<List<String>> sets = multisets(alphabet, 4);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            List<String> rows = sets.get(i);
            for (int j = 0; j < rows.size(); j++) {
                values.add("('there" + i + "', " + rows.get(j) + ")");
                values.add("('back" + i + "', " + rows.get(rows.size() - 1 - j) + ")");
            }
        }
        HashingPass pass = HashingPass.over(
                spark.sql("SELECT * FROM VALUES " + String.join(", ", values) + " AS t(p, x, y)"), List.of("p"));
        pass.rows().foreach(row -> {});
        Map<Map<String, String>, ContentHash> hashes = pass.hashes();
        assertThat(hashes).hasSize(2 * sets.size());
        for (int i = 0; i < sets.size(); i++) {
            assertThat(hashes.get(Map.of("p", "back" + i))).isEqualTo(hashes.get(Map.of("p", "there" + i)));
        }
        assertThat(hashes.values().stream().map(ContentHash::hash).distinct()).hasSize(sets.size());
    }

    private static List<List<String>> multisets(List<String> alphabet, int most) {
        List<List<String>> all = new ArrayList<>();
        List<List<String>> longest = List.of(List.of());
        for (int size = 1; size <= most; size++) {
            List<List<String>> next = new ArrayList<>();
            for (List<String> shorter : longest) {
                int from = shorter.isEmpty() ? 0 : alphabet.indexOf(shorter.get(shorter.size() - 1));
                for (String row : alphabet.subList(from, alphabet.size())) {
                    List<String> longer = new ArrayList<>(shorter);
                    longer.add(row);
                    next.add(longer);
                }
            }
            all.addAll(next.stream().map(ArrayList::new).toList());
            longest = next;
        }
        return all;
    }

    @Test
    void valuesThatChangeRowsChangeTheRowHashAndNotTheColumnHashes() {
        ContentHash straight = hash("SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(x, y)");
        ContentHash crossed = hash("SELECT * FROM VALUES (1, 'b'), (2, 'a') AS t(x, y)");
        assertThat(crossed.hashes()).isEqualTo(straight.hashes());
        assertThat(crossed.hash()).isNotEqualTo(straight.hash());
    }

    @Test
    void onlyTheColumnThatChangedHasAnotherHash() {
        ContentHash before = hash("SELECT id AS x, id * 2 AS y FROM range(50)");
        ContentHash after = hash("SELECT id AS x, CASE WHEN id = 17 THEN 0 ELSE id * 2 END AS y FROM range(50)");
        assertThat(after.hashes().get("x")).isEqualTo(before.hashes().get("x"));
        assertThat(after.hashes().get("y")).isNotEqualTo(before.hashes().get("y"));
    }

    @Test
    void constantColumnsOfManyRowsAreToldApart() {
        // 2^16 times the same difference: one sum alone would lose 16 bits of it.
        Set<String> hashes = new HashSet<>();
        for (int value = 0; value < 8; value++) {
            hashes.add(hash("SELECT " + value + " AS x FROM range(65536)").hash());
        }
        assertThat(hashes).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0D | -0.0D",
                "double('NaN') | - double('NaN')",
                "float('NaN') | double('NaN')",
                "cast(1.5 AS float) | 1.5D",
                "1Y | 1L",
                "map(1, 'a', 2, 'b') | map(2, 'b', 1, 'a')",
                "cast(7 AS decimal(5, 2)) | cast(7 AS decimal(30, 2))",
                "array(0.0D) | array(-0.0D)",
            })
    void isTheSame(String one, String other) {
        assertThat(hash("SELECT " + one + " AS v")).isEqualTo(hash("SELECT " + other + " AS v"));
    }

    static Stream<List<String>> different() {
        return Stream.of(
                List.of("''", "cast(NULL AS string)", "'0'", "' '", "'a'", "'A'"),
                List.of("0", "1", "-1", "cast(NULL AS int)"),
                List.of("0.0D", "double('NaN')", "double('Infinity')", "- double('Infinity')", "4.9E-324D"),
                List.of(
                        "array(1, 2)",
                        "array(2, 1)",
                        "array(1)",
                        "array(1, NULL)",
                        "array()",
                        "cast(NULL AS array<int>)"),
                List.of("map(1, 'a')", "map(1, NULL)", "map(2, 'a')", "map(1, 'a', 2, 'a')"),
                List.of(
                        "named_struct('x', 1, 'y', NULL)",
                        "named_struct('x', NULL, 'y', 1)",
                        "named_struct('x', NULL, 'y', NULL)",
                        "cast(NULL AS struct<x: int, y: int>)"),
                List.of("array(array(1), array(2))", "array(array(1, 2))", "array(array(), array(1, 2))"),
                List.of("X''", "X'00'", "X'0000'", "cast(NULL AS binary)"),
                List.of("1.10", "1.11", "cast(1.1 AS decimal(3, 1))", "123456789012345678901234567890.12"),
                List.of("DATE'2013-01-01'", "DATE'2013-01-02'", "DATE'1969-12-31'"),
                List.of("INTERVAL '1' DAY", "INTERVAL '2' DAY"));
    }

    @ParameterizedTest
    @MethodSource("different")
    void isDifferent(List<String> values) {
        Set<String> hashes = new HashSet<>();
        values.forEach(value -> hashes.add(hash("SELECT " + value + " AS v").hash()));
        assertThat(hashes).hasSize(values.size());
    }

    @Test
    void partsOfAPartitionAddUp() {
        Random random = new Random(7);
        for (int round = 0; round < 3; round++) {
            int cut = random.nextInt(300);
            Dataset<Row> rows = spark.sql(RICH);
            Dataset<Row> split = rows.where("id < " + cut).union(rows.where("id >= " + cut));
            assertThat(hash(split)).as("cut at %s", cut).isEqualTo(hash(rows));
        }
    }

    @Test
    void eachPartitionHasItsOwnHashWhereverItsRowsAreMixedUp() {
        Dataset<Row> rows = spark.sql("SELECT date_add(DATE'2013-01-01', cast(id % 5 AS int)) AS ds,"
                + " CASE WHEN id % 3 = 0 THEN NULL ELSE concat('k', id % 3) END AS k, id AS v FROM range(100)");
        HashingPass pass = HashingPass.over(rows.repartition(4), List.of("ds", "k"));
        pass.rows().foreach(row -> {});
        Map<Map<String, String>, ContentHash> hashes = pass.hashes();
        assertThat(hashes).hasSize(15).isEqualTo(pass.hashes());
        assertThat(hashes.get(Map.of("ds", "2013-01-03")))
                .isEqualTo(partition("ds = DATE'2013-01-03' AND k IS NULL", rows));
        assertThat(hashes.get(Map.of("ds", "2013-01-03", "k", "k2")))
                .isEqualTo(partition("ds = DATE'2013-01-03' AND k = 'k2'", rows));
    }

    private ContentHash partition(String condition, Dataset<Row> rows) {
        return hash(rows.where(condition).select("v"));
    }

    @Test
    void theSchemeIsTheOneOfTheFirstDay() {
        // A golden value: what is recorded in tables must compare equal for as long as the scheme is called h1.
        assertThat(hash("SELECT 1 AS x, 'a' AS y, 0.5D AS z, CAST(NULL AS date) AS d")
                        .hash())
                .isEqualTo("h1:4dbfc5f5f2bf215a3b6b83f0d5c99a42");
    }
}
