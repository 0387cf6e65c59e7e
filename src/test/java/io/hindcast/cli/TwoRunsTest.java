package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs on one warehouse at the same time. */
@Tag("once")
@Tag("packaged")
@Tag("soak")
@Tag("spark")
class TwoRunsTest {

    @TempDir
    Path place;

    @Test
    void oneOfTwoIsRefusedAndAThirdThatWaitsFindsTheWorkDone() throws IOException, InterruptedException {
        SmallFlights flights = SmallFlights.in(place.resolve("world"));

        PackedHindcast.Started one = PackedHindcast.start(flights, "run", "--parallel", "2");
        PackedHindcast.Started other = PackedHindcast.start(flights, "run", "--parallel", "2");
        while (one.isAlive() && other.isAlive()) {
            Thread.sleep(20);
        }
        CommandLine.Ended waited = flights.call(0, "run", "--wait", "10m");
        List<PackedHindcast.Ended> both = List.of(one.ended(), other.ended());

        assertThat(both).extracting(PackedHindcast.Ended::exit).containsExactlyInAnyOrder(0, 31);
        PackedHindcast.Ended refused = both.get(0).exit() == 31 ? both.get(0) : both.get(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .containsAnyOf("another run is at work on flights [HC-320]\n", "are left to run")
                .containsPattern("cause: +run r-\\S+ of \\S+@\\S+ has been at work for \\d+ s")
                .contains("--wait 10m");
        assertThat(waited.err()).containsPattern("waiting: run r-\\S+ of \\S+@\\S+ has been at work");
        assertThat(waited.out()).startsWith("nothing to do: ");

        Undisturbed.once().requireSame(new Traces(flights.root()));
    }
}
