package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The year 2013, rebuilt by one command: five minutes. Its edges are looked at one by one in {@link YearsEndTest}. */
@Tag("soak")
@Tag("once")
@Tag("spark")
class WholeYearTest {

    @TempDir
    static Path base;

    private static FlightsWorld world;

    @BeforeAll
    static void oneCommandRebuildsTheYear() {
        world = FlightsWorld.wholeYear(base);
        world.expect(0, "run");
    }

    @Test
    void allFlightsAreStagedOnTheirDays() {
        Row staged = world.rows("staging/flights")
                .selectExpr("count(*)", "count(DISTINCT ds)", "count(DISTINCT _file)", "count(_loaded_at)")
                .first();

        assertThat(staged).hasToString("[336776,365,12,336776]");
    }

    @Test
    void theSumsAreThoseOfTheData() {
        Row flown = world.rows("flights_clean")
                .selectExpr(
                        "count_if(NOT cancelled)",
                        "count_if(cancelled)",
                        "sum(dep_delay) FILTER (WHERE NOT cancelled)",
                        "sum(arr_delay) FILTER (WHERE NOT cancelled)",
                        "sum(distance) FILTER (WHERE NOT cancelled)")
                .first();

        assertThat(flown).hasToString("[328521,8255,4152200,2257174,344477462]");
        assertThat(world.rows("daily_delays").count()).isEqualTo(11_850);
        assertThat(world.rows("carrier_month").count()).isEqualTo(185);
    }

    @Test
    void everyRowOfEveryTableIsWhatPlainQueriesMakeOfTheFiles() throws IOException {
        Weathered weathered = new Weathered(List.of(landed("weather")), "2013-12-30", "2013-11-01", "2013-11-30");
        try (Expected expected = new Expected(world, "2013-01-01", "2013-12-31", List.of(landed("flights")))) {
            expected.assertAllHeldBy(world, weathered);
        }
    }

    private static List<Path> landed(String source) throws IOException {
        try (Stream<Path> files = Files.list(world.folder().resolve("data").resolve(source))) {
            return files.sorted().toList();
        }
    }

    @Test
    void weeksOverTheEdgesOfTheYearHoldItsDaysOnly() {
        assertThat(world.status("week_ranking")).isEqualTo(Map.of("fresh", "2012-12-31..2013-12-30"));
        Row edges = world.rows("week_ranking")
                .selectExpr(
                        "max(days) FILTER (WHERE week = '2012-12-31')", "max(days) FILTER (WHERE week = '2013-12-30')")
                .first();

        assertThat(edges).hasToString("[6,2]");
    }

    @Test
    void aSecondRunHasNothingToDoAndStartsNoSparkJob() throws Exception {
        var files = world.files();
        TableFiles ledger = TableFiles.of(world.table("_hindcast/ledger"));

        try (SparkJobs jobs = new SparkJobs()) {
            assertThat(world.expect(0, "run").out())
                    .isEqualTo("nothing to do: all 4,072 partitions of 11 assets are fresh\n");
            assertThat(jobs.started()).isEmpty();
        }
        assertThat(world.files()).isEqualTo(files);
        // No lease either, which would be a commit of the ledger.
        assertThat(TableFiles.of(world.table("_hindcast/ledger"))).isEqualTo(ledger);
    }
}
