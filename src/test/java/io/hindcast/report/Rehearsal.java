package io.hindcast.report;

import io.hindcast.asset.Asset;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.run.Attempt;
import io.hindcast.run.Attempts;
import io.hindcast.run.Chronicle;
import io.hindcast.run.Earlier;
import io.hindcast.run.Notice;
import io.hindcast.run.RunId;
import io.hindcast.run.RunListener;
import io.hindcast.run.RunResult;
import io.hindcast.run.RunSetup;
import io.hindcast.run.RunState;
import io.hindcast.run.Runner;
import io.hindcast.run.StepOutcome;
import io.hindcast.run.StepRunner;
import io.hindcast.testing.TestingOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Carries out plans by the real runner, one step at a time, without tables and on a clock of its own. */
final class Rehearsal implements StepRunner {

    private final TestingWarehouse world;
    private final AtomicLong seconds = new AtomicLong();
    private final Map<String, PartitionSet> poisoned = new HashMap<>();
    private final Map<String, PartitionSet> same = new HashMap<>();
    private Optional<Failure> foreign = Optional.empty();

    Rehearsal(TestingWarehouse world) {
        this.world = world;
    }

    /** Attempts with one of these fail. */
    Rehearsal poisoned(String asset, String partitions) {
        poisoned.put(asset, world.set(asset, partitions));
        return this;
    }

    /** These come out as they were. */
    Rehearsal unchanged(String asset, String partitions) {
        same.put(asset, world.set(asset, partitions));
        return this;
    }

    /** What is poisoned was written by someone else instead. */
    Rehearsal becauseOfForeignWrites() {
        foreign = Optional.of(new Failure(
                Failure.Kind.FOREIGN_WRITE,
                "HC-431",
                "daily_delays was written by ann@desk since the plan was made (version 2)",
                "foreign"));
        return this;
    }

    RunResult run(Plan plan, RunListener... listeners) {
        RunSetup setup = RunSetup.of(
                world.warehouse(), plan.steps(), Earlier.nothing(), new RetryPolicy(2, Wait.none(), Duration.ZERO), 1);
        Chronicle chronicle = new Chronicle(new RunId("r-7", "world", "ann@desk"), world.warehouse(), entries -> {});
        Runner runner = new Runner(
                Attempts.of("r-7", world.warehouse(), plan, world.state()),
                this,
                chronicle,
                new All(List.of(listeners)),
                new Runner.Timing(this::tick, () -> 0));
        return runner.run(RunState.begin(setup, Map.of(), Map.of()));
    }

    private Instant tick() {
        return TestingWarehouse.NOW.plusMillis(500 * seconds.getAndIncrement());
    }

    @Override
    public void prepare(String run, Collection<Asset> assets, Collection<String> reset) {
        // There are no tables.
    }

    @Override
    public StepOutcome run(Attempt attempt) {
        PartitionSet set = attempt.partitions();
        PartitionSet none = PartitionSet.empty(set.partitioning());
        PartitionSet bad = poisoned.getOrDefault(attempt.asset().name(), none).intersect(set);
        if (!bad.isEmpty()) {
            Failure raised = new Failure(
                    Failure.Kind.REPEATABLE, "DIVIDE_BY_ZERO", "division by zero\nat line 12 of the SELECT", "zero");
            return new StepOutcome.Failed(foreign.orElse(raised), Map.of(), 1.5);
        }
        PartitionSet unchanged = same.getOrDefault(attempt.asset().name(), none).intersect(set);
        return TestingOutcomes.committed(
                attempt,
                partition -> !unchanged.contains(partition),
                1,
                TestingWarehouse.NOW,
                new TestingOutcomes.Size(900, 20_000, 2.5));
    }

    @Override
    public void cancel(Attempt attempt) {
        // Each ends by itself.
    }

    @Override
    public boolean abandon(Attempt attempt) {
        return false;
    }

    private record All(List<RunListener> listeners) implements RunListener {

        @Override
        public void turned(RunState state, Notice notice, Instant now) {
            listeners.forEach(listener -> listener.turned(state, notice, now));
        }

        @Override
        public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {
            listeners.forEach(listener -> listener.ended(attempt, outcome, state, now));
        }
    }
}
