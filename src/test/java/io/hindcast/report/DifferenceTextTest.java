package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.asset.Column;
import io.hindcast.difference.ColumnSpread;
import io.hindcast.difference.Comparison;
import io.hindcast.difference.Example;
import io.hindcast.difference.PartitionDifference;
import io.hindcast.difference.PartitionDifference.Cells;
import io.hindcast.difference.TableDifference;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTextTest {

    private static final TestingWarehouse WORLD = TestingWarehouse.staged();

    private static final TableDifference.Side BEFORE = new TableDifference.Side("/lake/daily_delays", Optional.of(4L));
    private static final TableDifference.Side AFTER = new TableDifference.Side("/lake/daily_delays", Optional.of(7L));

    private static PartitionSet days(String text) {
        return WORLD.set("daily_delays", text);
    }

    private static SortedMap<Partition, PartitionDifference> partitions(int count) {
        SortedMap<Partition, PartitionDifference> partitions = new TreeMap<>();
        List<Partition> all = days("2013-02-01..2013-02-28").partitions().toList();
        for (int i = 0; i < count; i++) {
            partitions.put(
                    all.get(i),
                    new PartitionDifference(
                            1200,
                            1201 - i,
                            i,
                            1,
                            5 + i,
                            new TreeMap<>(Map.of(
                                    "carrier", new Cells(0, 0, 0),
                                    "mean_delay", new Cells(5 + i, 12, 0),
                                    "<b>note</b>", new Cells(0, 7, 7)))));
        }
        return partitions;
    }

    private static Comparison comparison(int differing) {
        ColumnSpread.Spread plain = spread("16", "AA", "YV", Optional.empty(), List.of());
        SortedMap<Partition, List<ColumnSpread>> single = new TreeMap<>();
        partitions(differing)
                .forEach((partition, difference) -> single.put(
                        partition,
                        List.of(
                                new ColumnSpread("carrier", "string", plain, plain, Optional.empty(), List.of()),
                                new ColumnSpread(
                                        "mean_delay",
                                        "double",
                                        spread("90", "-20.5", "99.25", Optional.of("12.5"), List.of("1", "7.5", "20")),
                                        spread("90", "-20.5", "99.25", Optional.of("13"), List.of("1", "7.5", "21")),
                                        Optional.of("12"),
                                        List.of()))));
        TableDifference.Rows rows = new TableDifference.Rows(
                new TableDifference.Pairing(Optional.of(List.of("carrier")), 1e-9, List.of("loaded_at")),
                partitions(differing),
                List.of(
                        new ColumnSpread("carrier", "string", plain, plain, Optional.empty(), List.of()),
                        new ColumnSpread(
                                "mean_delay",
                                "double",
                                spread("180", "-20.5", "99.25", Optional.of("12.5"), List.of("1", "7.5", "20")),
                                spread("181", "-22", "99.25", Optional.of("12.75"), List.of("1", "7.75", "20")),
                                Optional.of("314.159"),
                                List.of()),
                        new ColumnSpread(
                                "<b>note</b>",
                                "string",
                                spread("3", "", "z", Optional.empty(), List.of()),
                                spread("2", "", "z", Optional.empty(), List.of()),
                                Optional.empty(),
                                List.of(
                                        new ColumnSpread.Moved(
                                                Optional.of("<script>alert('a note & more of it')"), 40, 0),
                                        new ColumnSpread.Moved(Optional.empty(), 0, 1)))),
                single,
                List.of(
                        new Example(
                                Example.Kind.CHANGED,
                                "2013-02-01",
                                List.of(new Example.Cell("carrier", Optional.of("AA"))),
                                List.of(new Example.Change("mean_delay", Optional.of("12.5"), Optional.empty()))),
                        new Example(
                                Example.Kind.ADDED,
                                "2013-02-01",
                                List.of(
                                        new Example.Cell("carrier", Optional.of("ZZ")),
                                        new Example.Cell("mean_delay", Optional.of("1.0")),
                                        new Example.Cell("<b>note</b>", Optional.of("")),
                                        new Example.Cell("more", Optional.of("a text that is long, and goes on")),
                                        new Example.Cell("and_more", Optional.empty())),
                                List.of())));
        TableDifference differs = new TableDifference(
                "daily_delays",
                BEFORE,
                AFTER,
                List.of(
                        new TableDifference.ColumnChange(
                                Optional.of(new Column("n", "int")), Optional.of(new Column("n", "bigint"))),
                        new TableDifference.ColumnChange(Optional.empty(), Optional.of(new Column("added", "date"))),
                        new TableDifference.ColumnChange(Optional.of(new Column("old", "string")), Optional.empty())),
                days("2013-03-01..2013-12-31"),
                days("2013-01-05"),
                Optional.of(rows));
        return new Comparison(
                "before and after run r-20260131-142501-3f2a",
                List.of(differs, same()),
                List.of("the log of delay_7d does not have the run's commits any more: not compared"));
    }

    private static TableDifference same() {
        return new TableDifference(
                "flights_clean",
                BEFORE,
                AFTER,
                List.of(),
                WORLD.set("flights_clean", "2013-01-01..2013-12-31"),
                WORLD.set("flights_clean", ""),
                Optional.empty());
    }

    private static ColumnSpread.Spread spread(
            String distinct, String least, String most, Optional<String> mean, List<String> quartiles) {
        return new ColumnSpread.Spread(
                0, Long.parseLong(distinct), Optional.of(least), Optional.of(most), mean, quartiles);
    }

    @Test
    void rowsColumnsAndExamplesFitTheTerminal() {
        String text = DifferenceText.of(comparison(2), 80);

        assertGolden("diff/different.txt", text);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void ofManyPartitionsThoseThatDifferMostAreShown() {
        String text = DifferenceText.of(comparison(28), 80);

        assertThat(text).contains("+ 18 partitions more", "2013-02-28", "2013-02-19", "28 partitions differ");
        assertThat(text).doesNotContain("2013-02-18 ");
    }

    @Test
    void whatIsTheSameIsToldInTwoLines() {
        assertThat(DifferenceText.of(new Comparison("a against b", List.of(same()), List.of()), 80))
                .isEqualTo("""
                        a against b

                        flights_clean: the same, version 4 -> version 7
                          365 the same by log or hash, not read

                        no difference; 365 partitions known to be the same without reading""");
    }

    @Test
    void theDocumentHasEverythingOnOneLine() {
        String json = DifferenceJson.of(comparison(2));

        assertGolden("diff/different.json", json);
        assertThat(json).doesNotContain("\n").contains("\"differing\":\"2013-02-01..2013-02-02\"");
    }

    @Test
    void thePageEscapesWhatTheDataSay() {
        String page = DifferenceHtml.of(comparison(2));

        assertThat(page)
                .contains("&lt;b&gt;note&lt;/b&gt;", "&lt;script&gt;alert(&#39;a", "prefers-color-scheme")
                .doesNotContain("<script", "<b>", "http:", "https:", "src=");
        assertThat(DifferenceHtml.of(new Comparison("a", List.of(same()), List.of())))
                .contains("no difference", "<details><summary>");
    }

    @Test
    void thePageTellsEachColumnOfThePartitionsThatDifferMost() {
        assertThat(DifferenceHtml.of(comparison(2)))
                .containsPattern("<th scope=\"row\">2013-02-01</th><td>mean_delay</td><td class=\"n changed\">5</td>"
                        + "<td class=\"n\">1.0 %</td><td class=\"n\">0.0 %</td><td class=\"moved\"><span>sum \\+12</span>"
                        + " <span>mean 12.5 -&gt; 13</span>")
                .contains("<th scope=\"row\">2013-02-02</th><td>mean_delay</td>")
                .doesNotContain("more with fewer differing rows");
    }

    @Test
    void columnsOfTheThreePartitionsThatDifferMostAreToldAndOfOneAloneNotTwice() {
        String many = DifferenceText.of(comparison(28), 100);

        assertThat(many)
                .contains("2013-02-28 mean_delay: 32 cells changed; null 1.0 % -> 0.0 %; sum +12; mean 12.5 -> 13")
                .contains("2013-02-26 mean_delay", "columns of 25 partitions more: --json, --html")
                .doesNotContain("2013-02-25 mean_delay", "2013-02-28 carrier");
    }

    @Test
    void theDocumentTellsHowTheColumnsOfEachPartitionAreSpread() throws IOException {
        JsonNode table = new ObjectMapper()
                .readTree(DifferenceJson.of(comparison(2)))
                .path("assets")
                .path("daily_delays");

        JsonNode columns = table.path("partitions").path("2013-02-02").path("columns");
        assertThat(columns.path("mean_delay")
                        .path("spread")
                        .path("after")
                        .path("mean")
                        .asText())
                .isEqualTo("13");
        assertThat(columns.path("mean_delay").path("nulls_before").asInt()).isEqualTo(12);
        assertThat(columns.path("carrier").has("spread")).isFalse();
        assertThat(table.path("partitions_with_spreads").asInt()).isEqualTo(2);
    }

    @Test
    void partsAddUpAndWhatDoesNotIsRefused() {
        PartitionDifference total = comparison(2).tables().get(0).total();

        assertThat(total.before()).isEqualTo(2400);
        assertThat(total.after()).isEqualTo(2401);
        assertThat(total.same()).isEqualTo(2400 - 1 - 11);
        assertThat(total.nullRateBefore("mean_delay")).hasValue(0.01);
        assertThat(PartitionDifference.sum(List.of()).nullRateAfter("x")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartitionDifference(1, 1, 1, 0, 0, Map.of()))
                .withMessageContaining("does not add up");
    }
}
