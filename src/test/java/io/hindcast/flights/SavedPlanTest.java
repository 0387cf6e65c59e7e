package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.cli.CommandLine;
import io.hindcast.testing.Landing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are saved, looked at, and carried out later. */
@Tag("once")
@Tag("spark")
class SavedPlanTest {

    private static final String FROM = "2013-01-30";
    private static final String UNTIL = "2013-02-02";

    @TempDir
    Path base;

    private FlightsWorld world;
    private String file = "";

    @BeforeEach
    void fourDaysAreStaged() {
        world = FlightsWorld.ofDays(base, FROM, UNTIL);
        Landing.write(world.flights("flights.csv"), Landing.flights(FROM, UNTIL));
        file = base.resolve("plan.json").toString();
        JsonNode staged = world.json(0, "stage");
        assertThat(staged.path("staged")).hasSize(2);
        assertThat(staged.path("waiting")).isEmpty();
    }

    @Test
    void aPlanIsAppliedAsItWasShown() {
        JsonNode plan = world.json(0, "plan", "--out", file);

        assertThat(plan.path("warehouse").asText()).isEqualTo("flights");
        assertThat(plan.path("plan").asText()).startsWith("p-");
        assertThat(plan.path("sealed").path("sources").path("flights").isInt()).isTrue();
        assertThat(plan.path("sealed").path("fingerprints").path("daily_delays").asText())
                .startsWith("f2:");
        assertThat(plan.path("totals").path("partitions").asInt()).isEqualTo(5 * 4 + 2);
        assertThat(plan.path("totals").path("assets").asInt()).isEqualTo(6);
        JsonNode step = plan.path("steps").get(0);
        assertThat(step.path("asset").asText()).isEqualTo("flights_clean");
        assertThat(step.path("reasons").path("missing").asText())
                .isEqualTo(step.path("partitions").asText());
        assertThat(Path.of(file)).exists();

        JsonNode ended = world.json(0, "apply", plan.path("plan").asText());

        assertThat(ended.propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "run",
                        "outcome",
                        "exit",
                        "committed",
                        "unchanged",
                        "skipped",
                        "quarantined",
                        "left",
                        "seconds",
                        "report",
                        "estimates");
        assertThat(ended.path("run").asText()).startsWith("r-");
        assertThat(ended.path("outcome").asText()).isEqualTo("done");
        assertThat(ended.path("exit").asInt()).isZero();
        assertThat(ended.path("committed").asInt()).isEqualTo(5 * 4 + 2);
        assertThat(world.json(30, "apply", file).toString()).contains("HC-210");
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");
    }

    @Test
    void whatMovedMeanwhileBreaksAPlanOnlyWhenItTouchesIt() throws IOException {
        world.expect(0, "plan", "--select", "flights_clean@" + FROM, "--no-downstream", "--out", file);
        String query = Files.readString(world.folder().resolve("flights_clean.sql"));
        world.replace("flights_clean.sql", "2575, is an error.", "2599, is one.");
        world.replace("daily_delays.sql", "sum(distance)", "2 * sum(distance)");
        Landing.write(
                world.flights("other-day.csv"), Landing.flights(UNTIL, UNTIL).subList(0, 1));
        world.expect(0, "stage");
        // A comment, another asset's code and another day's rows are none of its business.
        world.expect(0, "apply", file, "--dry-run");

        world.replace("flights_clean.sql", "c.last.distance AS distance", "c.last.distance + 1 AS distance");
        CommandLine.Ended refused = world.expect(30, "apply", file);
        assertThat(refused.err())
                .contains(
                        "[HC-210]",
                        "the code of flights_clean is another, which concerns 1 step of 1 (flights_clean/1);"
                                + " made again, the plan has the same partitions, to be made from something else");
        assertThat(TableFiles.of(world.table("flights_clean")).version()).isEqualTo(-1);

        Files.writeString(world.folder().resolve("flights_clean.sql"), query);
        JsonNode ended = world.json(0, "apply", file);
        assertThat(ended.path("committed").asInt()).isEqualTo(1);
        assertThat(world.status("flights_clean")).containsEntry("fresh", FROM);

        world.expect(0, "plan", "--select", "flights_clean@2013-01-31", "--no-downstream", "--out", file);
        Landing.write(
                world.flights("same-day.csv"),
                List.of(Landing.flights("2013-01-31", "2013-01-31").get(0)));
        world.expect(0, "stage");
        assertThat(world.expect(30, "apply", file).err()).contains("source flights received rows of 2013-01-31");
    }

    @Test
    void aPlanIsMadeAgainAndCarriedOutOnlyWithConsent() throws IOException {
        String other = base.resolve("again.json").toString();
        world.expect(0, "plan", "--select", "flights_clean", "--no-downstream", "--until", "2013-01-31", "--out", file);
        world.expect(0, "apply", file, "--reseal", "--dry-run");
        JsonNode same = world.json(0, "apply", file, "--reseal", "--dry-run");
        assertThat(same.path("holds").asBoolean()).isTrue();
        assertThat(same.path("difference")).isEmpty();
        world.replace("flights_clean.sql", "c.last.distance AS distance", "c.last.distance + 1 AS distance");

        CommandLine.Ended shown = world.expect(30, "apply", file, "--reseal", "--out", other);
        assertThat(shown.out())
                .contains(
                        "no longer holds; since it was made:",
                        "the code of flights_clean is another",
                        "it is for 2 partitions of 1 asset; before it was for 2 partitions of 1 asset",
                        "as before: 2 partitions");
        assertThat(shown.err()).contains("nothing was carried out", "hindcast apply");
        assertThat(TableFiles.of(world.table("flights_clean")).version()).isEqualTo(-1);
        assertThat(Files.readString(Path.of(other))).contains("\n  \"asked\": {\n    \"select\": [");
        assertThat(world.expect(2, "apply", file, "--out", other).err()).contains("[HC-530]");

        assertThat(world.json(0, "apply", file, "--reseal", "--yes")
                        .path("committed")
                        .asInt())
                .isEqualTo(2);

        JsonNode gone = world.json(30, "apply", file, "--reseal");
        assertThat(gone.path("difference")
                        .path("flights_clean")
                        .path("dropped_as")
                        .path("fresh")
                        .asText())
                .isEqualTo("2013-01-30..2013-01-31");
        assertThat(gone.path("exit").asInt()).isEqualTo(30);
        assertThat(world.expect(0, "apply", file, "--reseal", "--yes").out()).contains("nothing to do");
    }
}
