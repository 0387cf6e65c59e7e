package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.testing.Landing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** All assets over ten days, on one of which the clocks go forward: what a new row of a source reaches, and what not. */
@Tag("once")
@Tag("spark")
@TestMethodOrder(OrderAnnotation.class)
class AllAssetsTest {

    private static final String FROM = "2013-03-03";
    private static final String UNTIL = "2013-03-12";

    /** The local days 9 and 10, the second of which has 23 hours. */
    private static final String HOURS = "2013-03-09T05..2013-03-11T03";

    @TempDir
    static Path base;

    private static FlightsWorld world;

    @BeforeAll
    static void tenDaysAreBuilt() {
        world = FlightsWorld.withAllAssets(base, FROM, UNTIL);
        world.replace("warehouse.yaml", "from: 2013-01-01, until: 2013-12-30", "from: 2013-03-01, until: 2013-03-11");
        world.replace("warehouse.yaml", "data/weather/*.csv.gz", "data/weather/*");
        world.replace(
                "hourly_weather.sql",
                "from: 2013-11-01T04, until: 2013-12-01T04",
                "from: 2013-03-09T05, until: 2013-03-11T03");
        world.replace("week_ranking.sql", "from: 2012-12-31, until: 2013-12-30", "from: 2013-02-25, until: 2013-03-11");
        // The whole month, so that there is weather before and after the days that are declared.
        FlightsWorld.copy(FlightsWorld.JOBS.resolve("data/weather/2013-03.csv.gz"), weather("2013-03.csv.gz"));
        Landing.write(world.flights("first.csv.gz"), Landing.flights(FROM, UNTIL));
        world.expect(0, "run");
    }

    private static Path weather(String file) {
        return world.folder().resolve("data/weather").resolve(file);
    }

    @Test
    @Order(1)
    void everyPartitionIsFreshAndNothingWaits() {
        assertThat(world.status("hourly_weather")).isEqualTo(Map.of("fresh", HOURS));
        assertThat(world.status("week_ranking")).isEqualTo(Map.of("fresh", "2013-02-25..2013-03-11"));
        assertThat(world.status("origin_day"))
                .isEqualTo(Map.of("fresh", "ds=" + FROM + ".." + UNTIL + "&origin=EWR,JFK,LGA"));
        assertThat(world.status("route_year")).isEqualTo(Map.of("fresh", "*"));
        assertThat(world.status("weather_delay")).isEqualTo(Map.of("fresh", FROM + ".." + UNTIL));
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do: all 142 partitions of 11 assets");
    }

    @Test
    @Order(2)
    void aFlightMoreReachesWhatReadsItsDayAndNothingElse() {
        String flight = Landing.flights("2013-03-05", "2013-03-05").stream()
                .filter(line -> line.contains(",UA,") && line.contains(",EWR,") && !line.contains(",,"))
                .findFirst()
                .orElseThrow();
        Landing.write(world.flights("late.csv"), List.of(Landing.with(flight, "flight", "9999")));
        world.expect(0, "stage");

        assertThat(planned())
                .doesNotContainKey("hourly_weather")
                .containsEntry("flights_clean", "1: 2013-03-05")
                .containsEntry("origin_day", "6: ds=2013-03-05,2013-03-12&origin=EWR,JFK,LGA")
                .containsEntry("route_year", "1: *")
                .containsEntry("weather_delay", "2: 2013-03-04..2013-03-05")
                .containsEntry("week_ranking", "2: 2013-03-04..2013-03-11");

        SortedMap<String, TableFiles> before = world.files();
        world.expect(0, "run");
        // The places of the week did not move, nor did the other airports' days.
        assertThat(Map.copyOf(world.changedSince(before)))
                .doesNotContainKey("hourly_weather")
                .hasEntrySatisfying(
                        "origin_day", days -> assertThat(days).containsExactly("2013-03-05/EWR", "2013-03-12/EWR"))
                .hasEntrySatisfying("route_year", whole -> assertThat(whole).containsExactly("*"))
                .hasEntrySatisfying(
                        "weather_delay", days -> assertThat(days).containsExactly("2013-03-04", "2013-03-05"))
                .hasEntrySatisfying("week_ranking", weeks -> assertThat(weeks).contains("2013-03-04"));
    }

    @Test
    @Order(3)
    void theWeatherOfADayReachesItsHoursAndThoseOfTheNext() throws IOException {
        List<String> month = Landing.lines(weather("2013-03.csv.gz"));
        List<String> corrected = Stream.of("2013-03-09T12:00:00Z", "2013-03-10T12:00:00Z")
                .map(hour -> month.stream()
                        .filter(line -> line.startsWith("JFK,") && line.endsWith(hour))
                        .findFirst()
                        .orElseThrow())
                .map(line -> line.replaceFirst("(JFK(,\\d+){4}),[^,]*,", "$1,99.5,"))
                .toList();
        land(month.get(0), corrected.get(1), "second.csv");
        assertThat(planned())
                .containsOnlyKeys("hourly_weather", "weather_delay")
                .containsEntry("hourly_weather", "23: 2013-03-10T05..2013-03-11T03")
                .containsEntry("weather_delay", "1: 2013-03-10");
        land(month.get(0), corrected.get(0), "first.csv");
        assertThat(planned())
                .containsEntry("hourly_weather", "47: " + HOURS)
                .containsEntry("weather_delay", "2: 2013-03-09..2013-03-10");

        SortedMap<String, TableFiles> before = world.files();
        world.expect(0, "run");
        assertThat(Map.copyOf(world.changedSince(before)))
                .hasEntrySatisfying(
                        "hourly_weather",
                        hours -> assertThat(hours)
                                .containsExactly("2013-03-09T12:00:00.000000Z", "2013-03-10T12:00:00.000000Z"))
                .hasEntrySatisfying(
                        "weather_delay", days -> assertThat(days).containsExactly("2013-03-09", "2013-03-10"))
                .hasSize(2);
    }

    private static void land(String header, String line, String file) throws IOException {
        Files.writeString(weather(file), header + "\n" + line + "\n");
        world.expect(0, "stage");
    }

    @Test
    @Order(4)
    void weatherBeyondTheDeclaredDaysIsOfNoConcern() throws IOException {
        List<String> month = Landing.lines(weather("2013-03.csv.gz"));
        String after = month.stream()
                .filter(line -> line.startsWith("JFK,2013,3,12,"))
                .findFirst()
                .orElseThrow();
        land(month.get(0), after, "after.csv");

        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");
    }

    @Test
    @Order(5)
    void everyRowIsWhatPlainQueriesMakeOfAllFiles() {
        requireRight(
                List.of(world.flights("first.csv.gz"), world.flights("late.csv")),
                List.of(weather("2013-03.csv.gz"), weather("second.csv"), weather("first.csv"), weather("after.csv")));
    }

    private static void requireRight(List<Path> flights, List<Path> weather) {
        Weathered weathered =
                new Weathered(weather.stream().map(List::of).toList(), "2013-03-11", "2013-03-09", "2013-03-10");
        List<List<Path>> loads = flights.stream().map(List::of).toList();
        try (Expected expected = new Expected(world, FROM, UNTIL, loads)) {
            expected.assertAllHeldBy(world, weathered);
        }
    }

    /** Asset to what a run would build: how many partitions, from the first of its steps to the last. */
    private static Map<String, String> planned() {
        Map<String, List<JsonNode>> steps = new TreeMap<>();
        world.json(0, "plan")
                .path("steps")
                .forEach(step -> steps.computeIfAbsent(step.path("asset").asText(), asset -> new ArrayList<>())
                        .add(step));
        Map<String, String> sets = new TreeMap<>();
        steps.forEach((asset, own) -> {
            int count =
                    own.stream().mapToInt(step -> step.path("count").asInt()).sum();
            String first = own.get(0).path("partitions").asText();
            String last = own.get(own.size() - 1).path("partitions").asText();
            String range = own.size() == 1
                    ? first
                    : first.substring(0, first.indexOf("..")) + last.substring(last.lastIndexOf(".."));
            sets.put(asset, count + ": " + range);
        });
        return sets;
    }
}
