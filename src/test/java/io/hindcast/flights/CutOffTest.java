package io.hindcast.flights;

import static io.hindcast.flights.FlightsWorld.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.cli.CommandLine;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job at the top of a year of days changes, and three days of it come out otherwise. Below it: a trailing window, months
 * and all months together, a chain, and one that reads only a column which does not change.
 */
@Tag("once")
@Tag("spark")
class CutOffTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FROM = "2026-01-01";
    private static final String UNTIL = "2026-12-31";
    private static final List<String> ASSETS = List.of("daily", "sum7", "monthly", "total", "balance", "counts");

    @TempDir
    static Path base;

    private static SmallSales sales;
    private static final SortedMap<String, TableFiles> BEFORE = new TreeMap<>();
    private static int known;
    private static JsonNode ended;
    private static String said;

    @BeforeAll
    static void threeDaysOfAYearDiffer() {
        sales = SmallSales.ofNumbers(base, "2026-12-31");
        declare();
        sales.write("warehouse.yaml", sales.text("warehouse.yaml") + "money: {core_hour: 3600, currency: EUR}\n");
        sales.expect(0, "run");
        ASSETS.forEach(asset -> BEFORE.put(asset, sales.files(asset)));
        known = sales.ledger().size();
        sales.write(
                "daily.sql",
                sales.text("daily.sql")
                        .replace(
                                "sum(amount) AS amount",
                                "sum(amount + CASE WHEN month(ds) = 2 AND day(ds) IN (10, 11) OR ds = DATE'2026-07-01'"
                                        + " THEN 1 ELSE 0 END) AS amount"));
        CommandLine.Ended run = sales.expect(0, "run", "--json");
        ended = json(run.out());
        said = sales.expect(0, "show").out().replaceAll("\\s+", " ");
    }

    private static void declare() {
        declare("daily", "day: ds, from: 2026-01-01, until: 2026-12-31", "", """
                SELECT ds, count(*) AS n, sum(amount) AS amount FROM sales GROUP BY ds
                """);
        declare("sum7", "day: ds, from: 2026-01-01, until: 2026-12-31", "inputs: {daily: {window: {before: 6}}}", """
                SELECT p.ds, sum(d.amount) AS amount
                FROM partitions p JOIN daily d ON d.ds > p.ds - INTERVAL 7 DAYS AND d.ds <= p.ds GROUP BY p.ds
                """);
        declare("monthly", "month: month, from: 2026-01, until: 2026-12", "", """
                SELECT trunc(ds, 'MONTH') AS month, sum(amount) AS amount FROM daily GROUP BY trunc(ds, 'MONTH')
                """);
        sales.write("total.sql", "/*---\nasset: total\n---*/\nSELECT sum(amount) AS amount FROM monthly\n");
        declare("balance", "day: ds, from: 2026-01-01, until: 2026-12-31", """
                inputs: {self: {before: 1, chained: true}}
                columns: {ds: date, amount: bigint}""", """
                SELECT ds, amount FROM (
                  SELECT ds, opening, sum(change) OVER (ORDER BY ds) AS amount FROM (
                    SELECT ds, 1 AS opening, amount AS change FROM self
                    UNION ALL SELECT ds, 0 AS opening, amount AS change FROM daily))
                WHERE opening = 0
                """);
        declare("counts", "day: ds, from: 2026-01-01, until: 2026-12-31", "", "SELECT ds, n FROM daily");
        List<String> lines = new ArrayList<>();
        days(FROM, UNTIL).forEach(day -> lines.add(day + ",1,10"));
        sales.land("year", lines.toArray(String[]::new));
    }

    private static void declare(String asset, String partition, String more, String select) {
        sales.write(
                asset + ".sql",
                "/*---\nasset: " + asset + "\npartition: {" + partition + "}\n" + more + "\n---*/\n" + select);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static SortedSet<String> rewritten(String asset) {
        return sales.changedSince(java.util.Objects.requireNonNull(BEFORE.get(asset)), asset);
    }

    private static SortedSet<String> all(List<SortedSet<String>> sets) {
        SortedSet<String> all = new TreeSet<>();
        for (SortedSet<String> set : sets) {
            all.addAll(set);
        }
        return all;
    }

    /** Which partitions of an asset met an event in the second run; rows of the ledger hold sets. */
    private static SortedSet<String> met(Event event, String asset) {
        SortedSet<String> partitions = new TreeSet<>();
        for (Entry entry : sales.ledger().subList(known, sales.ledger().size())) {
            if (entry.event() == event && entry.asset().equals(asset)) {
                partitions.addAll(Ranges.days(entry.partition()));
            }
        }
        return partitions;
    }

    @Test
    void theFilesOfExactlyTheseDaysAndOfWhatReadsThemAreOthers() {
        assertThat(rewritten("daily")).containsExactly("2026-02-10", "2026-02-11", "2026-07-01");
        assertThat(rewritten("sum7"))
                .isEqualTo(all(List.of(days("2026-02-10", "2026-02-17"), days("2026-07-01", "2026-07-07"))));
        assertThat(rewritten("monthly")).containsExactly("2026-02-01", "2026-07-01");
        assertThat(rewritten("total")).containsExactly("*");
        assertThat(rewritten("balance")).isEqualTo(days("2026-02-10", UNTIL));
        assertThat(rewritten("counts")).isEmpty();
    }

    @Test
    void whatDoesNotReadThemWasNotEvenComputed() {
        SortedSet<String> year = days(FROM, UNTIL);
        assertThat(met(Event.UNCHANGED, "daily")).hasSize(362);
        for (String asset : List.of("sum7", "balance")) {
            SortedSet<String> rest = new TreeSet<>(year);
            rest.removeAll(rewritten(asset));
            assertThat(met(Event.SKIPPED, asset)).as(asset).isEqualTo(rest);
            assertThat(met(Event.UNCHANGED, asset)).as(asset).isEmpty();
        }
        // It reads a column that the changed code leaves alone: the plan has nothing of it.
        assertThat(sales.ledger().subList(known, sales.ledger().size()))
                .noneMatch(entry -> entry.asset().equals("counts"));
        assertThat(ended.path("committed").asInt())
                .isEqualTo(3 + 15 + 2 + 1 + days("2026-02-10", UNTIL).size());
        assertThat(ended.path("unchanged").asInt()).isEqualTo(362);
        assertThat(ended.path("skipped").asInt()).isEqualTo(350 + 10 + 40);
        assertThat(sales.expect(0, "run").out())
                .startsWith("nothing to do: all 1,473 partitions of 6 assets are fresh");
    }

    @Test
    void whatWasSavedIsTold() {
        JsonNode saved = ended.path("saved");
        assertThat(saved.path("partitions").asInt()).isEqualTo(350 + 10 + 40);
        assertThat(saved.path("bytes").asLong()).isPositive();
        assertThat(saved.path("bytes_read").asLong()).isPositive();
        assertThat(saved.path("seconds").asDouble()).isPositive();
        assertThat(saved.path("core_hours").asDouble()).isPositive();
        assertThat(saved.path("money").asDouble()).isPositive();
        assertThat(saved.path("currency").asText()).isEqualTo("EUR");
        assertThat(said)
                .contains("saved: 400 partitions not rebuilt, about ", " core-hours or ", " EUR, ", " not written, ")
                .contains("(estimated: ");
        assertThat(sales.expect(0, "history").out()).contains(" EUR saved");
        assertThat(sales.expect(0, "history", "--json").out()).contains("\"currency\":\"EUR\"");
        Entry finished = sales.ledger().stream()
                .filter(entry -> entry.event() == Event.FINISHED)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        JsonNode detail = json(finished.detail()).path("saved");
        assertThat(detail.path("partitions").asInt()).isEqualTo(400);
        assertThat(detail.path("money").asDouble())
                .isCloseTo(saved.path("money").asDouble(), within(1e-6));
    }

    @Test
    void thePlanAndWhySayOfWhichColumnsThereIsNoNeedToKnow() {
        assertThat(sales.expect(0, "plan").out().replaceAll("\\s+", " "))
                .contains(
                        "counts 2026-02-10..2026-02-11,2026-07-01 stay fresh: of daily only column amount changed, which"
                                + " it does not read");
        assertThat(sales.expect(0, "why", "counts@2026-07-01").out().replaceAll("\\s+", " "))
                .contains(
                        "counts@2026-07-01 is fresh",
                        "changed 2026-07-01, but only column amount changed, which it does not read");
        assertThat(sales.expect(0, "why", "counts@2026-07-01", "--json").out())
                .contains("\"cause\":\"other_columns\",\"columns\":[\"amount\"]");
    }
}
