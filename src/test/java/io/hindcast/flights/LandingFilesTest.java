package io.hindcast.flights;

import static io.hindcast.testing.Landing.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.cli.CommandLine;
import io.hindcast.testing.Landing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing files that are as they should be, and such as are not. */
@Tag("once")
@Tag("spark")
class LandingFilesTest {

    /** Some flights of the first day, the header not counted. */
    private static final List<String> LINES =
            Landing.flights("2013-01-01", "2013-01-01").subList(0, 20);

    @TempDir
    Path base;

    /** What can be wrong with a line, and a line made so. */
    private static Map<String, UnaryOperator<String>> malformed() {
        Map<String, UnaryOperator<String>> wrongs = new TreeMap<>();
        wrongs.put("a word for a number", line -> with(line, "dep_delay", "soon"));
        wrongs.put("a number too large", line -> with(line, "distance", "99999999999"));
        wrongs.put("too few columns", line -> line.substring(0, line.lastIndexOf(',')));
        wrongs.put("too many columns", line -> line + ",more");
        wrongs.put("no such month", line -> with(line, "month", "13"));
        wrongs.put("no such day", line -> with(line, "day", "32"));
        wrongs.put("no year", line -> with(line, "year", ""));
        wrongs.put("no time", line -> with(line, "time_hour", "at noon"));
        return wrongs;
    }

    private static final Map<String, String> WRONG_CELLS = Map.of(
            "a word for a number", "cause:   dep_delay is 'soon', which is no ",
            "a number too large", "cause:   distance is '99999999999', which is no ",
            "no time", "cause:   time_hour is 'at noon', which is no timestamp");

    @Test
    void aMalformedRowIsAnErrorWithFileAndLineAndNothingIsStaged() {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-01", "2013-01-03");
        Landing.write(world.flights("good.csv"), LINES.subList(0, 5));
        int line = 4;
        for (var wrong : malformed().entrySet()) {
            // In turn in the middle of a plain and of a packed file, and each on a line of its own.
            String name = "data/flights/bad.csv" + (line % 2 == 0 ? ".gz" : "");
            List<String> lines = new ArrayList<>(LINES);
            lines.set(line - 2, wrong.getValue().apply(lines.get(line - 2)));
            Landing.write(world.folder().resolve(name), lines);

            CommandLine.Ended ended = world.expect(2, "stage", "--select", "flights");

            assertThat(ended.err())
                    .as(wrong.getKey())
                    .contains(name + ":" + line + ":", "[HC-450]", "way out: ")
                    .contains(WRONG_CELLS.getOrDefault(wrong.getKey(), ""));
            assertThat(TableFiles.of(world.table("staging/flights")).files())
                    .as(wrong.getKey())
                    .isEmpty();
            remove(world.folder().resolve(name));
            line++;
        }
    }

    @Test
    void aHeaderThatSaysOtherwiseIsAnErrorOfItsLine() throws IOException {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-01", "2013-01-03");
        Landing.write(world.flights("bad.csv"), LINES);
        Path file = world.flights("bad.csv");
        Files.writeString(file, Files.readString(file).replaceFirst("dep_delay,arr_time", "arr_time,dep_delay"));

        CommandLine.Ended ended = world.expect(2, "run");

        assertThat(ended.err()).contains("data/flights/bad.csv:1:", "[HC-451]");
        assertThat(TableFiles.of(world.table("staging/flights")).files()).isEmpty();
    }

    @Test
    void everyFileIsLoadedOnceAndACorrectedOneUnderItsNewName() {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-01", "2013-01-03");
        List<String> bad = new ArrayList<>(LINES);
        bad.set(7, with(bad.get(7), "flight", "x"));
        Landing.write(world.flights("first.csv"), bad);
        world.expect(2, "stage");
        remove(world.flights("first.csv"));
        Landing.write(world.flights("second.csv"), LINES);

        JsonNode staged = world.json(0, "stage", "--select", "flights").path("staged");

        assertThat(staged).hasSize(1);
        assertThat(staged.get(0).path("rows").asInt()).isEqualTo(20);
        assertThat(staged.get(0).path("files").get(0).asText()).isEqualTo("data/flights/second.csv");
        assertThat(world.expect(0, "stage", "--select", "flights").out()).startsWith("nothing to stage");
        assertThat(world.rows("staging/flights").count()).isEqualTo(20);

        Landing.write(world.flights("second.csv"), LINES.subList(0, 19));
        TableFiles before = TableFiles.of(world.table("staging/flights"));
        for (String verb : List.of("stage", "run")) {
            assertThat(world.expect(2, verb).err()).contains("data/flights/second.csv", "has changed", "HC-452");
        }
        assertThat(TableFiles.of(world.table("staging/flights"))).isEqualTo(before);
    }

    @Test
    void aFileEditedToTheSameLengthIsAnErrorAndACopyOfItIsNone() throws IOException {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-01", "2013-01-03");
        Path file = world.flights("first.csv");
        Landing.write(file, LINES);
        world.expect(0, "stage");
        byte[] loaded = Files.readAllBytes(file);
        FileTime then = Files.getLastModifiedTime(file);

        Files.setLastModifiedTime(file, FileTime.fromMillis(then.toMillis() + 5_000));
        assertThat(world.expect(0, "stage").out()).startsWith("nothing to stage");

        byte[] edited = loaded.clone();
        edited[edited.length - 2] = 'X';
        Files.write(file, edited);
        Files.deleteIfExists(file.resolveSibling(".first.csv.crc"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(then.toMillis() + 10_000));
        for (String verb : List.of("stage", "run", "plan")) {
            assertThat(world.expect(2, verb).err())
                    .contains("data/flights/first.csv", "has changed", "[HC-456]", "as a new file");
        }
        assertThat(world.rows("staging/flights").count()).isEqualTo(LINES.size());

        Files.write(file, loaded);
        assertThat(world.expect(0, "stage").out()).startsWith("nothing to stage");
    }

    @Test
    void aFileOfAnyNameIsLoadedAndRememberedByIt() {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-01", "2013-01-03");
        List<String> names = List.of(
                "flights (1).csv",
                "100%.csv",
                "50%25.csv",
                "a+b#c.csv",
                "k=v,w.csv",
                "zürich.csv",
                "[a].csv",
                "{b}.csv");
        for (int i = 0; i < names.size(); i++) {
            Landing.write(world.flights(names.get(i)), LINES.subList(i, i + 1));
        }
        // No rows are none to object to.
        Landing.write(world.flights("empty.csv"), List.of());

        JsonNode staged = world.json(0, "stage", "--select", "flights").path("staged");

        assertThat(staged.get(0).path("rows").asInt()).isEqualTo(names.size());
        assertThat(world.rows("staging/flights").select("_file").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "data/flights/" + name).toList());
        assertThat(world.expect(0, "stage", "--select", "flights").out()).startsWith("nothing to stage");
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
            Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
