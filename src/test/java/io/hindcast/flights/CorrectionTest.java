package io.hindcast.flights;

import static io.hindcast.flights.FlightsWorld.days;
import static io.hindcast.testing.Landing.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.testing.Landing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that correct days which were built before. */
@Tag("once")
@Tag("spark")
class CorrectionTest {

    private static final String FROM = "2013-01-01";
    private static final String UNTIL = "2013-03-31";

    private static final String DISTANCES = "2013-03-10";
    private static final String CANCELLED = "2013-03-30";

    @TempDir
    static Path base;

    private static FlightsWorld world;
    private static SortedMap<String, TableFiles> before;
    private static JsonNode ended;

    @BeforeAll
    static void oneRunTakesUpTwoCorrections() {
        world = FlightsWorld.built(base);
        before = world.files();
        Landing.write(
                world.flights("distances.csv.gz"),
                Landing.flights(DISTANCES, DISTANCES).stream()
                        .filter(line -> line.contains(",UA,"))
                        .map(line -> with(line, "distance", "1"))
                        .toList());
        Landing.write(
                world.flights("cancelled.csv"),
                Landing.flights(CANCELLED, CANCELLED).stream()
                        .map(Landing::cancelled)
                        .toList());
        ended = world.json(0, "run");
    }

    @Test
    void theDaysAreRebuiltAndWhatReadsThemAndNothingElse() {
        SortedSet<String> both = new TreeSet<>(List.of(DISTANCES, CANCELLED));

        // delay_7d reads no distance. A Java job may read all: plane_rotation is computed again, and equal.
        assertThat(world.changedSince(before))
                .containsEntry("flights_clean", both)
                .containsEntry("daily_delays", both)
                .containsEntry("delay_7d", days(CANCELLED, UNTIL))
                .containsEntry("carrier_month", new TreeSet<>(List.of("2013-03-01")))
                .containsEntry("carrier_ledger", days(DISTANCES, UNTIL))
                .containsEntry("plane_rotation", days(CANCELLED, CANCELLED));
        assertThat(ended.path("committed").asInt()).isEqualTo(2 + 2 + 2 + 1 + 22 + 1);
        assertThat(ended.path("unchanged").asInt()).isEqualTo(1);
        assertThat(ended.path("skipped").asInt()).isEqualTo(7);
    }

    @Test
    void aDayOfCancelledFlightsHasNoRowsLeftAndIsFresh() {
        assertThat(world.rows("flights_clean")
                        .where("ds = '" + CANCELLED + "' AND cancelled")
                        .count())
                .isEqualTo(Landing.flights(CANCELLED, CANCELLED).size());
        for (String empty : List.of("daily_delays", "plane_rotation")) {
            assertThat(world.rows(empty).where("ds = '" + CANCELLED + "'").isEmpty())
                    .isTrue();
            assertThat(TableFiles.of(world.table(empty)).files()).doesNotContainKey(CANCELLED);
            assertThat(world.status(empty)).isEqualTo(Map.of("fresh", FROM + ".." + UNTIL));
        }
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do: all 453 partitions");
    }

    @Test
    void everyRowIsWhatPlainQueriesMakeOfAllFiles() {
        List<Path> first = Stream.of("2013-01.csv.gz", "2013-02.csv.gz", "2013-03.csv.gz")
                .map(world::flights)
                .toList();
        List<Path> corrections = List.of(world.flights("distances.csv.gz"), world.flights("cancelled.csv"));
        try (Expected expected = new Expected(world, FROM, UNTIL, List.of(first, corrections))) {
            expected.assertHeldBy(world);
        }
    }
}
