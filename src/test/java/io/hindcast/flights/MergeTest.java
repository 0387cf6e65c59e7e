package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check --against} says of a warehouse in a repository. */
@Tag("once")
@Tag("spark")
class MergeTest {

    @TempDir
    Path base;

    private SmallSales sales;
    private Repository repository;

    @TempDir
    static Path once;

    private static boolean isBuilt;

    @BeforeEach
    void aWarehouseThatIsCommitted() {
        sales = declared(base);
        repository = Repository.in(base);
        repository.commit("first", "sales");
    }

    private static SmallSales declared(Path base) {
        SmallSales sales = SmallSales.declared(base);
        sales.write("top.sql", """
                /*---
                asset: top
                partition: {month: month, from: 2026-01, until: 2026-01}
                ---*/
                SELECT p.month, max(d.amount) AS amount
                FROM partitions p JOIN daily d ON d.ds >= p.from AND d.ds < p.until
                GROUP BY p.month
                """);
        return sales;
    }

    /** The tables of one run, for all. */
    private void built() {
        if (!isBuilt) {
            declared(once).expect(0, "run");
            isBuilt = true;
        }
        FlightsWorld.copy(once.resolve("tables"), base.resolve("tables"));
    }

    private JsonNode against(String... more) {
        List<String> words = new ArrayList<>(List.of("--against", "main", "--now", "2026-02-01T00:00:00Z", "--json"));
        words.addAll(List.of(more));
        try {
            return new ObjectMapper()
                    .readTree(sales.expect(0, "check", words.toArray(String[]::new))
                            .out())
                    .path("against");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String told(String... more) {
        List<String> words = new ArrayList<>(List.of("--against", "main", "--now", "2026-02-01T00:00:00Z"));
        words.addAll(List.of(more));
        return sales.expect(0, "check", words.toArray(String[]::new)).out();
    }

    private void edit(String file, String from, String to) {
        String text = sales.text(file);
        assertThat(text).contains(from);
        sales.write(file, text.replace(from, to));
    }

    @Test
    void whereNothingIsBuiltItIsAsIfTheCommitHadBuiltEverything() {
        assertThat(told())
                .contains("against main (", "): nothing is declared otherwise", "merging adds nothing to rebuild")
                .contains("told as if the declarations of main had built everything: nothing is built at");

        edit("daily.sql", "sum(CAST(amount AS BIGINT))", "2 * sum(CAST(amount AS BIGINT))");

        JsonNode told = against();
        assertThat(told.path("basis").asText()).isEqualTo("fresh");
        assertThat(told.path("assets").path("daily").path("change").asText()).isEqualTo("changed");
        assertThat(told.path("assets").path("daily").path("columns_changed")).hasToString("{\"amount\":\"changed\"}");
        assertThat(told.path("assets").path("daily").path("read_by")).hasToString("[\"sum3\",\"top\"]");
        assertThat(told.path("adds").path("partitions").asInt()).isEqualTo(10 + 10 + 1);
        assertThat(told.path("adds").path("assets").path("daily").path("reasons"))
                .hasToString("{\"code\":\"2026-01-01..2026-01-10\"}");
        assertThat(told.path("before").path("partitions").asInt()).isZero();
    }

    @Test
    void aCommentAddsNothingAndIsNoChange() {
        edit("daily.sql", "WITH latest", "-- what counts is the last word\nWITH latest");

        assertThat(told()).contains("nothing is declared otherwise", "merging adds nothing to rebuild");
    }

    @Test
    void fromTheTrueStandingsOnlyWhatMergingAddsIsTold() throws IOException {
        built();
        // Three days are out of date before anybody merges anything.
        sales.land("late", "2026-01-04,2,5");
        sales.expect(0, "stage");
        edit("sum3.sql", "before: 2", "before: 1");
        List<String> tree = files();

        JsonNode told = against();

        assertThat(told.path("basis").asText()).isEqualTo("standings");
        assertThat(told.path("before").path("partitions").asInt()).isEqualTo(1 + 3 + 1);
        assertThat(told.path("after").path("partitions").asInt()).isEqualTo(1 + 10 + 1);
        assertThat(told.path("adds").path("assets").propertyStream().toList()).hasSize(1);
        assertThat(told.path("adds")
                        .path("assets")
                        .path("sum3")
                        .path("partitions")
                        .asText())
                .isEqualTo("2026-01-01..2026-01-03,2026-01-07..2026-01-10");
        assertThat(told.path("assets").path("sum3").path("inputs").toString())
                .contains("daily: the day and the one before it; was:");
        assertThat(told.path("adds").path("estimate").path("rows").get(1).asInt())
                .isEqualTo(7);
        assertThat(told("--assume", "fresh")).contains("merging adds 10 partitions of 1 asset", "as was asked");
        assertThat(files()).as("the working tree").isEqualTo(tree);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            return all.filter(path -> !path.toString().contains("/.git/"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void newAssetsAreMissingAndThoseThatAreGoneStayWhereTheyAre() throws IOException {
        built();
        Files.delete(sales.folder().resolve("top.sql"));
        sales.write("fresh.sql", sales.text("sum3.sql").replace("asset: sum3", "asset: sum3b"));
        Files.move(sales.folder().resolve("fresh.sql"), sales.folder().resolve("sum3b.sql"));

        JsonNode told = against();

        assertThat(told.path("assets").path("sum3b").path("change").asText()).isEqualTo("new");
        assertThat(told.path("assets").path("top").path("change").asText()).isEqualTo("gone");
        assertThat(told.path("adds").path("assets").path("sum3b").path("reasons"))
                .hasToString("{\"missing\":\"2026-01-01..2026-01-10\"}");
        assertThat(told.path("adds").path("partitions").asInt()).isEqualTo(10);
        assertThat(told())
                .contains("top is gone; its table stays where it is: "
                        + base.toRealPath().resolve("tables/top"));
    }

    @Test
    void anotherGrainAnotherTypeAndAnotherRangeAreTold() {
        built();
        edit("top.sql", "max(d.amount)", "CAST(max(d.amount) AS STRING)");
        edit("sum3.sql", "until: 2026-01-10", "until: 2026-01-08");
        edit("daily.sql", "ds, from: 2026-01-01", "ds, from: 2025-12-31");

        JsonNode told = against();

        assertThat(told.path("begins_anew")).hasToString("[\"top\"]");
        assertThat(told.path("adds").path("assets").path("top").path("reasons"))
                .hasToString("{\"missing\":\"2026-01\"}");
        assertThat(told.path("assets").path("sum3").path("partitions").toString())
                .contains("declared range was 2026-01-01..2026-01-10, is 2026-01-01..2026-01-08");
        assertThat(told.path("adds")
                        .path("assets")
                        .path("daily")
                        .path("partitions")
                        .asText())
                .isEqualTo("2025-12-31");
        JsonNode fresh = against("--assume", "fresh");
        assertThat(fresh.path("begins_anew")).hasToString("[\"top\"]");
        assertThat(fresh.path("adds").path("assets").path("top").path("reasons"))
                .hasToString("{\"missing\":\"2026-01\"}");
        assertThat(fresh.path("adds")
                        .path("assets")
                        .path("daily")
                        .path("partitions")
                        .asText())
                .isEqualTo("2025-12-31");
    }

    @Test
    void settingsRebuildNothing() {
        edit("top.sql", "until: 2026-01}", "until: 2026-01}\nretain: 400d\nchecks: {rows: \">= 1\"}");

        assertThat(told())
                .contains("retain was none, is 400 days", "checks was none, is rows >= 1")
                .contains("merging adds nothing to rebuild");
    }

    @Test
    void aCommitThatIsNotBelowIsToldWithItsConsequence() {
        repository.git("checkout", "--quiet", "-b", "work");
        repository.git("checkout", "--quiet", "main");
        edit("top.sql", "max(", "min(");
        repository.commit("second", "sales");
        repository.git("checkout", "--quiet", "work");

        assertThat(told()).contains("main has commits that are not here", "git merge-base main HEAD");
    }

    @Test
    void whatCannotBeComparedIsRefused() throws IOException {
        assertThat(sales.expect(2, "check", "--against", "nowhere").err()).contains("HC-533", "names no commit");
        assertThat(sales.expect(2, "check", "--against", "-x").err()).contains("HC-533");
        assertThat(sales.expect(2, "check", "--against", "main", "--assume", "code:daily")
                        .err())
                .contains("HC-536");
        assertThat(sales.expect(2, "check", "--assume", "fresh").err()).contains("HC-530");
        assertThat(sales.expect(2, "check", "--against", "main", "--select", "top")
                        .err())
                .contains("HC-508");
        Path elsewhere = Files.createDirectories(base.resolve("elsewhere"));
        FlightsWorld.copy(sales.folder(), elsewhere.resolve("sales"));
        assertThat(SmallSales.expect(2, elsewhere.resolve("sales").toString(), "check", List.of("--against", "main"))
                        .err())
                .contains("HC-534", "there is no warehouse elsewhere/sales at main");
    }

    @Test
    void theCodeOfAJavaJobIsToldByItsSources() throws IOException {
        FlightsWorld world = FlightsWorld.ofDays(base.resolve("java"), "2013-01-01", "2013-01-03");
        String source = "java/io/hindcast/flights/PlaneRotation.java";
        Path file = world.folder().resolve(source);
        Files.createDirectories(file.resolveSibling(""));
        Files.copy(FlightsWorld.JOBS.resolve(source), file);
        // Beside the declarations and not in git, as it is built.
        Path jar = Path.of("lib/flights-jobs.jar");
        Files.createDirectories(world.folder().resolve("lib"));
        Files.copy(FlightsWorld.JOBS.resolve(jar), world.folder().resolve(jar));
        world.replace("warehouse.yaml", "[" + FlightsWorld.JOBS.resolve(jar) + "]", "[" + jar + "]");
        repository.git("add", "java/flights/*.sql", "java/flights/*.yaml");
        repository.commit("java", "java/flights/java");
        String code = Files.readString(file);

        Files.writeString(file, code.replaceFirst("class PlaneRotation", "/* of a plane */ class  PlaneRotation"));
        assertThat(world.json(0, "check", "--against", "main")
                        .path("against")
                        .path("adds")
                        .path("partitions")
                        .asInt())
                .isZero();

        Files.writeString(
                file, code.replaceFirst("public final class PlaneRotation[^{]*\\{", "$0 static { hashCode(1); }"));
        JsonNode told = world.json(0, "check", "--against", "main").path("against");
        assertThat(told.path("notes").toString()).contains("plane_rotation: " + source + " differs");
        assertThat(told.path("adds").path("assets").path("plane_rotation").path("reasons"))
                .hasToString("{\"code\":\"2013-01-01..2013-01-03\"}");
        assertThat(told.path("adds").path("partitions").asInt()).isEqualTo(3);
    }

    @Test
    void wrongDeclarationsOfTheCommitAreToldAsSuch() {
        edit("top.sql", "max(d.amount)", "max(d.amont)");
        repository.commit("wrong", "sales");
        edit("top.sql", "max(d.amont)", "max(d.amount)");

        assertThat(sales.expect(2, "check", "--against", "main").err())
                .contains("HC-604", "the declarations at main are wrong", "main:sales/top.sql:");
    }
}
