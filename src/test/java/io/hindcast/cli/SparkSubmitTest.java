package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hindcast.cli.PackedHindcast.Ended;
import io.hindcast.testing.Landing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a Spark installation, through its spark-submit, where nothing but Delta's jars is beside ours. */
@Tag("packaged")
@Tag("once")
@Tag("spark")
class SparkSubmitTest {

    private static final int NOT_TO_BE_HAD = 69;

    private static String sparkHome = "";

    @TempDir
    Path place;

    /** Missing on a user's machine, this is skipped; on the one that decides, it fails. */
    @BeforeAll
    static void aSparkIsThere(@TempDir Path folder) throws IOException, InterruptedException {
        Ended ended = Launched.run(folder, Map.of(), Launched.script("get-spark"));
        boolean isCi = "true".equals(System.getenv("CI"));
        assumeTrue(isCi || ended.exit() != NOT_TO_BE_HAD, ended.err());
        sparkHome = ended.requireExit(0).out().strip();
    }

    @Test
    void buildsTheSameAsEmbeddedSparkAndItsExitCodesComeThrough() throws IOException, InterruptedException {
        SmallFlights flights = SmallFlights.in(place.resolve("world"));

        Ended first = submit(flights, "run", "--json");
        first.requireExit(0);
        Undisturbed.once().requireSame(new Traces(flights.root()));
        poison(flights, 3);
        Ended mistaken = submit(flights, "run", "--select", "daily_delay");
        Ended poisoned = submit(flights, "run", "--select", "flights_clean", "--no-downstream");

        assertThat(first.out()).startsWith("{").endsWith("}\n").hasLineCount(1);
        assertThat(mistaken.requireExit(2).err()).contains("daily_delays");
        assertThat(poisoned.requireExit(10).out()).contains("2013-01-03");
    }

    @Test
    void aFolderThatIsNoSparkIsRefused() throws IOException, InterruptedException {
        Ended ended = Launched.run(
                place, Map.of("SPARK_HOME", place.toString()), Launched.script("hindcast"), "status", "jobs/flights");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("no Spark in " + place + "\n")
                .contains("unset it to run with embedded Spark");
    }

    private Ended submit(SmallFlights flights, String command, String... options)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of(Launched.script("hindcast"), command, flights.folder().toString()));
        words.addAll(List.of(options));
        words.addAll(List.of("--spark", "--master", "local[2]", "--conf", "spark.ui.enabled=false"));
        Map<String, String> environment = Map.of(
                "SPARK_HOME",
                sparkHome,
                "HINDCAST_MEMORY",
                "1g",
                // Short lives: the better compiler would not pay, nor would several threads that collect.
                "SPARK_SUBMIT_OPTS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote");
        return Launched.run(place, environment, words.toArray(String[]::new));
    }

    /** A flight of the day lands again, at a time that no clock shows. */
    private static void poison(SmallFlights flights, int day) {
        Path landing = flights.folder().resolve("data/flights");
        String flight = Landing.lines(landing.resolve("early.csv.gz")).stream()
                .filter(line -> line.startsWith("2013,1," + day + ","))
                .findFirst()
                .orElseThrow();
        Landing.write(landing.resolve("poison.csv.gz"), List.of(Landing.with(flight, "dep_time", "2575")));
    }
}
