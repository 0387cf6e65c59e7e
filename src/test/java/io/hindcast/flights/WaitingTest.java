package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.testing.Landing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that are declared and have not landed yet. */
@Tag("once")
@Tag("spark")
class WaitingTest {

    @TempDir
    Path base;

    @Test
    void daysThatHaveNotLandedWaitAndTheRestIsDone() {
        FlightsWorld world = FlightsWorld.ofDays(base, "2013-01-29", "2013-02-04");
        Landing.write(world.flights("early.csv"), Landing.flights("2013-01-29", "2013-02-02"));

        JsonNode ended = world.json(20, "run");

        assertThat(ended.path("outcome").asText()).isEqualTo("waiting");
        assertThat(ended.path("committed").asInt()).isEqualTo(5 * 5 + 1);
        assertThat(ended.path("left").asInt()).isEqualTo(5 * 2 + 1);
        for (String days : List.of("flights_clean", "daily_delays", "delay_7d", "carrier_ledger", "plane_rotation")) {
            assertThat(world.status(days))
                    .as(days)
                    .isEqualTo(Map.of("fresh", "2013-01-29..2013-02-02", "waiting", "2013-02-03..2013-02-04"));
        }
        assertThat(world.status("carrier_month")).isEqualTo(Map.of("fresh", "2013-01", "waiting", "2013-02"));
        assertThat(world.json(20, "run").path("run").isNull()).isTrue();

        Landing.write(world.flights("late.csv"), Landing.flights("2013-02-03", "2013-02-04"));
        JsonNode rest = world.json(0, "run");
        assertThat(rest.path("committed").asInt()).isEqualTo(5 * 2 + 1);
        try (Expected expected = new Expected(
                world,
                "2013-01-29",
                "2013-02-04",
                List.of(List.of(world.flights("early.csv"), world.flights("late.csv"))))) {
            expected.assertHeldBy(world);
        }
    }
}
