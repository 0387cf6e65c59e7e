package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(Files.readAllBytes(file)).isEqualTo(early);
        late[late.length / 2] ^= 1;
        write(file, late);
        assertThat(world.json(0, "status")).isEqualTo(status);
        Files.delete(file);
        assertThat(world.json(0, "status")).isEqualTo(status);
        assertThat(file).doesNotExist();

        // Who may write makes up for it, even with nothing else to do.
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");
        assertThat(file).exists();
        assertThat(world.json(0, "status")).isEqualTo(status);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }
}
