package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.testing.Landing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All assets over the last days of the year, and over the hours around the day on which the clocks go back. */
@Tag("spark")
class YearsEndTest {

    private static final String FROM = "2013-12-28";
    private static final String UNTIL = "2013-12-31";

    @TempDir
    static Path base;

    private static FlightsWorld world;

    @BeforeAll
    static void oneCommandBuildsAll() {
        world = FlightsWorld.withAllAssets(base, FROM, UNTIL);
        world.replace("warehouse.yaml", "from: 2013-01-01, until: 2013-12-30", "from: 2013-11-01, until: 2013-12-30");
        world.replace(
                "hourly_weather.sql",
                "from: 2013-11-01T04, until: 2013-12-01T04",
                "from: 2013-11-02T04, until: 2013-11-04T04");
        world.replace("week_ranking.sql", "from: 2012-12-31, until: 2013-12-30", "from: 2013-12-23, until: 2013-12-30");
        for (String month : List.of("2013-11.csv.gz", "2013-12.csv.gz")) {
            FlightsWorld.copy(FlightsWorld.JOBS.resolve("data/weather").resolve(month), weather(month));
        }
        Landing.write(world.flights("last.csv.gz"), Landing.flights(FROM, UNTIL));
        world.expect(0, "run");
    }

    private static Path weather(String file) {
        return world.folder().resolve("data/weather").resolve(file);
    }

    @Test
    void everyRowOfEveryTableIsWhatPlainQueriesMakeOfTheFiles() {
        Weathered weathered = new Weathered(
                List.of(List.of(weather("2013-11.csv.gz"), weather("2013-12.csv.gz"))),
                "2013-12-30",
                "2013-11-02",
                "2013-11-03");
        try (Expected expected = new Expected(world, FROM, UNTIL, List.of(List.of(world.flights("last.csv.gz"))))) {
            expected.assertAllHeldBy(world, weathered);
        }
    }

    @Test
    void theLastDayHasNoWeatherAndIsNotWaitedFor() {
        assertThat(world.status("weather_delay")).isEqualTo(Map.of("fresh", FROM + ".." + UNTIL));
        Row last = world.rows("weather_delay")
                .where("ds = '" + UNTIL + "'")
                .selectExpr("count(*)", "count(observations)", "count(mean_temp)", "count(mean_dep_delay_day_after)")
                .first();

        assertThat(last).hasToString("[3,0,0,0]");
    }

    @Test
    void theWeekOverTheEdgeOfTheYearHoldsItsDaysOnly() {
        assertThat(world.status("week_ranking")).isEqualTo(Map.of("fresh", "2013-12-23..2013-12-30"));
        assertThat(world.rows("week_ranking")
                        .where("week = '2013-12-30'")
                        .selectExpr("max(days)")
                        .first())
                .hasToString("[2]");
    }

    @Test
    void theDayOnWhichTheClocksGoBackHasTwentyFiveHours() {
        assertThat(world.status("hourly_weather")).isEqualTo(Map.of("fresh", "2013-11-02T04..2013-11-04T04"));
        Row day = world.rows("hourly_weather")
                .where("day = '2013-11-03'")
                .selectExpr(
                        "string(min(time_hour))",
                        "string(max(time_hour))",
                        "count(DISTINCT time_hour)",
                        "count(DISTINCT hour)")
                .first();

        // Of its first hour nothing was observed.
        assertThat(day).hasToString("[2013-11-03 05:00:00,2013-11-04 04:00:00,24,23]");
    }
}
