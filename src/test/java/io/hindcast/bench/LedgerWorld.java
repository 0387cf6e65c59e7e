package io.hindcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The commands that only look, each in a process of its own, over warehouses that were built long ago. */
final class LedgerWorld {

    private static final int TABLES = 100;

    private final Installation installation;
    private final Processes processes;
    private final Path work;

    private LedgerWorld(Installation installation, Processes processes, Path work) {
        this.installation = installation;
        this.processes = processes;
        this.work = work;
    }

    /**
     * Arguments: how often each command runs, then partitions of each table, one warehouse for each number.
     */
    public static void main(String[] words) throws IOException {
        Path work = Files.createTempDirectory("hindcast-bench");
        Installation installation =
                new Installation(Path.of(System.getProperty("hindcast.home")), work, System.getenv("HINDCAST_MEMORY"));
        Processes processes = new Processes(work, Path.of(System.getProperty("bench.agent")), Optional.empty());
        try {
            LedgerWorld world = new LedgerWorld(installation, processes, work);
            int rounds = Integer.parseInt(words[0]);
            for (int i = 1; i < words.length; i++) {
                world.measure(Integer.parseInt(words[i]), rounds);
            }
        } finally {
            Contest.delete(work);
        }
    }

    private void measure(int days, int rounds) throws IOException {
        Path folder = work.resolve("built-" + days);
        processes.plain("make", Map.of(), installation.java("BuiltWarehouse", folder, TABLES, days));
        String warehouse = folder.toString();
        // Analyses the jobs, which is remembered.
        processes.plain("first status", Map.of(), installation.hindcast("status", warehouse));
        Map<String, List<Timing>> timings = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            // Each leaves it for the next.
            Contest.delete(folder.resolve("tables/_hindcast/state"));
            time(timings, "status, nothing remembered", "status", warehouse);
            Contest.delete(folder.resolve("tables/_hindcast/state"));
            time(timings, "no-op run, nothing remembered", "run", warehouse);
            time(timings, "status", "status", warehouse);
            time(timings, "plan", "plan", warehouse);
            time(timings, "why", "why", warehouse, "t050@2000-01-01");
            time(timings, "no-op run", "run", warehouse);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d tables x %,d partitions, %,d rows in the ledger; medians of %d, seconds%n",
                TABLES,
                days,
                (long) TABLES * days,
                rounds);
        timings.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "  %-32s wall %6.2f   cpu %6.2f%n",
                name,
                Timing.median(all).get("wall"),
                Timing.median(all).get("cpu")));
    }

    private void time(Map<String, List<Timing>> timings, String name, String... words) {
        Timing timing =
                processes.plain(name, Map.of(), installation.hindcast(words)).timing();
        timings.computeIfAbsent(name, n -> new ArrayList<>()).add(timing);
    }
}
