package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a correction of one day changed, looked at in every way. */
@Tag("once")
@Tag("spark")
class DiffTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path base;

    private static SmallSales first;
    private static SmallSales corrected;

    @BeforeAll
    static void buildAndCorrect() {
        first = SmallSales.declared(base.resolve("first"));
        first.write("daily.sql", first.text("daily.sql").replace("\n---*/", "\nchecks: {unique: [ds]}\n---*/"));
        assertThat(first.expect(2, "diff").err()).contains("HC-474");
        first.expect(0, "run");
        corrected = first.copiedTo(base.resolve("corrected"));
        corrected.land("second", "2026-01-05,1,12");
        corrected.expect(0, "run");
    }

    private static JsonNode json(SmallSales sales, int exit, String... more) throws IOException {
        String[] words = Stream.concat(Stream.of(more), Stream.of("--json")).toArray(String[]::new);
        return MAPPER.readTree(sales.expect(exit, "diff", words).out());
    }

    @Test
    void theLatestRunIsComparedWithWhatWasBefore() throws IOException {
        Path page = base.resolve("page.html");

        JsonNode all = json(corrected, 3, "--html", page.toString());

        assertThat(all.path("equal").asBoolean()).isFalse();
        JsonNode daily = all.path("assets").path("daily");
        assertThat(daily.path("differing").asText()).isEqualTo("2026-01-05");
        assertThat(daily.path("rows").path("changed").asLong()).isEqualTo(1);
        assertThat(daily.path("rows").path("added").asLong()).isZero();
        assertThat(daily.path("spreads").path("amount").path("sum").asText()).isEqualTo("2");
        assertThat(daily.path("examples").path(0).path("changes").path("amount").toString())
                .isEqualTo("[\"10\",\"12\"]");
        JsonNode amount =
                daily.path("partitions").path("2026-01-05").path("columns").path("amount");
        assertThat(amount.path("nulls_after").asLong()).isZero();
        assertThat(amount.path("spread").path("before").path("mean").asText()).isEqualTo("10");
        assertThat(amount.path("spread").path("after").path("most").asText()).isEqualTo("12");
        JsonNode sums = all.path("assets").path("sum3");
        assertThat(sums.path("partitions_with_spreads").asLong()).isEqualTo(3);
        assertThat(sums.path("differing").asText()).isEqualTo("2026-01-05..2026-01-07");
        assertThat(sums.path("key").isNull()).isTrue();
        assertThat(sums.path("rows").path("removed").asLong()).isEqualTo(3);
        assertThat(sums.path("rows").path("added").asLong()).isEqualTo(3);
        assertThat(Files.readString(page))
                .contains("<h2>sum3</h2>", "2026-01-07")
                .doesNotContain("http");
    }

    @Test
    void aFirstRunAddedEverything() throws IOException {
        JsonNode daily = json(first, 3, "--select", "daily").path("assets").path("daily");

        assertThat(daily.path("rows").path("added").asLong()).isEqualTo(10);
        assertThat(daily.path("rows").path("before").asLong()).isZero();
        assertThat(daily.path("differing").asText()).isEqualTo("2026-01-01..2026-01-10");
    }

    @Test
    void versionsAreComparedOfOneAssetAndWhatIsNotAskedForIsNotRead() throws IOException {
        long newest = Long.parseLong(json(corrected, 3, "--select", "daily")
                .path("assets")
                .path("daily")
                .path("after")
                .path("version")
                .asText());
        String versions = (newest - 1) + ".." + newest;

        JsonNode back = json(corrected, 3, "--select", "daily", "--versions", newest + ".." + (newest - 1));
        assertThat(back.path("assets")
                        .path("daily")
                        .path("examples")
                        .path(0)
                        .path("changes")
                        .path("amount"))
                .hasToString("[\"12\",\"10\"]");
        JsonNode others = json(corrected, 0, "--select", "daily@2026-01-06..2026-01-10", "--versions", versions);
        assertThat(others.path("assets").path("daily").path("unread").asText()).isEqualTo("2026-01-06..2026-01-10");
        JsonNode ignored = json(corrected, 0, "--select", "daily", "--versions", versions, "--ignore", "AMOUNT");
        assertThat(ignored.path("assets").path("daily").path("same").asText()).isEqualTo("2026-01-05");
    }

    @Test
    void twoRootsAreComparedByHashFirst() throws IOException {
        String there = base.resolve("first/tables").toString();

        JsonNode same = json(first.copiedTo(base.resolve("copy")), 0, "--against", there);
        JsonNode other = json(corrected, 3, "--against", there + "/");

        assertThat(same.path("assets").path("sum3").path("unread").asText()).isEqualTo("2026-01-01..2026-01-10");
        assertThat(same.path("assets").path("sum3").has("rows")).isFalse();
        assertThat(other.path("assets").path("daily").path("differing").asText())
                .isEqualTo("2026-01-05");
        assertThat(other.path("assets").path("daily").path("unread").asText())
                .isEqualTo("2026-01-01..2026-01-04,2026-01-06..2026-01-10");
        assertThat(corrected.expect(3, "diff", "--against", there).out())
                .contains("2 of 2 assets differ; 16 partitions known to be the same without reading");
    }

    @Test
    void whatCannotBeComparedIsToldWithAWayOut() {
        assertThat(refused("--versions", "1..2")).contains("HC-473", "daily, sum3", "--select");
        assertThat(refused("--select", "daily", "--versions", "1..99")).contains("HC-471", "version 99");
        assertThat(refused("--select", "daily", "--versions", "one")).contains("HC-506", "3..5");
        assertThat(refused("--ignore", "amuont")).contains("HC-476", "--ignore amount");
        assertThat(refused("--against", base.resolve("nowhere").toString())).contains("HC-475", "daily");
        assertThat(refused("r-nobody")).contains("r-nobody");
        assertThat(refused("r-1", "--versions", "1..2")).contains("HC-508", "the run r-1");
        assertThat(refused("--versions", "1..2", "--against", "/x")).contains("HC-508");
        assertThat(refused("--tolerance", "2")).contains("HC-506", "1e-9");
    }

    private static String refused(String... more) {
        CommandLine.Ended ended = corrected.expect(2, "diff", more);
        assertThat(ended.out()).isEmpty();
        return ended.err();
    }

    @Test
    void rowsThatVacuumTookAreToldAndTheRestCanBeCompared() throws IOException {
        SmallSales vacuumed = corrected.copiedTo(base.resolve("vacuumed"));
        TableFiles now = vacuumed.files("daily");
        try (Stream<Path> files = Files.walk(vacuumed.base().resolve("tables/daily/ds=2026-01-05"))) {
            List<Path> old = files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> now.files().values().stream()
                            .noneMatch(names -> names.toString().contains(String.valueOf(file.getFileName()))))
                    .toList();
            assertThat(old).hasSize(1);
            Files.delete(old.get(0));
        }

        assertThat(vacuumed.expect(2, "diff", "--select", "daily").err()).contains("HC-470", "VACUUM", "daily");
        vacuumed.expect(0, "diff", "--select", "daily@2026-01-06");
    }
}
