package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked for, over three months that are built, and what comes out; nothing here starts a Spark job. */
@Tag("once")
@Tag("spark")
class RequestTest {

    @TempDir
    static Path base;

    private static FlightsWorld world;

    @BeforeAll
    static void threeMonthsAreBuilt() {
        world = FlightsWorld.built(base);
    }

    @Test
    void aSetInAnotherGrainMeansEveryPartitionThatItOverlaps() {
        assertThat(planned("--select", "daily_delays", "--partitions", "2013-02", "--force"))
                .containsEntry("daily_delays", "2013-02-01..2013-02-28")
                .containsEntry("delay_7d", "2013-02-01..2013-03-06")
                .containsEntry("carrier_month", "2013-02")
                .containsEntry("carrier_ledger", "2013-02-01..2013-03-31")
                .doesNotContainKeys("flights_clean", "plane_rotation");
    }

    @Test
    void fromAndUntilAreInclusiveAndBeforeIsNot() {
        assertThat(planned("--select", "plane_rotation", "--from", "2013-02-10", "--until", "2013-02-12", "--force"))
                .containsExactly(Map.entry("plane_rotation", "2013-02-10..2013-02-12"));
        // Midnight of the third in New York: the second is over, the third has not begun.
        assertThat(planned("--select", "plane_rotation", "--before", "2013-01-03T05:00:00Z", "--force"))
                .containsEntry("plane_rotation", "2013-01-01..2013-01-02");
    }

    @Test
    void whatIsExceptedIsLeftOutWithItsReason() {
        JsonNode plan = plan(
                "--select",
                "flights_clean@2013-02-10..2013-02-12",
                "--except",
                "2013-02-11",
                "--force",
                "--no-downstream");

        assertThat(sets(plan)).containsExactly(Map.entry("flights_clean", "2013-02-10,2013-02-12"));
        assertThat(plan.path("left_out").path("flights_clean").path("excepted").asText())
                .isEqualTo("2013-02-11");
    }

    @Test
    void aTrailingPlusOverrulesNoDownstreamAndALeadingOneBringsWhatIsRead() {
        assertThat(planned("--select", "plane_rotation@2013-02-10", "--force", "--no-downstream"))
                .containsOnlyKeys("plane_rotation");
        assertThat(planned("--select", "daily_delays@2013-02-10+", "--force", "--no-downstream"))
                .containsOnlyKeys("daily_delays", "delay_7d", "carrier_month", "carrier_ledger");
        JsonNode leading = plan("--select", "+delay_7d@2013-02-10", "--force");
        assertThat(leading.path("left_out").path("daily_delays").path("fresh").asText())
                .isEqualTo("2013-02-04..2013-02-10");
        assertThat(leading.path("left_out").path("flights_clean").path("fresh").asText())
                .isEqualTo("2013-02-04..2013-02-10");
    }

    @Test
    void theNewestDaysComeFirstWhereNoSelfForbidsIt() {
        JsonNode oldest = plan("--select", "plane_rotation", "--force").path("steps");
        JsonNode newest =
                plan("--select", "plane_rotation", "--force", "--newest-first").path("steps");

        // So little work is one step either way.
        assertThat(oldest.get(0).path("partitions").asText()).startsWith("2013-01-01..");
        assertThat(newest.get(0).path("partitions").asText()).endsWith("..2013-03-31");
        assertThat(plan("--select", "carrier_ledger", "--force", "--newest-first")
                        .path("steps")
                        .get(0)
                        .path("partitions")
                        .asText())
                .startsWith("2013-01-01");
    }

    @Test
    void whatLiesOutsideIsSaidAndNothingIsDone() {
        JsonNode plan = plan("--select", "daily_delays@2013-03-30..2013-04-02", "--force", "--no-downstream");

        assertThat(sets(plan)).containsEntry("daily_delays", "2013-03-30..2013-03-31");
        assertThat(plan.path("left_out").path("daily_delays").path("outside").asText())
                .isEqualTo("2013-04-01..2013-04-02");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestKnownOne() {
        assertThat(world.expect(2, "run", "--select", "daily_delay").err())
                .contains("[HC-202]", "did you mean 'daily_delays'?");
        assertThat(world.expect(2, "run", "--select", "flights").err()).contains("[HC-203]");
        assertThat(world.expect(2, "run", "--partitions", "yesterday").err()).contains("way out:");
    }

    @Test
    void theModeDecidesWhichStandingsArePlanned(@TempDir Path other) {
        FlightsWorld changed = FlightsWorld.built(other);
        changed.replace("delay_7d.sql", "sum(d.n) AS n", "sum(d.n + 0) AS n");

        JsonNode missing = changed.json(0, "plan", "--mode", "missing");
        assertThat(missing.path("steps")).isEmpty();
        assertThat(missing.path("left_out").path("delay_7d").path("stale").asText())
                .isEqualTo("2013-01-01..2013-03-31");
        JsonNode stale = changed.json(0, "plan", "--newest-first");
        assertThat(sets(stale)).containsOnlyKeys("delay_7d");
        assertThat(stale.path("steps").get(0).path("reasons").path("code").asText())
                .endsWith("2013-03-31");
        assertThat(changed.json(0, "plan", "--mode", "quarantined").path("steps"))
                .isEmpty();
        assertThat(changed.status("delay_7d")).containsOnlyKeys("stale");
    }

    @Test
    void thePresentCanBeGivenAndAnOpenRangeEndsThere(@TempDir Path other) {
        FlightsWorld open = FlightsWorld.built(other);
        for (String asset : List.of(
                "flights_clean.sql",
                "daily_delays.sql",
                "delay_7d.sql",
                "carrier_ledger.sql",
                "plane_rotation.yaml",
                "warehouse.yaml")) {
            open.replace(asset, ", until: 2013-03-31", "");
        }
        open.replace("carrier_month.sql", ", until: 2013-03", "");

        // Noon of 2 April in New York: the first is the last day that is complete, March the last month.
        JsonNode plan = open.json(0, "plan", "--now", "2013-04-02T16:00:00Z");

        assertThat(plan.path("now").asText()).isEqualTo("2013-04-02T16:00:00Z");
        assertThat(plan.path("left_out").path("flights_clean").path("fresh").asText())
                .isEqualTo("2013-01-01..2013-03-31");
        assertThat(plan.path("left_out").path("flights_clean").path("waiting").asText())
                .isEqualTo("2013-04-01");
        assertThat(plan.path("left_out").path("carrier_month").path("fresh").asText())
                .isEqualTo("2013-01..2013-03");
    }

    @Test
    void aPartitionTellsWhatItWasBuiltFromAndWhoReadsIt() {
        JsonNode why = world.json(0, "why", "daily_delays@2013-02-10");

        assertThat(why.path("standing").asText()).isEqualTo("fresh");
        assertThat(why.path("reasons")).isEmpty();
        assertThat(why.path("built").path("event").asText()).isEqualTo("committed");
        assertThat(why.path("content").path("hash").asText()).startsWith("h1:");
        assertThat(why.path("inputs").get(0).path("input").asText()).isEqualTo("flights_clean");
        assertThat(why.path("inputs").get(0).path("partitions").asText()).isEqualTo("2013-02-10");
        assertThat(why.path("consumers").path("delay_7d").asText()).isEqualTo("2013-02-10..2013-02-16");
        assertThat(why.path("consumers").path("carrier_month").asText()).isEqualTo("2013-02");
        assertThat(world.expect(0, "why", "daily_delays@2013-02-10").out()).contains("daily_delays", "fresh");
        assertThat(world.json(0, "why", "daily_delays@2014-02-10")
                        .path("standing")
                        .asText())
                .isEqualTo("outside");
    }

    @Test
    void checkShowsJobsAndWhatTheyRead() {
        JsonNode check = world.json(0, "check");

        assertThat(check.path("problems")).isEmpty();
        assertThat(check.path("assets").path("plane_rotation").path("inputs").has("flights_clean"))
                .isTrue();
        assertThat(check.path("assets")
                        .path("carrier_month")
                        .path("columns")
                        .path("month")
                        .asText())
                .isEqualTo("date");
    }

    private static JsonNode plan(String... words) {
        return world.json(0, "plan", words);
    }

    private static Map<String, String> planned(String... words) {
        return sets(plan(words));
    }

    /** Asset to the partitions that are rewritten, in text form; adjoining ranges of its steps are joined. */
    private static Map<String, String> sets(JsonNode plan) {
        Map<String, List<String>> parts = new TreeMap<>();
        plan.path("steps")
                .forEach(step -> parts.computeIfAbsent(step.path("asset").asText(), asset -> new ArrayList<>())
                        .add(step.path("partitions").asText()));
        Map<String, String> sets = new TreeMap<>();
        parts.forEach((asset, texts) -> sets.put(asset, Ranges.joined(texts)));
        return sets;
    }
}
