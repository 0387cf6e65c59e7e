package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.testing.Landing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The flights warehouse of the first days of 2013, with its declarations, landing files and root in a folder of its own.
 *
 * @param folder the declarations
 * @param root where the tables lie
 */
record SmallFlights(Path folder, Path root) {

    private static final Path FLIGHTS =
            Path.of(System.getProperty("hindcast.home", ".")).resolve("jobs/flights");

    /** In two landing files. With fewer, no asset's work would be cut in batches. */
    private static final int DAYS = 8;

    /** Assets that read other sources, or the same ones in ways that mean nothing for deaths and signals. */
    private static final Set<String> BESIDES =
            Set.of("hourly_weather.sql", "origin_day.sql", "route_year.sql", "weather_delay.sql", "week_ranking.sql");

    /** Makes one in a folder that does not exist yet. */
    static SmallFlights in(Path place) throws IOException {
        SmallFlights small = new SmallFlights(place.resolve("jobs"), rootIn(place));
        Files.createDirectories(small.landing());
        try (Stream<Path> files = Files.list(FLIGHTS)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !BESIDES.contains(file.getFileName().toString()))
                    .toList()) {
                Files.writeString(
                        small.folder.resolve(file.getFileName().toString()), ofFewDays(Files.readString(file)));
            }
        }
        Files.copy(FLIGHTS.resolve("data/planes.csv.gz"), small.folder.resolve("data/planes.csv.gz"));
        small.land("early", 1, DAYS / 2);
        small.land("late", DAYS / 2 + 1, DAYS);
        return small;
    }

    /** Where the tables of one lie that was made in a folder. */
    static Path rootIn(Path place) {
        return place.resolve("tables");
    }

    /** Deletes a folder with all that lies in it, if it exists. */
    static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A command on it within this process, and what it said. */
    CommandLine.Ended call(int exit, String command, String... options) {
        TestSession.get();
        List<String> words = new ArrayList<>(List.of(command, folder.toString()));
        words.addAll(List.of(options));
        CommandLine.Ended ended = CommandLine.run(words);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    /**
     * The declarations without the sources that no asset reads, up to the last day, and without long waits. All have one
     * jar: a Spark session takes one of a name only once.
     */
    private static String ofFewDays(String declaration) {
        return declaration
                .replaceFirst("root: .*", "root: ../tables")
                .replaceFirst(
                        "jars: .*",
                        "jars: [" + FLIGHTS.toAbsolutePath().normalize().resolve("lib/flights-jobs.jar") + "]")
                .replaceFirst("(?s)\n  weather:.*?(?=\n  planes:)", "")
                .replaceFirst("(?s)\n  airports:.*?(?=\ndefaults:)", "")
                .replaceFirst("retry: .*", "retry: {stop: {attempts: 3}, wait: {fixed: 10ms}}")
                .replace("until: 2013-12-31", "until: " + day(DAYS))
                .replace("until: 2013-12}", "until: 2013-01}");
    }

    private Path landing() {
        return folder.resolve("data/flights");
    }

    private void land(String name, int first, int last) {
        Landing.write(landing().resolve(name + ".csv.gz"), Landing.flights(day(first), day(last)));
    }

    private static String day(int day) {
        return "2013-01-0" + day;
    }
}
