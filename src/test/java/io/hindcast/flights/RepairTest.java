package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.testing.Landing;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is gone: the tables tell what it told. */
@Tag("once")
@Tag("spark")
class RepairTest {

    private static final Set<Event> OF_COMMITS = Set.of(Event.COMMITTED, Event.UNCHANGED, Event.STAGED);

    @TempDir
    Path base;

    @Test
    void aLostLedgerIsMadeAgainFromTheTables() {
        FlightsWorld world = FlightsWorld.built(base);
        world.expect(0, "run", "--select", "plane_rotation@2013-01-05", "--force");
        assertThat(world.ledger())
                .filteredOn(entry -> entry.event() == Event.COMMITTED)
                .allSatisfy(entry -> {
                    assertThat(entry.actor()).contains("@");
                    assertThat(entry.seconds().orElse(0)).isPositive();
                });
        JsonNode status = world.json(0, "status");
        List<String> told = told(world);
        SortedMap<String, TableFiles> files = world.files();

        FlightsWorld.delete(base.resolve("tables/_hindcast/ledger"));
        JsonNode repaired = world.json(0, "repair");

        assertThat(repaired.path("entries").asInt()).isGreaterThanOrEqualTo(told.size());
        assertThat(told(world)).containsExactlyInAnyOrderElementsOf(told);
        assertThat(world.json(0, "status")).isEqualTo(status);
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do: all 453 partitions");
        assertThat(world.files()).isEqualTo(files);
        assertThat(world.expect(0, "repair").out()).startsWith("nothing to repair");
        assertThat(told(world)).hasSize(told.size());
    }

    @Test
    void whyItIsDoneIsKeptOfEveryCommandThatWrites() {
        FlightsWorld world = FlightsWorld.built(base);
        FlightsWorld.delete(base.resolve("tables/_hindcast/ledger"));
        world.expect(0, "repair", "--reason", "lost disk");
        world.expect(0, "run", "--select", "delay_7d@2013-01-05", "--force", "--reason", "a doubt");
        world.expect(0, "resume", "--reason", "go on");
        Path copy = world.flights("more.csv");
        Landing.write(copy, Landing.flights("2013-01-01", "2013-01-01").subList(0, 1));
        world.expect(0, "stage", "--reason", "late file");

        List<Entry> asked = world.ledger().stream()
                .filter(entry -> entry.event() == Event.REQUESTED)
                .toList();
        assertThat(asked)
                .extracting(Entry::reason)
                .containsExactly(
                        "repair (lost disk)",
                        "run --select 'delay_7d@2013-01-05' --force (a doubt)",
                        "resume (go on)",
                        "stage (late file)");
        String staging = asked.get(3).run();
        assertThat(world.ledger().stream()
                        .filter(entry -> entry.run().equals(staging) && entry.event() != Event.LEASED)
                        .map(Entry::event))
                .containsExactly(Event.REQUESTED, Event.STAGED, Event.FINISHED);
    }

    @Test
    void alsoWithoutRepairATableIsNotBuiltTwice() {
        FlightsWorld world = FlightsWorld.built(base);
        JsonNode status = world.json(0, "status");

        FlightsWorld.delete(base.resolve("tables/_hindcast/ledger"));

        assertThat(world.json(0, "status")).isEqualTo(status);
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do: all 453 partitions");
    }

    /** What the ledger tells of commits. */
    private static List<String> told(FlightsWorld world) {
        return world.ledger().stream()
                .filter(entry -> OF_COMMITS.contains(entry.event()))
                .map(RepairTest::line)
                .toList();
    }

    private static String line(Entry entry) {
        return String.join(
                " ",
                entry.event().word(),
                entry.asset(),
                entry.partition(),
                entry.run(),
                entry.step(),
                entry.fingerprint(),
                entry.inputs().toString(),
                entry.version().toString(),
                entry.rows().toString(),
                entry.bytes().toString(),
                entry.files().toString(),
                entry.hash(),
                entry.seconds().toString(),
                entry.actor(),
                entry.detail());
    }
}
