package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is gone: the tables tell what it told. */
@Tag("spark")
class RepairTest {

    private static final Set<Event> OF_COMMITS = Set.of(Event.COMMITTED, Event.UNCHANGED);

    @TempDir
    Path base;

    @Test
    void aLostLedgerIsMadeAgainFromTheTables() {
        FlightsWorld world = FlightsWorld.built(base);
        world.expect(0, "run", "--select", "plane_rotation@2013-01-05", "--force");
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
                entry.hash());
    }
}
