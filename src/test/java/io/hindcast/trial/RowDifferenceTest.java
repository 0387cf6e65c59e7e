package io.hindcast.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowDifferenceTest {

    private static final List<String> COLUMNS = List.of("ds", "carrier", "n");

    /** Cells parted by blanks; a dash is null. */
    private static List<List<Optional<String>>> rows(String... rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row.split(" "))
                        .map(cell -> cell.equals("-") ? Optional.<String>empty() : Optional.of(cell))
                        .toList())
                .toList();
    }

    private static RowDifference.Change change(String expected, String actual) {
        return new RowDifference.Change(rows(expected).get(0), rows(actual).get(0));
    }

    @Test
    void theOrderOfRowsIsNoDifference() {
        assertThat(RowDifference.of(COLUMNS, 2, 2, rows("1 UA 5", "2 UA -"), rows("2 UA -", "1 UA 5")))
                .matches(RowDifference::isEmpty)
                .returns(2L, RowDifference::same);
    }

    @Test
    void howOftenARowIsThereIsADifference() {
        RowDifference difference = RowDifference.of(COLUMNS, 3, 3, rows("1 UA 5"), rows("1 UA 5", "1 UA 5"));

        assertThat(difference.unexpected()).isEqualTo(rows("1 UA 5"));
        assertThat(difference.same()).isEqualTo(1);
    }

    @Test
    void rowsWithTheSameKeyAreHeldAgainstEachOther() {
        RowDifference difference =
                RowDifference.of(COLUMNS, 2, 2, rows("1 UA 5", "1 AA 5", "3 B6 1"), rows("1 UA 6", "2 AA 5", "3 B6 1"));

        assertThat(difference.changed()).containsExactly(change("1 UA 5", "1 UA 6"));
        assertThat(difference.missing()).isEqualTo(rows("1 AA 5"));
        assertThat(difference.unexpected()).isEqualTo(rows("2 AA 5"));
    }

    @Test
    void withoutAKeyTheRowsThatAgreeMostBelongTogether() {
        RowDifference difference =
                RowDifference.of(COLUMNS, 0, 0, rows("1 UA 5", "9 XX 9"), rows("1 AA 7", "1 UA 6", "1 UA 7"));

        assertThat(difference.changed()).containsExactly(change("1 UA 5", "1 UA 6"));
        assertThat(difference.missing()).isEqualTo(rows("9 XX 9"));
        assertThat(difference.unexpected()).isEqualTo(rows("1 AA 7", "1 UA 7"));
    }

    @Test
    void whatIsLeftOnBothSidesWithWhatChangedMakesUpAllRows() {
        Random random = new Random(7);
        for (int world = 0; world < 2_000; world++) {
            List<List<Optional<String>>> expected = some(random);
            List<List<Optional<String>>> actual = some(random);
            RowDifference difference = RowDifference.of(COLUMNS, 0, random.nextInt(3), expected, actual);

            assertThat(difference.isEmpty()).isEqualTo(sorted(expected).equals(sorted(actual)));
            assertThat(expected)
                    .hasSize((int) difference.same()
                            + difference.changed().size()
                            + difference.missing().size());
            assertThat(actual)
                    .hasSize((int) difference.same()
                            + difference.changed().size()
                            + difference.unexpected().size());
            assertThat(Collections.disjoint(difference.missing(), difference.unexpected()))
                    .isTrue();
            assertThat(expected)
                    .containsAll(Stream.concat(
                                    difference.missing().stream(),
                                    difference.changed().stream().map(RowDifference.Change::expected))
                            .toList());
        }
    }

    private static List<List<Optional<String>>> some(Random random) {
        List<List<Optional<String>>> rows = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            rows.addAll(rows(random.nextInt(2) + " " + (random.nextBoolean() ? "UA" : "-") + " " + random.nextInt(2)));
        }
        return rows;
    }

    private static List<String> sorted(List<List<Optional<String>>> rows) {
        return rows.stream().map(List::toString).sorted().toList();
    }
}
