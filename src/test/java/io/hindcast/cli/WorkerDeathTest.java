package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hindcast.cli.PackedHindcast.Ended;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.run.FailureDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs on a real cluster whose executors and workers are killed, or have no memory left: they come to their end, and no
 * partition is blamed. {@code -Dhindcast.soak.workers=N} for more deaths. Three minutes even for two: part of the soak.
 */
@Tag("soak")
@Tag("once")
@Tag("packaged")
@Tag("spark")
class WorkerDeathTest {

    private static final int NOT_TO_BE_HAD = 69;
    private static final int DEATHS = Integer.getInteger("hindcast.soak.workers", 2);

    /** So many deaths a warehouse, at most. */
    private static final int DEATHS_A_WORLD = 4;

    /** About 40 MB for each day: all that an executor has for eight of them, and a part of it for one. */
    private static final String HOARD = """
            /*---
            asset: hoard
            partition: {day: ds, from: 2013-01-01, until: 2013-01-08}
            retry: {stop: {attempts: 1}, errors: [{on: {kind: executor_lost}, stop: {attempts: 4}}]}
            ---*/
            SELECT ds, size(sort_array(collect_list(lpad(carrier, 45000, '.')))) AS flights
            FROM flights_clean
            GROUP BY ds
            """;

    /** Short lives: the better compiler would not pay, and classes need not be verified. */
    private static final String SHORT_LIFE =
            "-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote";

    private static String sparkHome = "";

    @TempDir
    static Path place;

    /** Missing on a user's machine, this is skipped; on the one that decides, it fails. */
    @BeforeAll
    static void aSparkIsThere() throws IOException, InterruptedException {
        Ended ended = Launched.run(place, Map.of(), Launched.script("get-spark"));
        boolean isCi = "true".equals(System.getenv("CI"));
        assumeTrue(isCi || ended.exit() != NOT_TO_BE_HAD, ended.err());
        sparkHome = ended.requireExit(0).out().strip();
    }

    @Test
    void whatAnExecutorsOrAWorkersDeathCostsIsDoneAgainAndNoPartitionIsBlamed()
            throws IOException, InterruptedException, ExecutionException {
        Undisturbed undisturbed = Undisturbed.once();
        int died = 0;
        for (int world = 0; died < DEATHS; world++) {
            SmallFlights flights = SmallFlights.in(place.resolve("world-" + world));
            Files.writeString(flights.folder().resolve("hoard.sql"), HOARD);
            try (StandaloneCluster cluster = StandaloneCluster.of(sparkHome, place.resolve("cluster-" + world), 2)) {
                died += dieUnder(cluster, flights, Math.min(DEATHS - died, DEATHS_A_WORLD));
                undisturbed.requireSame(new Traces(flights.root()));
                requireBlamed(flights);
            }
        }
        System.out.println("deaths on a cluster: " + died);
    }

    /** A run under which executors and workers die, one after the other, each while files are written; how many did. */
    private static int dieUnder(StandaloneCluster cluster, SmallFlights flights, int times)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService beside = Executors.newSingleThreadExecutor();
        try {
            Future<Ended> run = beside.submit(() -> submit(cluster, flights));
            int died = 0;
            for (int death = 0; death < times; death++) {
                if (!isWriting(flights, (long) Undisturbed.once().partitions().size() * death / times, run)) {
                    break;
                }
                if (death % 2 == 0) {
                    cluster.executors().forEach(ProcessHandle::destroyForcibly);
                } else {
                    cluster.killWorker(death / 2);
                    if (death + 1 < times) {
                        cluster.addWorker();
                    }
                }
                died++;
            }
            run.get().requireExit(0);
            assertThat(died).isPositive();
            return died;
        } finally {
            beside.shutdownNow();
        }
    }

    /** Whether so many partitions came to be built, and then a file more was begun, before the run was over. */
    private static boolean isWriting(SmallFlights flights, long partitions, Future<Ended> run)
            throws IOException, InterruptedException {
        Traces traces = new Traces(flights.root());
        while (!run.isDone() && traces.commitsWithFiles() < partitions) {
            Thread.sleep(10);
        }
        long before = files(flights);
        while (!run.isDone() && files(flights) <= before) {
            Thread.sleep(2);
        }
        return !run.isDone();
    }

    /** How many files with rows of assets there are. */
    private static long files(SmallFlights flights) throws IOException {
        if (!Files.isDirectory(flights.root())) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(flights.root(), 3)) {
            return files.filter(file -> file.getFileName().toString().matches("part-.*\\.parquet"))
                    .filter(file -> !file.startsWith(flights.root().resolve("staging")))
                    .filter(file -> !file.startsWith(flights.root().resolve("_hindcast")))
                    .count();
        }
    }

    /** Attempts failed for what gave out and for nothing else; what was too large was halved, and nothing set aside. */
    private static void requireBlamed(SmallFlights flights) {
        List<Entry> ledger = new Traces(flights.root()).ledger();
        List<FailureDetail> failures = ledger.stream()
                .filter(entry -> entry.event() == Event.FAILED)
                .map(entry -> FailureDetail.parse(entry.detail()))
                .toList();
        assertThat(failures).extracting(FailureDetail::kind).containsOnly("resources");
        assertThat(failures)
                .extracting(failure -> failure.trouble() + " " + failure.then())
                .contains("executor_lost again", "out_of_memory halved");
        assertThat(ledger).extracting(Entry::event).doesNotContain(Event.QUARANTINED, Event.SKIPPED);
    }

    private static Ended submit(StandaloneCluster cluster, SmallFlights flights)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of(Launched.script("hindcast"), "run", flights.folder().toString(), "--parallel", "2"));
        words.addAll(List.of("--spark", "--master", cluster.address()));
        for (String setting : List.of(
                // Spark does not heal what Hindcast is to heal.
                "spark.task.maxFailures=1",
                "spark.ui.enabled=false",
                "spark.driver.host=127.0.0.1",
                "spark.driver.bindAddress=127.0.0.1",
                "spark.executor.memory=450m",
                "spark.executor.extraJavaOptions=" + SHORT_LIFE,
                "spark.sql.shuffle.partitions=1",
                "spark.sql.files.minPartitionNum=1",
                "spark.databricks.delta.snapshotPartitions=2")) {
            words.addAll(List.of("--conf", setting));
        }
        Map<String, String> environment = Map.of(
                "SPARK_HOME",
                sparkHome,
                "HINDCAST_MEMORY",
                "1g",
                "SPARK_SUBMIT_OPTS",
                SHORT_LIFE + " -XX:+UseSerialGC");
        return Launched.run(place, environment, words.toArray(String[]::new));
    }
}
