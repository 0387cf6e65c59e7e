package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TriedPartitionTest {

    private static final TestingWarehouse WORLD = TestingWarehouse.staged();

    private static List<Optional<String>> row(String... cells) {
        return Stream.of(cells)
                .map(cell -> cell.equals("-") ? Optional.<String>empty() : Optional.of(cell))
                .toList();
    }

    private static TriedPartition tried(Optional<TriedPartition.There> there) {
        return new TriedPartition(
                "daily_delays",
                WORLD.set("daily_delays", "2013-02-03"),
                List.of("ds", "carrier", "note", "mean_delay"),
                List.of(
                        row(
                                "2013-02-03",
                                "AA",
                                "a note that is much longer than a terminal has columns for it",
                                "1.5000"),
                        row("2013-02-03", "UA", "-", "-")),
                5,
                Optional.empty(),
                "h1:5eed",
                2,
                List.of("2013-02-03: carrier is never null, but carrier is null in 1 row"),
                there,
                Map.of("flights_clean", WORLD.set("flights_clean", "2013-02-03")));
    }

    @Test
    void rowsChecksAndTheDifferenceFitTheTerminal() {
        String text = tried(Optional.of(new TriedPartition.There(4, "h1:01d", List.of("mean_delay", "note"))))
                .text(80);

        assertGolden("try/different.txt", text);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theSameRowsAreTheSame() {
        TriedPartition same = tried(Optional.of(new TriedPartition.There(5, "h1:5eed", List.of())));

        assertThat(same.text(80)).contains("there now: the same rows");
        assertThat(same.json()).contains("\"there\":\"same\"", "[\"2013-02-03\",\"UA\",null,null]");
        assertThat(tried(Optional.empty()).text(80)).contains("there now: nothing of ours");
    }

    @Test
    void columnsThatDoNotFitAreCountedAndNamed() {
        List<String> columns =
                IntStream.range(0, 40).mapToObj(i -> "column" + i).toList();
        List<String> lines =
                new Grid(columns, List.of(columns.stream().map(Optional::of).toList())).lines(80);

        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(lines.get(2)).startsWith("  + 30 columns more, which --json has: column10");
    }

    @Test
    void aValueCannotBreakALine() {
        assertThat(new Grid(List.of("a", "b"), List.of(row("one\ntwo", "x\u001b[2J"))).lines(80))
                .containsExactly("  a        b", "  one two  x [2J");
    }
}
