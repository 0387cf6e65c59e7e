package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that is told something while it goes on. */
@Timeout(60)
class ControlledRunTest {

    private static final Instant AT = Instant.parse("2013-06-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-06");

    private final Warehouse warehouse =
            world().source("s", DAYS).asset("a", DAYS, input("s")).warehouse();
    private final TestingTables tables = new TestingTables();
    private final GatedSteps steps = new GatedSteps();
    private final Runner runner = runner();

    /** Steps that say that they began, and commit when they are let. */
    private static final class GatedSteps implements StepRunner {

        private final AtomicLong version = new AtomicLong();
        private final BlockingQueue<String> began = new LinkedBlockingQueue<>();
        private final Semaphore gate = new Semaphore(0);

        @Override
        public void prepare(String run, Collection<Asset> assets, Collection<String> reset) {}

        @Override
        public StepOutcome run(Attempt attempt) {
            began.add(attempt.step());
            gate.acquireUninterruptibly();
            return TestingOutcomes.committed(attempt, p -> true, version.incrementAndGet(), AT);
        }

        @Override
        public void cancel(Attempt attempt) {}

        @Override
        public boolean abandon(Attempt attempt) {
            return false;
        }

        boolean begins(int times) throws InterruptedException {
            for (int i = 0; i < times; i++) {
                if (began.poll(10, TimeUnit.SECONDS) == null) {
                    return false;
                }
            }
            return true;
        }

        /** Looked at for a while: a thing that does not happen cannot be waited for. */
        boolean beginsNothing() throws InterruptedException {
            return began.poll(200, TimeUnit.MILLISECONDS) == null;
        }
    }

    private Runner runner() {
        Plan plan = plan();
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "ann@host"), warehouse, entries -> {});
        RunListener silent = new RunListener() {
            @Override
            public void turned(RunState state, Notice notice, Instant now) {}

            @Override
            public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {}
        };
        return new Runner(
                Attempts.of("r-1", warehouse, plan, tables.state(warehouse)),
                steps,
                chronicle,
                silent,
                new Runner.Timing(() -> AT, () -> 0.5));
    }

    /** Six steps of a day each. */
    private Plan plan() {
        tables.arrive("s", DAYS.domain());
        return new Planner(warehouse, tables.state(warehouse), new BatchPolicy(1, 1, 1, 1))
                .plan("p-1", Request.everything(), AT, List.of());
    }

    private CompletableFuture<RunResult> running(int parallel) {
        RetryPolicy retry = new RetryPolicy(2, Wait.none(), Duration.ZERO);
        RunSetup setup = RunSetup.of(warehouse, plan().steps(), Earlier.nothing(), retry, parallel);
        assertThat(setup.steps()).hasSize(6);
        return CompletableFuture.supplyAsync(() -> runner.run(RunState.begin(
                setup, Earlier.nothing().changed(), Earlier.nothing().setAside())));
    }

    @Test
    void whatRunsIsCommittedAndNothingMoreStartsUntilItGoesOn() throws Exception {
        CompletableFuture<RunResult> result = running(2);
        assertThat(steps.begins(2)).isTrue();
        runner.pause();
        steps.gate.release(6);
        assertThat(steps.beginsNothing()).isTrue();
        assertThat(result).isNotDone();
        runner.goOn();
        assertThat(result.get(10, TimeUnit.SECONDS).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.get().tally().committed()).isEqualTo(6);
    }

    @Test
    void aPausedRunCanBeEnded() throws Exception {
        CompletableFuture<RunResult> result = running(1);
        assertThat(steps.begins(1)).isTrue();
        runner.pause();
        runner.stop();
        steps.gate.release(1);
        assertThat(result.get(10, TimeUnit.SECONDS).exitCode()).isEqualTo(ExitCode.CANCELLED);
    }

    @Test
    void theLimitHoldsForWhatStartsLaterInBothDirections() throws Exception {
        CompletableFuture<RunResult> result = running(1);
        assertThat(steps.begins(1)).isTrue();
        assertThat(steps.beginsNothing()).isTrue();
        runner.limit(Limits.Change.inAll(3));
        assertThat(steps.begins(2)).isTrue();
        assertThat(steps.beginsNothing()).isTrue();
        runner.limit(Limits.Change.inAll(1));
        steps.gate.release(2);
        assertThat(steps.beginsNothing()).isTrue();
        steps.gate.release(1);
        assertThat(steps.begins(1)).isTrue();
        steps.gate.release(3);
        assertThat(result.get(10, TimeUnit.SECONDS).tally().committed()).isEqualTo(6);
    }
}
