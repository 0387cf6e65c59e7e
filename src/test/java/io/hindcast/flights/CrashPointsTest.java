package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import io.hindcast.delta.CrashPoint;
import io.hindcast.delta.CrashPoint.Way;
import io.hindcast.delta.Faults;
import io.hindcast.delta.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run goes wrong at every operation by which it changes the disk, in every way in which that can go wrong, and whoever
 * comes next makes of it what an undisturbed run makes. {@code -Dhindcast.soak.crashes=all} for all of them, or a number;
 * {@code -Dhindcast.soak.halts=50} for more processes that really end there; {@code -Dhindcast.soak.seed=N} for others.
 */
@Tag("once")
@Tag("spark")
class CrashPointsTest {

    private static final String CRASHES = System.getProperty("hindcast.soak.crashes", "2");
    private static final int HALTS = Integer.getInteger("hindcast.soak.halts", 1);
    private static final long SEED = Long.getLong("hindcast.soak.seed", 2013);
    private static final List<Way> WAYS =
            List.of(Way.STOPS_BEFORE, Way.STOPS_AFTER, Way.FAILS_ONCE, Way.FAILS_FROM_THEN_ON, Way.LIES);
    private static final int SIGNS = 3;
    private static final String LEASE = "hindcast.lease.seconds";

    @TempDir
    Path place;

    /** Where something was lost before: tried each time. */
    private static final List<Point> FOUND = List.of(
            new Point("rename /staging/sales/_delta_log/N.json", 1, Way.STOPS_AFTER),
            new Point("rename /sumN/_delta_log/N.json", 1, Way.STOPS_AFTER));

    private FaultySales.State undisturbed;
    private final List<Point> all = new ArrayList<>();

    /** What goes wrong, and at which of the operations of a sort. */
    private record Point(String sort, int at, Way way) {
        @Override
        public String toString() {
            return way + " at " + sort + " " + at;
        }
    }

    @BeforeAll
    static void leasesOfTheDeadRunOutSoon() {
        System.setProperty(LEASE, "2");
    }

    @AfterAll
    static void leasesAreAsUsual() {
        System.clearProperty(LEASE);
    }

    @AfterEach
    void theDiskIsWell() {
        FaultyDisk.under(Faults.NONE);
    }

    @Test
    void whateverOperationIsTheLastNothingIsLostAndNothingIsDoneTwice() throws InterruptedException {
        List<Point> points = points();
        List<String> wrong = new ArrayList<>();
        int met = 0;
        for (Point point : points) {
            try {
                met += crash(point) ? 1 : 0;
            } catch (AssertionError | RuntimeException e) {
                System.out.println("crash points: " + point + ": " + e);
                wrong.add(point + ": " + e.getMessage());
            }
        }
        System.out.println("crash points: " + points.size() + " tried of " + all.size() + ", " + met
                + " came to pass, seed " + SEED);
        assertThat(wrong).isEmpty();
        assertThat(met).isGreaterThan(points.size() / 2);
    }

    @Test
    void aProcessThatEndsAtAnOperationLeavesNothingBehindThatHurts() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        int changes = all.size() / WAYS.size();
        int halted = 0;
        for (int i = 0; i < HALTS; i++) {
            // In as many parts as there are processes, so that they end at all stages of a run.
            int at = (int) (changes * (i + random.nextDouble()) / HALTS);
            Way way = random.nextBoolean() ? Way.HALTS_BEFORE : Way.HALTS_AFTER;
            FaultySales sales = FaultySales.declared(place.resolve("halted-" + i));
            FaultyProcess process = FaultyProcess.halting(sales, way, at, "run", "--parallel", "2");
            int exit = process.exit();
            assertThat(exit).as(way + " at " + at + "\n" + process.said()).isIn(0, CrashPoint.KILLED);
            halted += exit == 0 ? 0 : 1;

            CommandLine.Ended recovery = sales.call("run");

            assertThat(recovery.exit())
                    .as(way + " at " + at + "\n" + recovery.said())
                    .isZero();
            sales.requireWhole(undisturbed);
        }
        System.out.println("crash points: " + HALTS + " processes, " + halted + " ended there, seed " + SEED);
        assertThat(halted).isGreaterThan(HALTS / 2);
    }

    /** All that can go wrong, and how it is when nothing does. */
    @BeforeEach
    void disturbNothing() {
        FaultySales sales = FaultySales.declared(place.resolve("undisturbed"));
        Map<String, Integer> sorts = Collections.synchronizedMap(new TreeMap<>());
        FaultyDisk.under(new Faults() {
            @Override
            public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
                if (operation.changes()) {
                    sorts.merge(sort(operation), 1, Integer::sum);
                }
                return deed.whole();
            }
        });
        sales.sales().expect(0, "run", "--parallel", "2");
        FaultyDisk.under(Faults.NONE);
        undisturbed = sales.state();
        sorts.forEach((sort, times) -> {
            for (int at = 0; at < (isSignOfLife(sort) ? Math.min(times, SIGNS) : times); at++) {
                for (Way way : WAYS) {
                    all.add(new Point(sort, at, way));
                }
            }
        });
    }

    /** There are as many as the run is long, and one is like the other. */
    private static boolean isSignOfLife(String sort) {
        return sort.contains("/leases/");
    }

    /** All of them, or as many as wanted, drawn by lot and each of another sort as long as there are others. */
    private List<Point> points() {
        if (CRASHES.equals("all")) {
            return all;
        }
        List<Point> drawn = new ArrayList<>(all);
        Collections.shuffle(drawn, new Random(SEED));
        Map<String, Integer> times = new HashMap<>();
        Map<Point, Integer> turns = new HashMap<>();
        drawn.forEach(point -> turns.put(point, times.merge(point.sort(), 1, Integer::sum)));
        drawn.sort(Comparator.comparing(turns::get));
        drawn.removeAll(FOUND);
        List<Point> points = new ArrayList<>(FOUND);
        points.addAll(drawn.subList(0, Math.min(drawn.size(), Integer.parseInt(CRASHES))));
        return points;
    }

    /** Whether it came to pass: a run whose threads are free to go does not always do the same. */
    private boolean crash(Point point) throws InterruptedException {
        FaultySales sales = FaultySales.declared(place.resolve(Integer.toString(all.indexOf(point))));
        CrashPoint crash = new CrashPoint(operation -> sort(operation).equals(point.sort()), point.at(), point.way());
        FaultyDisk.under(crash);
        CommandLine.Ended disturbed = sales.call("run", "--parallel", "2");
        awaitTheEndOfAllThreads();
        FaultyDisk.under(Faults.NONE);
        DeltaLog.clearCache();
        sales.letTimePass();
        String what = point + " " + crash.met() + "\n" + disturbed.said();
        assertThat(disturbed.exit()).as(what).isNotEqualTo(10);

        CommandLine.Ended recovery = sales.call("run", "--wait", "1m");

        assertThat(recovery.exit()).as(what + "\n" + recovery.said()).isZero();
        sales.requireWhole(undisturbed);
        return crash.met().isPresent();
    }

    /** What a dead process leaves nothing of. */
    private static void awaitTheEndOfAllThreads() throws InterruptedException {
        long patience = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < patience) {
            boolean idle = TestSession.get().sparkContext().statusTracker().getActiveJobIds().length == 0
                    && Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .noneMatch(name -> name.startsWith("step ") || isOurs(name));
            if (idle) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("threads of the run go on: "
                + Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .toList());
    }

    private static boolean isOurs(String name) {
        return Set.of("hindcast-journal", "hindcast-lease", "hindcast-control").contains(name);
    }

    /** An operation without the names that are other ones each time. */
    private static String sort(Faults.Operation operation) {
        return operation
                .toString()
                .replaceFirst("/.*/tables", "")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "U")
                .replaceAll("[rp]-\\d{8}-\\d{6}-[0-9a-f]{4}", "R")
                .replaceAll("\\d+", "N")
                .replaceAll("f\\d/[0-9a-f]{10,}", "F");
    }
}
