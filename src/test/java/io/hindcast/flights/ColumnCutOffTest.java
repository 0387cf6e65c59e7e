package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three days with two rows each, {@code (id, x, y, z)} being {@code (1, 1, 10, 5)} and {@code (2, 2, 20, 6)}, and those who
 * read of them: all columns, two, one, one after a filter, none; and one that reads what reads all. A row on which the job
 * of the first table changes something is of the second day.
 */
@Tag("once")
@Tag("spark")
class ColumnCutOffTest {

    private static final String DAY = "2026-01-02";
    private static final List<String> ASSETS = List.of("base", "star", "far", "product", "ys", "filtered", "counted");

    @TempDir
    static Path built;

    @TempDir
    Path place;

    private SmallSales sales;
    private final SortedMap<String, TableFiles> before = new TreeMap<>();
    private int known;

    @BeforeAll
    static void declareAndBuild() {
        SmallSales first = SmallSales.ofNumbers(built, "2026-01-03");
        declare(first, "base", "SELECT ds, id, amount AS x, amount * 10 AS y, amount + 4 AS z FROM sales");
        declare(first, "star", "SELECT * FROM base");
        declare(first, "far", "SELECT ds, sum(z) AS z FROM star GROUP BY ds");
        declare(first, "product", "SELECT ds, sum(x * y) AS s FROM base GROUP BY ds");
        declare(first, "ys", "SELECT ds, sum(y) AS s FROM base GROUP BY ds");
        declare(first, "filtered", "SELECT ds, sum(x) AS s FROM base WHERE z > 0 GROUP BY ds");
        declare(first, "counted", "SELECT ds, count(*) AS n FROM base GROUP BY ds");
        first.land(
                "all",
                "2026-01-01,1,1",
                "2026-01-01,2,2",
                DAY + ",1,1",
                DAY + ",2,2",
                "2026-01-03,1,1",
                "2026-01-03,2,2");
        first.expect(0, "run");
    }

    private static void declare(SmallSales sales, String asset, String select) {
        sales.write(
                asset + ".sql",
                "/*---\nasset: " + asset + "\npartition: {day: ds, from: 2026-01-01, until: 2026-01-03}\n---*/\n"
                        + select + "\n");
    }

    @BeforeEach
    void copy() {
        sales = new SmallSales(built).copiedTo(place);
        ASSETS.forEach(asset -> before.put(asset, sales.files(asset)));
        known = sales.ledger().size();
    }

    /** The assets of which the second day was computed in the run of a changed job. */
    private SortedSet<String> computedAfter(String was, String is) {
        sales.write("base.sql", sales.text("base.sql").replace(was, is));
        assertThat(sales.text("base.sql")).contains(is);
        sales.expect(0, "run");
        SortedSet<String> computed = new TreeSet<>();
        for (Entry entry : sales.ledger().subList(known, sales.ledger().size())) {
            boolean isComputed = entry.event() == Event.COMMITTED || entry.event() == Event.UNCHANGED;
            if (isComputed && !entry.asset().equals("base")) {
                assertThat(entry.partition()).isEqualTo(DAY);
                computed.add(entry.asset());
            }
        }
        assertThat(sales.expect(0, "run").out()).startsWith("nothing to do: all 21 partitions");
        return computed;
    }

    private SortedSet<String> rewritten(String asset) {
        return sales.changedSince(Objects.requireNonNull(before.get(asset)), asset);
    }

    private static String onTheDay(String then, String otherwise) {
        return "CASE WHEN ds = DATE'" + DAY + "' THEN " + then + " ELSE " + otherwise + " END";
    }

    @Test
    void aColumnThatOneReadsAndAnotherFromAfarReachesThese() {
        SortedSet<String> computed = computedAfter("amount + 4 AS z", onTheDay("amount + 7", "amount + 4") + " AS z");

        // By z rows are chosen, so who filters by it reads it, though it chooses the same ones.
        assertThat(computed).containsExactly("far", "filtered", "star");
        assertThat(rewritten("base")).containsExactly(DAY);
        assertThat(rewritten("far")).containsExactly(DAY);
        assertThat(rewritten("filtered")).isEmpty();
    }

    @Test
    void aColumnThatNobodyReadsButWhoReadsAllGoesNoFurther() {
        assertThat(computedAfter("id, amount AS x", onTheDay("id + 100", "id") + " AS id, amount AS x"))
                .containsExactly("star");
        assertThat(rewritten("star")).containsExactly(DAY);
    }

    @Test
    void valuesThatChangePlacesAreSeenByWhoReadsThemTogether() {
        // Each column holds on that day what it held: x is 1 and 2, y is 10 and 20.
        assertThat(computedAfter("amount * 10 AS y", onTheDay("30 - amount * 10", "amount * 10") + " AS y"))
                .containsExactly("product", "star");
        assertThat(rewritten("product")).containsExactly(DAY);
        assertThat(rewritten("ys")).isEmpty();
    }

    @Test
    void rowsMoreOrLessAreSeenByAll() {
        assertThat(computedAfter("FROM sales", "FROM sales WHERE ds <> DATE'" + DAY + "' OR id = 1"))
                .containsExactly("counted", "far", "filtered", "product", "star", "ys");
    }

    @Test
    void rowsInAnotherOrderAreSeenByNobody() {
        assertThat(computedAfter("FROM sales", "FROM sales ORDER BY amount DESC"))
                .isEmpty();
        assertThat(ASSETS).allMatch(asset -> rewritten(asset).isEmpty());
    }

    @Test
    void aColumnThatIsAddedIsSeenByWhoReadsAll() {
        sales.write("base.sql", sales.text("base.sql").replace("AS z", "AS z, 1 AS w"));

        sales.expect(0, "run");

        assertThat(rewritten("base")).hasSize(3);
        assertThat(rewritten("star")).hasSize(3);
        SortedSet<String> computed = new TreeSet<>();
        sales.ledger().subList(known, sales.ledger().size()).stream()
                .filter(entry -> entry.event() == Event.COMMITTED || entry.event() == Event.UNCHANGED)
                .forEach(entry -> computed.add(entry.asset()));
        // The table of star has another column; what reads only its z is not computed.
        assertThat(computed).containsExactly("base", "star");
    }

    @Test
    void aLaterRunKnowsFromTheTablesAloneWhatWasNotSeen() {
        sales.write(
                "base.sql",
                sales.text("base.sql").replace("amount + 4 AS z", onTheDay("amount + 7", "amount + 4") + " AS z"));
        sales.expect(0, "run", "--select", "base", "--no-downstream");
        sales.expect(0, "repair");

        assertThat(sales.expect(0, "plan", "--json").out())
                .contains("\"asset\":\"star\"", "\"asset\":\"filtered\"")
                .doesNotContain("\"asset\":\"product\"", "\"asset\":\"ys\"", "\"asset\":\"counted\"");
        FlightsWorld.delete(place.resolve("tables").resolve("_hindcast"));
        assertThat(sales.expect(0, "plan", "--json").out())
                .contains("\"asset\":\"star\"", "\"asset\":\"filtered\"")
                .doesNotContain("\"asset\":\"product\"", "\"asset\":\"ys\"", "\"asset\":\"counted\"");
    }
}
