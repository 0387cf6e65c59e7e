package io.hindcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The benchmark behind {@code scripts/bench}. */
public final class Bench {

    private Bench() {}

    /** Arguments: the options of {@code scripts/bench}. */
    public static void main(String[] words) throws IOException {
        Options options;
        try {
            options = Options.parse(List.of(words));
        } catch (IllegalArgumentException e) {
            System.err.println("scripts/bench: " + e.getMessage() + "; --help tells what there is");
            System.exit(2);
            return;
        }
        run(options);
    }

    private static void run(Options options) throws IOException {
        Path work = Files.createTempDirectory("hindcast-bench");
        Installation installation =
                new Installation(Path.of(System.getProperty("hindcast.home")), work, System.getenv("HINDCAST_MEMORY"));
        if (options.recordings().isPresent()) {
            Files.createDirectories(options.recordings().get());
        }
        try {
            Path agent = Path.of(System.getProperty("bench.agent"));
            Processes processes = new Processes(work, agent, options.recordings());
            Report report = new Report();
            System.out.println(report.machine(machine(installation, options)));
            for (String name : options.workloads()) {
                Workload workload = Workload.of(name, options);
                Map<String, List<Timing>> timings =
                        new Contest(workload, options.scale(), installation, processes).run(options.rounds());
                System.out.println(report.table(workload, timings));
            }
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), report.json());
            }
        } finally {
            Contest.delete(work);
        }
    }

    private static Map<String, String> machine(Installation installation, Options options) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", System.getProperty("bench.commit", "unknown"));
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("load", load());
        facts.put("heap", installation.memory());
        facts.put("java", System.getProperty("java.vm.version"));
        facts.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
        facts.put("delta", io.delta.package$.MODULE$.VERSION());
        facts.put("rounds", options.rounds() + (options.quick() ? ", the first month only" : ""));
        return facts;
    }

    /** What else was at work when the benchmark began. */
    private static String load() {
        double load = java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(java.util.Locale.ROOT, "%.2f at the beginning", load);
    }
}
