package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.testing.RandomRetries;
import io.hindcast.testing.RandomWorlds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded policies of every kind, carried out by a run in virtual time and by the real Tenacity: the same waits, the same
 * number of attempts, the same end, the same calls of hooks and the same statistics. Random waits are given the same numbers.
 */
@Tag("once")
@Tag("long")
class TenacityTest {

    private static final int CASES = 600;
    private static final int NOT_TO_BE_HAD = 69;
    private static final double ROUNDING = 1e-6;
    private static final Path HOME = Path.of(System.getProperty("hindcast.home", "."));
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aRunWaitsStopsAndTriesAgainAsTenacityDoes() throws IOException, InterruptedException {
        String library = library();
        List<TenacityCase> cases = new ArrayList<>();
        ArrayNode asked = JsonNodeFactory.instance.arrayNode();
        for (int seed = 0; seed < RandomWorlds.count(CASES); seed++) {
            TenacityCase each = TenacityCase.of(new RandomRetries(seed));
            cases.add(each);
            asked.add(each.tree());
        }

        JsonNode answers = MAPPER.readTree(python(library, asked.toString()));

        assertThat(answers).hasSize(cases.size());
        Map<String, Integer> ends = new TreeMap<>();
        for (int seed = 0; seed < cases.size(); seed++) {
            ObjectNode ours = cases.get(seed).carriedOut();
            requireSame(cases.get(seed), seed, ours, answers.get(seed));
            ends.merge(ours.path("end").asText(), 1, Integer::sum);
        }
        // Each way to end was met often.
        assertThat(ends).containsOnlyKeys("done", "given up", "not tried again");
        assertThat(ends.values()).allMatch(count -> count > cases.size() / 20);
    }

    private static void requireSame(TenacityCase each, int seed, JsonNode ours, JsonNode theirs) {
        String what = "seed " + seed + ": " + each.policy() + "\n" + each.attempts();
        assertThat(ours.path("end")).as(what).isEqualTo(theirs.path("end"));
        assertThat(ours.path("waits").size())
                .as(what)
                .isEqualTo(theirs.path("waits").size());
        for (int i = 0; i < ours.path("waits").size(); i++) {
            assertThat(ours.path("waits").get(i).asDouble())
                    .as("wait %s of %s", i + 1, what)
                    .isCloseTo(theirs.path("waits").get(i).asDouble(), within(ROUNDING));
        }
        for (String count : List.of("before", "after", "before_sleep", "gave_up", "attempts")) {
            assertThat(ours.path(count).asInt())
                    .as("%s, %s", count, what)
                    .isEqualTo(theirs.path(count).asInt());
        }
        assertThat(ours.path("idle").asDouble())
                .as("idle, %s", what)
                .isCloseTo(theirs.path("idle").asDouble(), within(ROUNDING));
        // Tenacity takes the time where it asks whether to stop, and nowhere else.
        if (theirs.path("end").asText().equals("given up")) {
            assertThat(ours.path("delay").asDouble())
                    .as("delay, %s", what)
                    .isCloseTo(theirs.path("delay").asDouble(), within(ROUNDING));
        }
    }

    /** Missing on a user's machine, this is skipped; on the one that decides, it fails. */
    private String library() throws IOException, InterruptedException {
        Path told = folder.resolve("told");
        Path log = folder.resolve("log");
        int exit = new ProcessBuilder(HOME.resolve("scripts/get-tenacity").toString())
                .redirectOutput(told.toFile())
                .redirectError(log.toFile())
                .start()
                .waitFor();
        boolean isCi = "true".equals(System.getenv("CI"));
        assumeTrue(isCi || exit != NOT_TO_BE_HAD, Files.readString(log));
        assertThat(exit).as(Files.readString(log)).isZero();
        return Files.readString(told).strip();
    }

    private String python(String library, String cases) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("cases.json"), cases);
        Path out = folder.resolve("answers.json");
        Path log = folder.resolve("python.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "python3",
                        HOME.resolve("src/test/python/tenacity_oracle.py").toString())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile());
        builder.environment().put("PYTHONPATH", library);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
