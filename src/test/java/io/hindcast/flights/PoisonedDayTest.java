package io.hindcast.flights;

import static io.hindcast.testing.Landing.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.cli.CommandLine;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.testing.Landing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day whose landing file makes a job raise: a time that no clock shows. */
@Tag("once")
@Tag("spark")
class PoisonedDayTest {

    private static final String FROM = "2013-01-25";
    private static final String UNTIL = "2013-02-12";
    private static final String DAY = "2013-02-03";

    @TempDir
    Path base;

    @Test
    void theDayAloneIsSetAsideAndACorrectedFileMendsIt() {
        FlightsWorld world = FlightsWorld.ofDays(base, FROM, UNTIL);
        List<String> lines = new ArrayList<>(Landing.flights(FROM, UNTIL));
        int poisoned = firstOf(lines, DAY);
        String good = lines.get(poisoned);
        lines.set(poisoned, with(good, "dep_time", "2575"));
        Landing.write(world.flights("flights.csv.gz"), lines);

        CommandLine.Ended ended = world.expect(10, "run");

        assertMessageHelps(ended, world);
        assertHalvedToTheDay(world.ledger());
        assertStandings(world);
        assertNothingMoves(world);
        assertTriedAgainWhenAskedTo(world);

        Landing.write(world.flights("correction.csv"), List.of(good));
        SortedMap<String, TableFiles> before = world.files();
        JsonNode mended = world.json(0, "run");

        assertThat(mended.path("committed").asInt()).isEqualTo(1 + 1 + 7 + 1 + 10 + 1);
        assertThat(mended.path("unchanged").asInt() + mended.path("skipped").asInt())
                .isZero();
        assertThat(world.changedSince(before).get("flights_clean")).containsExactly(DAY);
        assertThat(world.changedSince(before).get("delay_7d")).isEqualTo(FlightsWorld.days(DAY, "2013-02-09"));
        try (Expected expected = new Expected(
                world,
                FROM,
                UNTIL,
                List.of(List.of(world.flights("flights.csv.gz")), List.of(world.flights("correction.csv"))))) {
            expected.assertHeldBy(world);
        }
    }

    private static int firstOf(List<String> lines, String day) {
        for (int i = 0; i < lines.size(); i++) {
            if (Landing.day(lines.get(i)).toString().equals(day)
                    && !lines.get(i).contains(",,")) {
                return i;
            }
        }
        throw new AssertionError("no flight on " + day);
    }

    private static void assertMessageHelps(CommandLine.Ended ended, FlightsWorld world) {
        assertThat(ended.out())
                .contains("done, some partitions quarantined")
                .contains("flights_clean@" + DAY)
                .contains("2575")
                .contains("hindcast run " + world.folder() + "\n")
                .contains(
                        "hindcast run " + world.folder() + " --mode quarantined --select 'flights_clean@" + DAY + "'");
    }

    private static void assertHalvedToTheDay(List<Entry> entries) {
        List<Entry> failed =
                entries.stream().filter(entry -> entry.event() == Event.FAILED).toList();
        assertThat(failed).allMatch(entry -> entry.asset().equals("flights_clean"));
        assertThat(failed.get(0).attempt()).hasValue(1);
        assertThat(failed.get(1).attempt()).hasValue(2);
        assertThat(failed.get(1).step()).isEqualTo(failed.get(0).step());
        assertThat(failed).extracting(Entry::step).anyMatch(step -> step.matches("flights_clean/\\d+(\\.[12])+"));
        assertThat(entries)
                .filteredOn(entry -> entry.event() == Event.QUARANTINED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.asset()).isEqualTo("flights_clean");
                    assertThat(entry.partition()).isEqualTo(DAY);
                    assertThat(entry.error()).contains("2575");
                });
    }

    private static void assertStandings(FlightsWorld world) {
        assertThat(world.status("flights_clean"))
                .containsEntry("quarantined", DAY)
                .containsEntry("fresh", "2013-01-25..2013-02-02,2013-02-04..2013-02-12");
        assertThat(world.status("daily_delays")).containsEntry("waiting", DAY).doesNotContainKey("missing");
        assertThat(world.status("plane_rotation")).containsEntry("waiting", DAY);
        assertThat(world.status("delay_7d"))
                .containsEntry("waiting", "2013-02-03..2013-02-09")
                .containsEntry("fresh", "2013-01-25..2013-02-02,2013-02-10..2013-02-12");
        assertThat(world.status("carrier_month"))
                .containsEntry("waiting", "2013-02")
                .containsEntry("fresh", "2013-01");
        assertThat(world.status("carrier_ledger"))
                .containsEntry("waiting", "2013-02-03..2013-02-12")
                .containsEntry("fresh", "2013-01-25..2013-02-02");
    }

    private static void assertTriedAgainWhenAskedTo(FlightsWorld world) {
        SortedMap<String, TableFiles> before = world.files();

        JsonNode again = world.json(10, "run", "--mode", "quarantined", "--select", "flights_clean@" + DAY);

        assertThat(again.path("run").asText()).startsWith("r-");
        assertThat(again.path("committed").asInt()).isZero();
        assertThat(again.path("quarantined").asInt()).isEqualTo(1);
        assertThat(world.changedSince(before)).isEmpty();
        assertThat(world.ledger())
                .filteredOn(entry -> entry.event() == Event.QUARANTINED)
                .hasSize(2);
        JsonNode why = world.json(0, "why", "flights_clean@" + DAY);
        assertThat(why.path("standing").asText()).isEqualTo("quarantined");
        assertThat(why.path("quarantine").path("error").asText()).contains("2575");
        assertThat(why.path("quarantine").path("run").asText())
                .isEqualTo(again.path("run").asText());
    }

    private static void assertNothingMoves(FlightsWorld world) {
        SortedMap<String, TableFiles> before = world.files();
        JsonNode again = world.json(10, "run");
        assertThat(again.path("run").isNull()).isTrue();
        assertThat(again.path("quarantined").asInt()).isEqualTo(1);
        assertThat(again.path("left").asInt()).isEqualTo(1 + 7 + 1 + 10 + 1);
        assertThat(world.files()).isEqualTo(before);
        CommandLine.Ended shown = world.expect(10, "run");
        assertThat(shown.out()).startsWith("nothing to do: ").contains("flights_clean@" + DAY, "2575");
    }
}
