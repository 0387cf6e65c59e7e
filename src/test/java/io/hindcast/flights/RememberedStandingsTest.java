package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands write down of the ledger for the next one: whatever becomes of it, they tell the same. */
@Tag("once")
@Tag("spark")
class RememberedStandingsTest {

    @TempDir
    Path base;

    @Test
    void whateverBecomesOfWhatIsRememberedTheSameIsTold() throws IOException {
        FlightsWorld world = FlightsWorld.built(base);
        Path file = base.resolve("tables/_hindcast/state/standings");
        world.expect(0, "run");
        byte[] early = Files.readAllBytes(file);
        world.expect(0, "run", "--select", "plane_rotation@2013-01-05", "--force");
        byte[] late = Files.readAllBytes(file);
        assertThat(late).isNotEqualTo(early);
        JsonNode status = world.json(0, "status");
        assertThat(Files.readAllBytes(file)).isEqualTo(late);

        write(file, early);
        assertThat(world.json(0, "status")).isEqualTo(status);
        // Whoever looks makes up for it.
        assertThat(Files.readAllBytes(file)).isNotEqualTo(early);
        byte[] damaged = late.clone();
        damaged[late.length / 2] ^= 1;
        write(file, damaged);
        assertThat(world.json(0, "status")).isEqualTo(status);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(damaged);
    }

    @Test
    void everyCommandThatLooksLeavesItForTheNextOne() throws IOException {
        FlightsWorld world = FlightsWorld.built(base);
        world.expect(0, "run");
        Path state = base.resolve("tables/_hindcast/state");
        List<List<String>> looks = List.of(
                List.of("status"),
                List.of("plan"),
                List.of("why", "plane_rotation@2013-01-05"),
                List.of("check"),
                List.of("history"),
                List.of("run"));
        for (List<String> look : looks) {
            forget(state);
            world.expect(0, look.get(0), look.stream().skip(1).toArray(String[]::new));
            assertThat(state.resolve("standings")).as(look.get(0)).isNotEmptyFile();
            assertThat(state.resolve("sources")).as(look.get(0)).isNotEmptyFile();
        }
        // A part would make the next one forget the others.
        forget(state);
        world.expect(0, "check", "--select", "plane_rotation");
        assertThat(state).doesNotExist();
    }

    @Test
    void whoMayNotWriteSeesTheSame() throws IOException {
        FlightsWorld world = FlightsWorld.built(base);
        world.expect(0, "run");
        JsonNode status = world.json(0, "status");
        Path state = base.resolve("tables/_hindcast/state");
        forget(state);
        // A file in the place of the folder: nothing can be written below it, not even by root.
        Files.writeString(state, "");
        assertThat(world.json(0, "status")).isEqualTo(status);
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");
    }

    @Test
    void whoLooksMakesNoRoot() throws IOException {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-01", "2013-01-31");
        world.json(0, "status");
        assertThat(base.resolve("tables")).doesNotExist();
    }

    private static void forget(Path state) throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(state);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }
}
