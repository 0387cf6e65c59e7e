package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the jobs of a small warehouse, whose root cannot even be made. */
@Tag("once")
@Tag("spark")
class TestCommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aWarehouse() throws IOException {
        write("no-folder", "");
        write("warehouse.yaml", """
                warehouse: shop
                root: no-folder/root
                sources:
                  sales:
                    partition: {day: ds, from: 2026-01-01, until: 2026-01-31}
                    path: sales
                    columns: {ds: date, shop: string, n: int, price: "decimal(6,2)", tags: array<string>}
                  shops: {path: shops, columns: {shop: string, town: string}}
                """);
        sql("daily", "partition: {day: ds, from: 2026-01-01, until: 2026-01-31}\nchecks: {unique: [ds, shop]}", """
                SELECT ds, shop, sum(n) AS n, max(price) AS price, max(size(tags)) AS tags FROM sales GROUP BY ds, shop""");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void sql(String name, String keys, String select) throws IOException {
        write(name + ".sql", "/*---\nasset: " + name + "\n" + keys + "\n---*/\n" + select + "\n");
    }

    private CommandLine.Ended test(int exit, String... more) {
        List<String> words = new ArrayList<>(List.of("test", folder.toString()));
        words.addAll(List.of(more));
        CommandLine.Ended ended = CommandLine.run(words);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    @Test
    void rowsInRowsOut() throws IOException {
        write("tests/daily.yaml", """
                asset: daily
                partitions: 2026-01-01..2026-01-02
                tests:
                  sums up by day and shop:
                    given:
                      sales: |
                        ds,         shop, n, price
                        2026-01-01, a,    1, 9.5
                        2026-01-01, a,    2, 0.25
                        2026-01-02, a,    4,
                        2026-01-03, a,    8,
                    expect: |
                      ds,         shop, n, price
                      2026-01-02, a,    4,
                      2026-01-01, a,    3, 9.50
                  reads lists:
                    given: {sales: [{ds: 2026-01-01, shop: a, tags: [x, y]}]}
                    expect: {rows: [{ds: 2026-01-01, shop: a, tags: 2}], columns: all}
                """);

        CommandLine.Ended ended = test(0);

        assertThat(ended.out()).contains("passed  daily: sums up by day and shop", "all 2 tests pass");
    }

    @Test
    void aDifferenceIsShownRowByRow() throws IOException {
        write("tests/daily.yaml", """
                asset: daily
                partitions: 2026-01-01
                tests:
                  goes wrong:
                    given:
                      sales: [{ds: 2026-01-01, shop: a, n: 1}, {ds: 2026-01-01, shop: b, n: 2}]
                    expect: [{ds: 2026-01-01, shop: a, n: 7}, {ds: 2026-01-01, shop: c, n: 2}]
                """);

        assertThat(test(3).out())
                .contains("FAILED  daily: goes wrong", "tests/daily.yaml:4", "1 changed, 1 missing, 1 unexpected")
                .containsPattern("changed +2026-01-01 +a +7 -> 1")
                .containsPattern("missing +2026-01-01 +c +2")
                .containsPattern("extra +2026-01-01 +b +2")
                .contains("1 of 1 test fails");
        assertThat(test(3, "--json").out())
                .contains(
                        "\"outcome\":\"failed\",\"passed\":0,\"failed\":1",
                        "\"missing\":[[\"2026-01-01\",\"c\",\"2\"]]");
    }

    @Test
    void aJobWhoseRowsDependOnTheBatchFails() throws IOException {
        sql("ranked", "partition: {day: ds, from: 2026-01-01, until: 2026-01-31}", """
                SELECT ds, shop, rank() OVER (ORDER BY n, ds, shop) AS place FROM sales""");
        write("tests/ranked.yaml", """
                asset: ranked
                tests:
                  ranks over the whole batch:
                    partitions: 2026-01-01..2026-01-02
                    given: {sales: [{ds: 2026-01-01, shop: a, n: 1}, {ds: 2026-01-02, shop: a, n: 2}]}
                    expect: [{ds: 2026-01-01, place: 1}, {ds: 2026-01-02, place: 2}]
                """);

        assertThat(test(3).out())
                .contains("the rows depend on which partitions are built together")
                .doesNotContain("not the expected ones");
    }

    @Test
    void partitionsThatReadEachOtherAreBuiltOneAfterTheOther() throws IOException {
        String keys = "partition: {day: ds, from: 2026-01-01, until: 2026-01-31}\ncolumns: {ds: date, n: int}\n"
                + "inputs: {self: {before: 1";
        String select = """
                SELECT p.ds, CAST(coalesce(max(s.n), 0) + 1 AS INT) AS n
                FROM partitions p LEFT JOIN self s ON s.ds = date_sub(p.ds, 1) GROUP BY p.ds""";
        String test = """
                  counts on:
                    partitions: 2026-01-05..2026-01-07
                    given: {self: [{ds: 2026-01-03, n: 99}, {ds: 2026-01-04, n: 4}, {ds: 2026-01-06, n: 99}]}
                    expect: [{ds: 2026-01-05, n: 5}, {ds: 2026-01-06, n: 6}, {ds: 2026-01-07, n: 7}]
                """;
        sql("counter", keys + "}}", select);
        write("tests/counter.yaml", "asset: counter\ntests:\n" + test);
        test(0, "--select", "counter");

        // Chained, the SELECT would have to carry the balance through the batch, which it does not.
        sql("counter", keys + ", chained: true}}", select);
        assertThat(test(3).out()).containsPattern("changed +2026-01-06 +6 -> 1");
    }

    @Test
    void keysThatAreDiscoveredAreThoseThatATestGives() throws IOException {
        sql(
                "towns",
                "partition: {keys: {shop: {from: shops.shop}}}",
                "SELECT shop, town FROM shops JOIN partitions USING (shop)");
        write("tests/towns.yaml", """
                asset: towns
                partitions: a
                tests:
                  reads only what is asked for: {given: {shops: [{shop: a, town: X}, {shop: b}]}, expect: [{shop: a, town: X}]}
                """);

        test(0);
    }

    @Test
    void whatARunWouldRefuseFailsOrIsExpected() throws IOException {
        sql(
                "wild",
                "partition: {day: ds, from: 2026-01-01, until: 2026-01-31}\ninputs: {sales: {window: {before: 1}}}\nchecks: {not_null: [shop]}",
                """
                SELECT ds, shop, 10 / n AS share FROM sales""");
        String tests = """
                asset: wild
                partitions: 2026-01-02
                tests:
                  a row outside: {given: {sales: [{ds: 2026-01-01, shop: a, n: 1}]}, expect: %s}
                  a check: {given: {sales: [{ds: 2026-01-02, n: 1}]}, expect: %s}
                  raises: {given: {sales: [{ds: 2026-01-02, shop: a, n: 0}]}, expect: %s}
                """;
        write(
                "tests/wild.yaml",
                tests.formatted("{error: outside the partitions}", "{error: shop is null}", "{error: divide_by_zero}"));
        test(0);

        write("tests/wild.yaml", tests.formatted("[]", "[{ds: 2026-01-02}]", "{error: overflow}"));
        assertThat(test(3).out())
                .contains("a run would refuse this: 1 row outside", "a check does not hold", "and it is another")
                .contains("3 of 3 tests fail");
    }

    @Test
    void wrongTestsAreToldAllAtOnceAlsoByCheck() throws IOException {
        write("tests/wrong.yaml", """
                asset: daily
                partitions: 2026-01-01
                tests:
                  asset: {asset: dialy, expect: []}
                  input: {given: {shops: []}, expect: []}
                  column: {given: {sales: [{shpo: a}]}, expect: []}
                  type: {given: {sales: [{n: 1.5}]}, expect: []}
                  rounded: {given: {sales: [{price: 0.125}]}, expect: []}
                  moment: {given: {sales: [{ds: 2026-01-01T05}]}, expect: []}
                  outside: {partitions: 2027-01-01, expect: []}
                  no set: {partitions: 2026-13, expect: []}
                  result: {expect: [{total: 1}]}
                """);

        String told = test(2).err();

        assertThat(told)
                .contains("wrong.yaml:4", "did you mean daily?")
                .contains("wrong.yaml:5", "shops, which daily does not read")
                .contains("wrong.yaml:6", "sales has no column shpo", "did you mean shop?")
                .contains("wrong.yaml:7", "'1.5' is no value of the column n")
                .contains("wrong.yaml:8", "at most 2 decimals")
                .contains("wrong.yaml:9", "a day, such as 2013-01-31")
                .contains("wrong.yaml:10", "name some within 2026-01-01..2026-01-31")
                .contains("wrong.yaml:11", "[HC-513]")
                .contains("wrong.yaml:12", "daily has no column total");
        CommandLine.Ended checked = CommandLine.run(List.of("check", folder.toString()));
        assertThat(checked.exit()).isEqualTo(2);
        assertThat(checked.err()).isEqualTo(told);
    }

    @Test
    void withoutTestsThereIsNothingToDo() {
        assertThat(test(0).out()).contains("no tests: they are written in");
    }

    @Test
    void theTestsOfTheFlightsPass() {
        Path flights = Path.of(System.getProperty("hindcast.home", ".")).resolve("jobs/flights");
        CommandLine.Ended ended = CommandLine.run(List.of("test", flights.toString()));

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out()).contains("all 17 tests pass");
    }
}
