package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.trial.Expectation;
import io.hindcast.trial.GivenRows;
import io.hindcast.trial.GivenValue;
import io.hindcast.trial.JobTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFolderTest {

    @TempDir
    Path warehouse;

    @BeforeEach
    void aFolder() throws IOException {
        Files.createDirectory(warehouse.resolve("tests"));
    }

    private TestFolder.Reading read(String text) throws IOException {
        Files.writeString(warehouse.resolve("tests/one.yaml"), text);
        return TestFolder.read(warehouse, Map.of());
    }

    private GivenRows given(String rows) throws IOException {
        TestFolder.Reading reading = read("asset: a\ntests:\n  x:\n    expect: []\n    given:\n      sales: " + rows);
        assertThat(reading.problems()).isEmpty();
        return given(reading.tests().get(0), "sales");
    }

    private static GivenRows given(JobTest test, String input) {
        return Optional.ofNullable(test.given().get(input)).orElseThrow();
    }

    private void refused(String text, String code, int line) throws IOException {
        assertThat(read(text).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
            assertThat(problem.place().orElseThrow().line()).hasValue(line);
        });
    }

    @Test
    void aWarehouseWithoutTestsHasNone() {
        assertThat(TestFolder.read(warehouse.resolve("elsewhere"), Map.of()))
                .isEqualTo(new TestFolder.Reading(List.of(), List.of()));
    }

    @Test
    void whatStandsBeforeTheTestsHoldsForAllAndCanBeReplaced() throws IOException {
        List<JobTest> tests = read("""
                asset: a
                partitions: 2026-01-01
                given: {s: [{x: 1}], t: [{x: 2}]}
                tests:
                  the first: {expect: []}
                  the second: {asset: b, partitions: 2026-01-02, given: {t: []}, expect: {error: no}}
                """).tests();

        assertThat(tests).extracting(JobTest::name).containsExactly("the first", "the second");
        assertThat(tests).extracting(test -> test.asset().text()).containsExactly("a", "b");
        assertThat(tests).extracting(test -> test.partitions().text()).containsExactly("2026-01-01", "2026-01-02");
        assertThat(tests).extracting(test -> given(test, "t").rows().size()).containsExactly(1, 0);
        assertThat(tests).extracting(test -> given(test, "s").rows().size()).containsExactly(1, 1);
        assertThat(tests.get(1).expectation()).isEqualTo(new Expectation.Refusal("no"));
        assertThat(tests.get(1).place().line()).hasValue(6);
    }

    @Test
    void aTableAListAndAFileGiveTheSameRows() throws IOException {
        Files.writeString(
                warehouse.resolve("tests/rows.csv"), "ds,shop,note\n2026-01-01,\"a, b\",\n2026-01-02,,\"\"\n");
        String table = """
                |
                        ds,         shop,   note

                        2026-01-01, "a, b",
                        2026-01-02, ,       ""
                """;
        String list = "[{ds: 2026-01-01, shop: 'a, b', note: null}, {ds: 2026-01-02, shop: ~, note: ''}]";

        List<Map<String, GivenValue>> expected = List.of(
                Map.of(
                        "ds",
                        new GivenValue.Text("2026-01-01"),
                        "shop",
                        new GivenValue.Text("a, b"),
                        "note",
                        new GivenValue.Nothing()),
                Map.of(
                        "ds",
                        new GivenValue.Text("2026-01-02"),
                        "shop",
                        new GivenValue.Nothing(),
                        "note",
                        new GivenValue.Text("")));
        for (String rows : List.of(table, list, "{csv: rows.csv}")) {
            GivenRows given = given(rows);
            assertThat(given.columns()).containsExactly("ds", "shop", "note");
            assertThat(given.rows().stream().map(GivenRows.Row::values).toList())
                    .as(rows)
                    .isEqualTo(expected);
        }
        assertThat(given(table).rows().get(1).place().line()).hasValue(10);
    }

    @Test
    void aQuoteInACellIsWrittenTwice() throws IOException {
        assertThat(given("|\n        a, b\n        \"say \"\"no\"\"\", 1\n")
                        .rows()
                        .get(0)
                        .values())
                .containsEntry("a", new GivenValue.Text("say \"no\""));
    }

    @Test
    void valuesNest() throws IOException {
        assertThat(given("[{tags: [a, null], size: {w: 1}}]").rows().get(0).values())
                .containsEntry(
                        "tags", new GivenValue.Items(List.of(new GivenValue.Text("a"), new GivenValue.Nothing())))
                .containsEntry("size", new GivenValue.Fields(Map.of("w", new GivenValue.Text("1"))));
    }

    @Test
    void everyMistakeIsToldWithItsLine() throws IOException {
        refused("asset: a\ntest: {}\n", "HC-111", 2);
        refused("tests:\n  x: {expect: []}\n", "HC-112", 2);
        refused("asset: a\ntests:\n  x: {given: {}}\n", "HC-112", 3);
        refused("asset: a\ntests:\n  x: {expekt: []}\n", "HC-111", 3);
        refused("asset: a\ntests:\n  x: {expect: 5}\n", "HC-113", 3);
        refused("asset: a\ntests:\n  x: {expect: [5]}\n", "HC-113", 3);
        refused("asset: a\ntests:\n  x: {expect: {rows: [], columns: some}}\n", "HC-113", 3);
        refused("asset: a\ntests:\n  x: {expect: []}\n  x: {expect: []}\n", "HC-110", 4);
        refused("asset: a\ntests:\n  x:\n    expect: |\n      a,b\n      1\n", "HC-195", 6);
        refused("asset: a\ntests:\n  x:\n    expect: |\n      a,A\n      1,2\n", "HC-196", 5);
        refused("asset: a\ntests:\n  x:\n    expect: |\n      a,b\n      1,\"2\n", "HC-196", 6);
    }

    @Test
    void aFileThatIsNotThereIsTold() throws IOException {
        assertThat(read("asset: a\ntests:\n  x: {expect: {csv: gone.csv}}\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("gone.csv", "no such file"));
    }
}
