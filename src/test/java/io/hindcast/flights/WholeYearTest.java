package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The year 2013, rebuilt by one command. */
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
        try (Stream<Path> files = Files.list(world.folder().resolve("data/flights"));
                Expected expected = new Expected(
                        world,
                        "2013-01-01",
                        "2013-12-31",
                        List.of(files.sorted().toList()))) {
            expected.assertHeldBy(world);
        }
    }

    @Test
    void aSecondRunHasNothingToDoAndStartsNoSparkJob() throws Exception {
        var files = world.files();
        TableFiles ledger = TableFiles.of(world.table("_hindcast/ledger"));

        try (SparkJobs jobs = new SparkJobs()) {
            assertThat(world.expect(0, "run").out())
                    .isEqualTo("nothing to do: all 1,837 partitions of 6 assets are fresh\n");
            assertThat(jobs.started()).isEmpty();
        }
        assertThat(world.files()).isEqualTo(files);
        // No lease either, which would be a commit of the ledger.
        assertThat(TableFiles.of(world.table("_hindcast/ledger"))).isEqualTo(ledger);
    }
}
