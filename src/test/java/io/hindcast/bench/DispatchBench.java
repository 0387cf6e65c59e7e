package io.hindcast.bench;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.report.Progress;
import io.hindcast.report.ProgressOutput;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.run.Attempt;
import io.hindcast.run.Attempts;
import io.hindcast.run.Chronicle;
import io.hindcast.run.Earlier;
import io.hindcast.run.Limits;
import io.hindcast.run.RunId;
import io.hindcast.run.RunResult;
import io.hindcast.run.RunSetup;
import io.hindcast.run.RunState;
import io.hindcast.run.Runner;
import io.hindcast.run.StepOutcome;
import io.hindcast.run.StepRunner;
import io.hindcast.testing.DispatchWorld;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code scripts/bench --dispatch}: how many steps without work a run carries out in a second, rows of the ledger and
 * progress included. All that a step costs the driver beside Spark and Delta.
 */
public final class DispatchBench {

    private static final int[] SIZES = {10_000, 30_000, 100_000};
    private static final int ROUNDS = 3;
    private static final int PARALLEL = 8;
    private static final double NANOS = 1e9;

    private DispatchBench() {}

    /** No arguments. */
    public static void main(String[] words) {
        for (DispatchWorld.Shape shape : DispatchWorld.Shape.values()) {
            seconds(DispatchWorld.of(shape, SIZES[0]));
        }
        System.out.printf("%-12s %10s %10s %12s %14s%n", "shape", "steps", "seconds", "steps/s", "times 10,000's");
        for (DispatchWorld.Shape shape : DispatchWorld.Shape.values()) {
            double first = 0;
            for (int size : SIZES) {
                double best = best(DispatchWorld.of(shape, size));
                double perStep = best / size;
                first = first == 0 ? perStep : first;
                System.out.printf(
                        "%-12s %10d %10.2f %12.0f %14.2f%n",
                        shape.name().toLowerCase(Locale.ROOT), size, best, 1 / perStep, perStep / first);
            }
        }
    }

    private static double best(DispatchWorld world) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, seconds(world));
        }
        return best;
    }

    private static double seconds(DispatchWorld world) {
        InstantSource clock = InstantSource.system();
        WarehouseState state = new TestingTables().state(world.warehouse());
        AtomicLong rows = new AtomicLong();
        Chronicle chronicle = new Chronicle(
                new RunId("r-1", "world", "ann@host"), world.warehouse(), entries -> rows.addAndGet(entries.size()));
        Runner runner = new Runner(
                Attempts.of("r-1", world.warehouse(), world.plan(), state),
                new NoWork(clock),
                chronicle,
                Progress.onTerminal(new Nowhere(), 80, clock.instant()),
                new Runner.Timing(clock, () -> 0.5));
        long begin = System.nanoTime();
        RunSetup setup = RunSetup.of(
                world.warehouse(),
                world.steps(),
                Earlier.nothing(),
                RetryPolicies.same(RetryPolicy.standard()),
                Limits.ofParallel(PARALLEL));
        RunResult result = runner.run(RunState.begin(setup, Map.of(), Map.of()));
        double seconds = (System.nanoTime() - begin) / NANOS;
        if (result.tally().committed() != world.steps().size()
                || rows.get() < 2L * world.steps().size()) {
            throw new IllegalStateException("not all was carried out: " + result.tally() + ", rows " + rows);
        }
        return seconds;
    }

    /** Commits everything at once. */
    private record NoWork(InstantSource clock) implements StepRunner {

        @Override
        public void prepare(String run, Collection<Asset> assets, Collection<String> reset) {
            // There are no tables.
        }

        @Override
        public StepOutcome run(Attempt attempt) {
            return TestingOutcomes.committed(attempt, partition -> true, 1, clock.instant());
        }

        @Override
        public void cancel(Attempt attempt) {
            // Nothing takes long enough.
        }

        @Override
        public boolean abandon(Attempt attempt) {
            return false;
        }
    }

    /** Nobody looks. */
    private static final class Nowhere implements ProgressOutput {

        @Override
        public void line(String text) {
            // Nobody looks.
        }

        @Override
        public void redraw(String text) {
            // Nobody looks.
        }
    }
}
