package io.hindcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code scripts/bench --hash}: makes the tables of which {@link HashOverhead} then measures the writes. */
public final class HashBench {

    /** The last day of the year would make the tables of weeks and hours as well. */
    private static final String LAST_DAY = "2013-12-30";

    private HashBench() {}

    /** Arguments: {@code --rounds} and {@code --scale} of {@code scripts/bench}. */
    public static void main(String[] words) throws IOException {
        Options options = Options.parse(List.of(words));
        Path work = Files.createTempDirectory("hindcast-bench");
        Installation installation =
                new Installation(Path.of(System.getProperty("hindcast.home")), work, System.getenv("HINDCAST_MEMORY"));
        try {
            measure(options, installation);
        } finally {
            Contest.delete(work);
        }
    }

    private static void measure(Options options, Installation installation) {
        Path work = installation.work();
        Processes processes = new Processes(work, Path.of(System.getProperty("bench.agent")), Optional.empty());
        Path staging = work.resolve("staging");
        Path tables = work.resolve("tables");
        processes.plain(
                "staging", Map.of("HINDCAST_ROOT", work.toString()), installation.hindcast("stage", "jobs/flights"));
        processes.plain(
                "making flights_clean",
                Map.of(),
                installation.java("Expert", "ranges", "w1", staging, tables, "2013-01-01", LAST_DAY, 1));
        processes.plain(
                "making lineitem",
                Map.of(),
                installation.java("Lineitem", staging.resolve("lineitem"), 60, options.scale()));
        List<String> measured = installation.java(
                "HashOverhead",
                work.resolve("written"),
                options.rounds(),
                "W1: flights_clean",
                tables.resolve("flights_clean"),
                "time_hour,carrier,flight",
                "W3: lineitem, scale " + options.scale(),
                staging.resolve("lineitem"),
                "l_orderkey,l_linenumber");
        System.out.println(processes.plain("writing", Map.of(), measured).output());
    }
}
