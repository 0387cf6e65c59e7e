package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was built is computed again and held against what was recorded. */
@Tag("once")
@Tag("spark")
class VerifyTest {

    private static final String DAYS = "2026-01-01..2026-01-10";

    /** Means what is left to chance. */
    private static final String NOISY = """
            /*---
            asset: noisy
            partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
            allows: {random: to see that it is found}
            ---*/
            SELECT ds, amount, CAST(rand() * 1000000000 AS BIGINT) AS noise FROM daily
            """;

    private static final String AFTER_NOISE = """
            /*---
            asset: after_noise
            partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
            ---*/
            SELECT ds, sum(noise) AS noise FROM noisy GROUP BY ds
            """;

    /** 1e16 + 1 - 1e16 is 0 in this order, and 1 in another. */
    private static final String FLOATING = """
            /*---
            asset: floating
            partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
            ---*/
            SELECT ds, sum(CAST(amount AS DOUBLE)) AS total FROM sales GROUP BY ds
            """;

    private static final String RATED = """
            asset: rated
            partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
            class: io.hindcast.flights.RatedJob
            inputs: [daily]
            columns: {ds: date, amount: bigint, rated: bigint}
            """;

    @TempDir
    Path base;

    private static JsonNode json(SmallSales sales, int exit, String... more) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(more));
        words.add("--json");
        return new ObjectMapper()
                .readTree(sales.expect(exit, "verify", words.toArray(String[]::new))
                        .out());
    }

    private static List<Entry> verified(SmallSales sales) {
        return sales.ledger().stream()
                .filter(entry -> entry.event() == Event.VERIFIED)
                .toList();
    }

    @Test
    void anImpureJobIsFoundWithItsColumnAndWhatWasBuiltFromItAndNothingElse() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        sales.write("noisy.sql", NOISY);
        sales.write("after_noise.sql", AFTER_NOISE);
        sales.expect(0, "run");
        TableFiles before = sales.files("noisy");

        JsonNode said = json(sales, 3, "--all");

        assertThat(said.path("different").asLong()).isEqualTo(10);
        assertThat(said.path("equal").asLong()).isEqualTo(30);
        JsonNode noisy = said.path("assets").path("noisy");
        assertThat(noisy.path("different").toString())
                .isEqualTo("[{\"partitions\":\"" + DAYS + "\",\"columns\":[\"noise\"]}]");
        assertThat(noisy.path("examples").path("table").get(0).asText()).contains("\"noise\":");
        assertThat(said.path("poisoned").toString()).isEqualTo("{\"after_noise\":\"" + DAYS + "\"}");
        assertThat(sales.changedSince(before, "noisy")).isEmpty();
        assertThat(verified(sales).stream()
                        .map(entry -> entry.asset() + " " + entry.partition() + " "
                                + entry.error().isEmpty()))
                .containsExactlyInAnyOrder(
                        "daily " + DAYS + " true",
                        "sum3 " + DAYS + " true",
                        "noisy " + DAYS + " false",
                        "after_noise " + DAYS + " true");
        assertThat(sales.expect(0, "run").out()).contains("nothing to do");

        JsonNode scratch = json(sales, 3, "--all", "--from-scratch");
        assertThat(scratch.path("assets").path("noisy").path("different").size())
                .isEqualTo(1);
        assertThat(scratch.path("assets").path("after_noise").path("equal").asText())
                .isEmpty();
        assertThat(scratch.path("equal").asLong()).isEqualTo(20);
    }

    @Test
    void aSumThatDependsOnTheOrderIsFound() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        List<String> lines = new ArrayList<>();
        FlightsWorld.days("2026-01-01", "2026-01-10").forEach(day -> {
            lines.add(day + ",2,10000000000000000");
            lines.add(day + ",3,1");
            lines.add(day + ",4,-10000000000000000");
        });
        sales.land("floats", lines.toArray(String[]::new));
        sales.write("floating.sql", FLOATING);
        sales.expect(0, "run");

        assertThat(json(sales, 3, "--select", "floating")
                        .path("assets")
                        .path("floating")
                        .path("different")
                        .get(0)
                        .path("columns")
                        .toString())
                .isEqualTo("[\"total\"]");
    }

    @Test
    void aFunctionThatAsksElsewhereIsFoundWhenTheAnswerChanges() throws IOException {
        SmallSales sales = SmallSales.declared(base);
        UserJar.write(sales.folder().resolve("rated-job.jar"), RatedJob.class);
        sales.write("rated.yaml", RATED);
        sales.write(
                "warehouse.yaml",
                Files.readString(sales.folder().resolve("warehouse.yaml")) + "jars: [rated-job.jar]\n");
        RatedJob.RATE.set(1);
        sales.expect(0, "run");
        assertThat(json(sales, 0, "--all").path("equal").asLong()).isEqualTo(30);

        RatedJob.RATE.set(2);
        JsonNode said = json(sales, 3, "--all");

        assertThat(said.path("equal").asLong()).isEqualTo(20);
        assertThat(said.path("assets").path("rated").path("different").toString())
                .isEqualTo("[{\"partitions\":\"" + DAYS + "\",\"columns\":[\"rated\"]}]");
    }

    @Test
    void aSampleGoesOnWhereTheLastOneEndedAndABudgetLeavesTheRest() throws IOException {
        SmallSales sales = SmallSales.built(base);

        assertThat(json(sales, 0, "--sample", "20%").path("equal").asLong()).isEqualTo(4);
        assertThat(json(sales, 0).path("equal").asLong()).isEqualTo(2);
        assertThat(json(sales, 11, "--all", "--budget", "partitions=13")
                        .path("left")
                        .asLong())
                .isEqualTo(7);
        assertThat(json(sales, 0, "--select", "daily", "--partitions", "2026-01-04..2026-01-06")
                        .path("equal")
                        .asLong())
                .isEqualTo(3);

        List<Entry> daily = verified(sales).stream()
                .filter(entry -> entry.asset().equals("daily"))
                .toList();
        Set<String> first = days(daily.get(0));
        assertThat(days(daily.get(1))).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(sales.expect(0, "history", "daily").out()).contains("verified daily, 3 partitions");
    }

    @Test
    void aBudgetThatSufficesForOneAssetANightComesToTheOtherTheNextNight() throws IOException {
        SmallSales sales = SmallSales.built(base);

        for (int night = 0; night < 4; night++) {
            JsonNode said = json(sales, 11, "--sample", "10%", "--budget", "partitions=1");
            assertThat(said.path("equal").asLong() + said.path("left").asLong()).isEqualTo(2);
            assertThat(said.path("left").asLong()).isOne();
        }

        List<Entry> entries = verified(sales);
        assertThat(entries.stream().map(Entry::asset)).containsExactly("daily", "sum3", "daily", "sum3");
        assertThat(days(entries.get(0))).isNotEqualTo(days(entries.get(2)));
        long bytes = sales.ledger().stream()
                .filter(entry ->
                        entry.event() == Event.COMMITTED && entry.asset().equals("daily"))
                .mapToLong(entry -> entry.bytes().orElseThrow())
                .max()
                .orElseThrow();
        assertThat(json(sales, 11, "--select", "daily", "--budget", "bytes=" + (3 * bytes))
                        .path("equal")
                        .asLong())
                .isBetween(3L, 4L);
        assertThat(json(sales, 11, "--budget", "bytes=1").path("equal").asLong())
                .isZero();
    }

    private static Set<String> days(Entry entry) {
        return Arrays.stream(entry.partition().split(",")).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void fromScratchIsEqualAndIsKeptWhereItIsToldTo() throws IOException {
        SmallSales sales = SmallSales.built(base);
        String into = base.resolve("again").toString();

        JsonNode said = json(sales, 0, "--all", "--from-scratch", "--into", into);

        assertThat(said.path("equal").asLong()).isEqualTo(20);
        assertThat(base.resolve("again/sum3/_delta_log")).isDirectory();
        assertThat(base.resolve("again/staging")).doesNotExist();
        assertThat(sales.expect(2, "verify", "--all", "--from-scratch", "--into", into)
                        .err())
                .contains("HC-521");
    }

    @Test
    void inputsAreReadAsTheyWereAndWhatIsGoneCannotBeTold() throws IOException {
        SmallSales sales = SmallSales.built(base);
        TableFiles before = sales.files("daily");
        sales.land("second", "2026-01-03,2,90");
        sales.expect(0, "run", "--select", "daily", "--no-downstream");
        assertThat(sales.changedSince(before, "daily")).containsExactly("2026-01-03");

        assertThat(json(sales, 0, "--select", "sum3").path("equal").asLong())
                .as("out of date, and yet what its code gave for what it read")
                .isEqualTo(10);

        vacuum(sales.base().resolve("tables/daily"));
        JsonNode said = json(sales, 10, "--select", "sum3@2026-01-01..2026-01-05");
        assertThat(said.path("untold").asLong()).isPositive();
        assertThat(said.path("different").asLong()).isZero();
        assertThat(said.path("assets").path("sum3").path("untold").toString()).contains("daily has changed since");
        assertThat(json(sales, 0, "--select", "sum3@2026-01-07..2026-01-10")
                        .path("equal")
                        .asLong())
                .isEqualTo(4);
    }

    /** Removes what the newest version does not have. */
    private static void vacuum(Path table) throws IOException {
        Set<String> used = Arrays.stream(TestSession.get()
                        .read()
                        .format("delta")
                        .load(table.toString())
                        .inputFiles())
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(table)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".parquet"))
                    .filter(each -> !each.toString().contains("_delta_log"))
                    .toList()) {
                if (!used.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
