package io.hindcast.flights;

import static io.hindcast.flights.FlightsWorld.days;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a rebuild of some days touches, by the lists of files in the Delta logs. */
@Tag("once")
@Tag("spark")
class RewriteTest {

    @TempDir
    Path base;

    private FlightsWorld world;

    @BeforeEach
    void threeMonthsAreBuilt() {
        world = FlightsWorld.built(base);
    }

    @Test
    void daysForcedWithEqualContentTouchNoFileAtAll() {
        SortedMap<String, TableFiles> before = world.files();
        int known = world.ledger().size();

        JsonNode ended = world.json(
                0, "run", "--select", "flights_clean@2013-02-15..2013-02-17+", "--force", "--reason", "to be sure");

        assertThat(world.changedSince(before)).isEmpty();
        assertThat(ended.path("committed").asInt()).isZero();
        assertThat(ended.path("unchanged").asInt()).isEqualTo(3);
        // daily_delays, delay_7d, carrier_month, carrier_ledger, plane_rotation
        assertThat(ended.path("skipped").asInt()).isEqualTo(3 + 9 + 1 + 45 + 3);
        List<Entry> entries = world.ledger().subList(known, world.ledger().size());
        assertThat(entries)
                .filteredOn(entry -> entry.event() == Event.UNCHANGED)
                .allMatch(entry -> entry.asset().equals("flights_clean"))
                .extracting(Entry::partition)
                .containsExactlyInAnyOrderElementsOf(days("2013-02-15", "2013-02-17"));
        assertThat(entries)
                .filteredOn(entry -> entry.event() == Event.REQUESTED)
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).contains("--force", "to be sure"));
        assertThat(skipped(entries, "delay_7d")).isEqualTo(days("2013-02-15", "2013-02-23"));
        assertThat(skipped(entries, "carrier_month")).containsExactly("2013-02");
        assertThat(skipped(entries, "carrier_ledger")).isEqualTo(days("2013-02-15", "2013-03-31"));
        assertThat(world.run("run").out()).startsWith("nothing to do: all 453 partitions");
    }

    /** Which partitions of an asset the ledger calls skipped; its rows hold ranges. */
    private static SortedSet<String> skipped(List<Entry> entries, String asset) {
        SortedSet<String> partitions = new TreeSet<>();
        entries.stream()
                .filter(entry -> entry.event() == Event.SKIPPED && entry.asset().equals(asset))
                .forEach(entry -> partitions.addAll(Ranges.days(entry.partition())));
        return partitions;
    }

    @Test
    void aJobWrittenOtherwiseWithTheSameResultTouchesNoFile() {
        SortedMap<String, TableFiles> before = world.files();
        world.replace("flights_clean.sql", "f.last.year AS plane_year", "f.last.year + 0 AS plane_year");

        world.expect(0, "run", "--select", "flights_clean@2013-02-15..2013-02-17+", "--force");

        assertThat(world.changedSince(before)).isEmpty();
    }

    @Test
    void aColumnThatOnlyAJavaJobMayReadReachesNobodyElse() {
        SortedMap<String, TableFiles> before = world.files();
        int known = world.ledger().size();
        world.replace(
                "flights_clean.sql",
                "f.last.manufacturer AS manufacturer",
                "concat(f.last.manufacturer, CASE WHEN c.ds = DATE'2013-02-16' THEN '!' ELSE '' END) AS manufacturer");

        world.expect(0, "run", "--select", "flights_clean@2013-02-15..2013-02-17+", "--force");

        assertThat(world.changedSince(before).get("flights_clean")).containsExactly("2013-02-16");
        assertThat(world.ledger().subList(known, world.ledger().size()))
                .filteredOn(entry -> entry.event() == Event.COMMITTED || entry.event() == Event.UNCHANGED)
                .extracting(Entry::asset)
                .containsOnly("flights_clean", "plane_rotation");
        assertThat(world.expect(0, "why", "daily_delays@2013-02-16").out().replaceAll("\\s+", " "))
                .contains("is fresh", "only column manufacturer changed, which it does not read");
    }

    @Test
    void oneDayWithOtherContentRewritesWhatReadsItAndNothingElse() {
        SortedMap<String, TableFiles> before = world.files();
        // Only the departures of one day are later now, though all days of the request are computed again.
        world.replace(
                "flights_clean.sql",
                "c.last.dep_delay AS dep_delay",
                "c.last.dep_delay + CASE WHEN c.ds = DATE'2013-02-16' THEN 1 ELSE 0 END AS dep_delay");

        JsonNode ended = world.json(0, "run", "--select", "flights_clean@2013-02-15..2013-02-17+", "--force");

        assertThat(world.changedSince(before))
                .containsOnlyKeys(FlightsWorld.ASSETS)
                .containsEntry("flights_clean", days("2013-02-16", "2013-02-16"))
                .containsEntry("daily_delays", days("2013-02-16", "2013-02-16"))
                .containsEntry("delay_7d", days("2013-02-16", "2013-02-22"))
                .containsEntry("carrier_month", new TreeSet<>(List.of("2013-02-01")))
                .containsEntry("carrier_ledger", days("2013-02-16", "2013-03-31"))
                .containsEntry("plane_rotation", days("2013-02-16", "2013-02-16"));
        assertThat(ended.path("committed").asInt()).isEqualTo(1 + 1 + 7 + 1 + 44 + 1);
        // The code moved for all days; the request named three of them.
        assertThat(world.status("flights_clean"))
                .containsEntry("fresh", "2013-02-15..2013-02-17")
                .containsEntry("stale", "2013-01-01..2013-02-14,2013-02-18..2013-03-31");
    }
}
