package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Entry;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs with tables in memory: the loop, the journal's rows, stops, and a step runner that breaks its promise. */
@Timeout(60)
class RunnerTest {

    private static final Instant AT = Instant.parse("2013-06-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-04");
    private static final RetryPolicy RETRY = new RetryPolicy(2, Wait.none(), Duration.ZERO);

    private final Warehouse warehouse = world().source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("a"))
            .warehouse();
    private final TestingTables tables = new TestingTables();
    private final List<Entry> ledger = new ArrayList<>();
    private final FakeSteps steps = new FakeSteps();
    private final RunListener silent = new RunListener() {
        @Override
        public void turned(RunState state, Notice notice, Instant now) {}

        @Override
        public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {}
    };

    /** Commits everything, unless the test says otherwise for an attempt, by step and number. */
    private static final class FakeSteps implements StepRunner {

        private final AtomicLong version = new AtomicLong();
        private final Map<String, Function<Attempt, StepOutcome>> otherwise = new HashMap<>();
        private final List<String> cancelled = new CopyOnWriteArrayList<>();
        private final List<String> abandoned = new CopyOnWriteArrayList<>();
        private volatile Runnable onCancel = () -> {};
        private volatile Runnable onAbandon = () -> {};
        private volatile boolean committing;

        @Override
        public void prepare(String run, Collection<Asset> assets, Collection<String> reset) {}

        @Override
        public StepOutcome run(Attempt attempt) {
            return otherwise
                    .getOrDefault(attempt.step() + "#" + attempt.number(), this::commit)
                    .apply(attempt);
        }

        StepOutcome commit(Attempt attempt) {
            return TestingOutcomes.committed(attempt, p -> true, version.incrementAndGet(), AT);
        }

        @Override
        public void cancel(Attempt attempt) {
            cancelled.add(attempt.step());
            onCancel.run();
        }

        @Override
        public boolean abandon(Attempt attempt) {
            abandoned.add(attempt.step() + "#" + attempt.number());
            onAbandon.run();
            return !committing;
        }
    }

    private Plan plan() {
        tables.arrive("s", DAYS.domain());
        return new Planner(warehouse, tables.state(warehouse), new BatchPolicy(1 << 30, 1, 100, 1))
                .plan("p-1", Request.everything(), AT, List.of());
    }

    private Runner runner(Plan plan, RunListener listener) {
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "ann@host"), warehouse, ledger::addAll);
        Attempts attempts = Attempts.of("r-1", warehouse, plan, tables.state(warehouse));
        return new Runner(attempts, steps, chronicle, listener, new Runner.Timing(() -> AT, () -> 0.5));
    }

    /** By the real clock. */
    private Runner runner(Plan plan, RunListener listener, Timeouts timeouts) {
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "ann@host"), warehouse, ledger::addAll);
        Attempts attempts = Attempts.of("r-1", warehouse, plan, tables.state(warehouse));
        Runner.Timing timing = new Runner.Timing(InstantSource.system(), () -> 0.5, timeouts);
        return new Runner(attempts, steps, chronicle, listener, timing);
    }

    private RunState begin(Plan plan) {
        Earlier earlier = Earlier.of("r-1", warehouse, ledger);
        RunSetup setup = RunSetup.of(warehouse, earlier.left(plan), earlier, RETRY, 2);
        return RunState.begin(setup, earlier.changed(), earlier.setAside());
    }

    private RunResult run(Plan plan) {
        return runner(plan, silent).run(begin(plan));
    }

    private RunResult run(Plan plan, Timeouts timeouts) {
        return runner(plan, silent, timeouts).run(begin(plan));
    }

    private static StepOutcome fail(Attempt attempt, Failure.Kind kind) {
        return TestingOutcomes.failed(attempt, TestingOutcomes.failure(kind, "poison"));
    }

    private List<String> rows() {
        return ledger.stream().map(RunnerTest::row).toList();
    }

    private static String row(Entry entry) {
        List<String> parts = new ArrayList<>(List.of(entry.event().word()));
        parts.add(entry.step().isEmpty() ? entry.asset() : entry.step());
        entry.attempt().ifPresent(number -> parts.add("#" + number));
        parts.add(entry.partition());
        entry.partitions().ifPresent(count -> parts.add("(" + count + ")"));
        entry.version().ifPresent(version -> parts.add("v" + version));
        parts.addAll(List.of(entry.reason(), entry.error(), entry.detail()));
        parts.add(entry.inputs().isEmpty() ? "" : entry.inputs().toString());
        parts.add(entry.actor());
        parts.removeIf(String::isEmpty);
        return String.join(" ", parts);
    }

    @Test
    void whatHappensIsToldRowByRow() {
        steps.otherwise.put("a/1#1", attempt -> fail(attempt, Failure.Kind.REPEATABLE));
        steps.otherwise.put("a/1#2", attempt -> fail(attempt, Failure.Kind.REPEATABLE));
        steps.otherwise.put("a/1.1#1", attempt -> fail(attempt, Failure.Kind.PERMANENT));
        steps.otherwise.put(
                "a/1.2#1",
                attempt -> TestingOutcomes.committed(attempt, p -> p.toString().endsWith("4"), 7, AT));
        Plan plan = plan();
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "ann@host"), warehouse, ledger::addAll);
        chronicle.requested("everything", AT);
        chronicle.planned("p-1", plan.partitions(), AT);
        RunResult result = runner(plan, silent)
                .run(RunState.begin(
                        RunSetup.of(warehouse, plan.steps(), Earlier.nothing(), RETRY, 1), Map.of(), Map.of()));
        chronicle.finished(Ending.of(plan, result), result.seconds(), AT);
        assertThat(rows())
                .containsExactly(
                        "requested everything ann@host",
                        "planned (8) {\"plan\":\"p-1\"}",
                        "started a/1 #1 2013-01-01..2013-01-04 (4)",
                        "failed a/1 #1 2013-01-01..2013-01-04 (4) poison raised"
                                + " {\"kind\":\"repeatable\",\"code\":\"HC-300\",\"then\":\"again\","
                                + "\"why\":\"tried again: stop {attempts: 2} is not reached\",\"wait\":0.0,"
                                + "\"waited\":0.0,\"idle\":0.0,\"since_first\":0.0} {s=1}",
                        "started a/1 #2 2013-01-01..2013-01-04 (4)",
                        "failed a/1 #2 2013-01-01..2013-01-04 (4) poison raised"
                                + " {\"kind\":\"repeatable\",\"code\":\"HC-300\",\"then\":\"halved\","
                                + "\"why\":\"given up: stop {attempts: 2}\","
                                + "\"waited\":0.0,\"idle\":0.0,\"since_first\":0.0} {s=1}",
                        "started a/1.1 #1 2013-01-01..2013-01-02 (2)",
                        "failed a/1.1 #1 2013-01-01..2013-01-02 (2) poison raised"
                                + " {\"kind\":\"permanent\",\"code\":\"HC-300\",\"then\":\"quarantined\","
                                + "\"why\":\"not tried again: its batch failed alike\","
                                + "\"waited\":0.0,\"idle\":0.0,\"since_first\":0.0} {s=1}",
                        "quarantined a/1.1 #1 2013-01-01 (1) poison raised"
                                + " {\"kind\":\"permanent\",\"code\":\"HC-300\"} {s=1}",
                        "quarantined a/1.1 #1 2013-01-02 (1) poison raised"
                                + " {\"kind\":\"permanent\",\"code\":\"HC-300\"} {s=1}",
                        "started a/1.2 #1 2013-01-03..2013-01-04 (2)",
                        "unchanged a/1.2 #1 2013-01-03 (1) v7 missing {\"table\":\"id\"} {s=1} ann@host",
                        "committed a/1.2 #1 2013-01-04 (1) v7 missing {\"table\":\"id\"} {s=1} ann@host",
                        "skipped b/1 2013-01-01..2013-01-02 (2)"
                                + " waiting: waits for a 2013-01-01..2013-01-02, which could not be built",
                        "started b/1 #1 2013-01-03..2013-01-04 (2)",
                        "committed b/1 #1 2013-01-03 (1) v1 missing {\"table\":\"id\"} {s=1} ann@host",
                        "committed b/1 #1 2013-01-04 (1) v1 missing {\"table\":\"id\"} {s=1} ann@host",
                        "finished quarantined {\"exit\":10,\"planned\":8,\"committed\":3,\"unchanged\":1,"
                                + "\"skipped\":0,\"quarantined\":2,\"left\":2} ann@host");
        assertThat(result.exitCode()).isEqualTo(ExitCode.QUARANTINED);
        assertThat(result.setAside()).hasSize(1);
        assertThat(result.notRun()).hasSize(1);
    }

    @Test
    void aRunThatIsDoneEndsWithZero() {
        RunResult result = run(plan());
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.tally()).isEqualTo(new Tally(8, 8, 0, 0, 0, 0, 0));
        assertThat(result.seconds()).isZero();
    }

    @Test
    void aStepRunnerThatThrowsFailsItsStepAndTheRunGoesOn() {
        steps.otherwise.put("a/1#1", attempt -> {
            throw new IllegalStateException("not promised");
        });
        RunResult result = run(plan());
        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(rows()).anyMatch(row -> row.startsWith("failed a/1 #1") && row.contains("not promised"));
    }

    @Test
    void aDriverWithoutMemoryIsNobodysFault() {
        steps.otherwise.put("a/1#1", attempt -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(run(plan()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(rows())
                .anyMatch(row -> row.startsWith("failed a/1 #1")
                        && row.contains("\"kind\":\"resources\"")
                        && row.contains("\"trouble\":\"out_of_memory\""));
    }

    @Test
    void aForeignWriteEndsWithReplanAndTheRestIsDone() {
        steps.otherwise.put("a/1#1", attempt -> fail(attempt, Failure.Kind.FOREIGN_WRITE));
        RunResult result = run(plan());
        assertThat(result.exitCode()).isEqualTo(ExitCode.REPLAN);
        assertThat(rows()).contains("skipped a/1 2013-01-01..2013-01-04 (4) foreign write: poison raised");
    }

    @Test
    void stoppingCancelsWhatRunsAndTheNextDriverDoesTheRest() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        steps.otherwise.put("a/1#1", attempt -> {
            began.countDown();
            await(killed);
            // A context that is shut down under a step makes it fail.
            return fail(attempt, Failure.Kind.RESOURCES);
        });
        Plan plan = plan();
        Runner runner = runner(plan, silent);
        List<RunResult> results = new ArrayList<>();
        Thread thread = new Thread(() -> results.add(runner.run(begin(plan))));
        thread.start();
        await(began);
        runner.stop();
        runner.stop();
        killed.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(results).extracting(RunResult::exitCode).containsExactly(ExitCode.CANCELLED);
        assertThat(rows())
                .as("what was cancelled has not failed")
                .containsExactly("started a/1 #1 2013-01-01..2013-01-04 (4)");
        steps.otherwise.clear();
        RunResult rest = run(plan);
        assertThat(rest.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(rows()).contains("started a/1 #2 2013-01-01..2013-01-04 (4)");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anInterruptedDriverStops() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        steps.otherwise.put("a/1#1", attempt -> {
            began.countDown();
            await(killed);
            return steps.commit(attempt);
        });
        Plan plan = plan();
        List<RunResult> results = new ArrayList<>();
        Thread thread = new Thread(() -> results.add(runner(plan, silent).run(begin(plan))));
        thread.start();
        await(began);
        thread.interrupt();
        while (steps.cancelled.isEmpty()) {
            Thread.onSpinWait();
        }
        killed.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(results).extracting(RunResult::exitCode).containsExactly(ExitCode.CANCELLED);
        assertThat(steps.cancelled).containsOnly("a/1");
        assertThat(results.get(0).tally().committed())
                .as("it had committed all the same")
                .isEqualTo(4);
    }

    @Test
    void anAttemptThatTakesTooLongIsEndedAndMadeAgain() {
        CountDownLatch told = new CountDownLatch(1);
        steps.onCancel = told::countDown;
        steps.otherwise.put("a/1#1", attempt -> {
            await(told);
            return fail(attempt, Failure.Kind.REPEATABLE);
        });

        RunResult result = run(plan(), new Timeouts(Optional.of(Duration.ofMillis(20)), Map.of(), Duration.ofHours(1)));

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(steps.cancelled).containsExactly("a/1");
        assertThat(steps.abandoned).isEmpty();
        assertThat(rows())
                .filteredOn(row -> row.startsWith("failed"))
                .singleElement(as(STRING))
                .contains("a step of a took longer than it may", "[HC-680]", "\"kind\":\"resources\"")
                .contains("\"trouble\":\"timed_out\"", "\"then\":\"again\"");
    }

    @Test
    void anAttemptThatIsDeafIsGivenUpAndWhatItComesToIsNothing() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        steps.otherwise.put("a/1#1", attempt -> {
            await(over);
            late.countDown();
            return steps.commit(attempt);
        });
        steps.otherwise.put("b/1#1", attempt -> {
            // The first attempt of a ends while the run goes on.
            over.countDown();
            await(late);
            return steps.commit(attempt);
        });

        RunResult result = run(plan(), new Timeouts(Optional.of(Duration.ofMillis(20)), Map.of(), Duration.ZERO));

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(steps.abandoned).startsWith("a/1#1");
        assertThat(rows())
                .filteredOn(row -> row.startsWith("committed a/1"))
                .allMatch(row -> row.contains("#2"))
                .hasSize(4);
    }

    /** A run is told to stop while its first step hangs, and ends all the same. */
    private void requireStopped(Duration patience) throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        steps.otherwise.put("a/1#1", attempt -> {
            began.countDown();
            await(over);
            return steps.commit(attempt);
        });
        Plan plan = plan();
        Runner runner = runner(plan, silent, new Timeouts(Optional.empty(), Map.of(), patience));
        List<RunResult> results = new ArrayList<>();
        Thread thread = new Thread(() -> results.add(runner.run(begin(plan))));
        thread.start();
        await(began);
        runner.stop();
        thread.join(TimeUnit.SECONDS.toMillis(30));
        over.countDown();

        assertThat(results).extracting(RunResult::exitCode).containsExactly(ExitCode.CANCELLED);
    }

    @Test
    void aRunWhoseStepIsDeafEndsAllTheSameWhenItIsToStop() throws InterruptedException {
        requireStopped(Duration.ofMillis(20));

        assertThat(steps.abandoned).containsExactly("a/1#1");
        assertThat(rows()).containsExactly("started a/1 #1 2013-01-01..2013-01-04 (4)");
    }

    @Test
    void whatIsCommittingIsWaitedFor() {
        CountDownLatch asked = new CountDownLatch(1);
        steps.committing = true;
        steps.onAbandon = asked::countDown;
        steps.otherwise.put("a/1#1", attempt -> {
            await(asked);
            return steps.commit(attempt);
        });

        RunResult result =
                run(plan(), new Timeouts(Optional.empty(), Map.of("a", Duration.ofMillis(20)), Duration.ofMillis(1)));

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(rows()).noneMatch(row -> row.startsWith("failed"));
    }

    @Test
    void aCommitThatHangsIsGivenUpInTheEndAndTheNextAttemptLooksForIt() {
        CountDownLatch over = new CountDownLatch(1);
        steps.committing = true;
        steps.otherwise.put("a/1#1", attempt -> {
            await(over);
            return steps.commit(attempt);
        });

        RunResult result =
                run(plan(), new Timeouts(Optional.empty(), Map.of("a", Duration.ofMillis(20)), Duration.ofMillis(1)));
        over.countDown();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(steps.abandoned).startsWith("a/1#1", "a/1#1");
        assertThat(rows())
                .filteredOn(row -> row.startsWith("failed"))
                .first(as(STRING))
                .contains("a/1 #1", "[HC-681]", "\"kind\":\"outcome_unknown\"", "\"then\":\"again\"");
        assertThat(rows()).filteredOn(row -> row.startsWith("committed a/1")).noneMatch(row -> row.contains("#1"));
    }

    @Test
    void aRunThatIsToStopDoesNotWaitForACommitThatHangs() throws InterruptedException {
        steps.committing = true;

        requireStopped(Duration.ofMillis(5));

        assertThat(steps.abandoned).hasSizeGreaterThan(1).containsOnly("a/1#1");
        assertThat(rows()).containsExactly("started a/1 #1 2013-01-01..2013-01-04 (4)");
    }

    @Test
    void aListenerSeesEveryDecisionAndEveryEnd() {
        List<String> seen = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void turned(RunState state, Notice notice, Instant now) {
                seen.add(notice.getClass().getSimpleName());
            }

            @Override
            public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {
                seen.add("end of " + attempt.step());
            }
        };
        Plan plan = plan();
        runner(plan, listener).run(begin(plan));
        assertThat(seen).containsExactly("Start", "Start", "end of a/1", "end of b/1");
    }

    @Test
    void anAttemptKnowsItsReasonItsVersionsAndWhatWasThere() {
        Plan plan = plan();
        Attempts attempts = Attempts.of("r-1", warehouse, plan, tables.state(warehouse));
        PartitionSet day = DAYS.parse("2013-01-02");
        Attempt attempt = attempts.of(new Fragment("a/1.2", "a/1", "a", day, Optional.empty()), 3);
        assertThat(attempt.reason()).isEqualTo("missing");
        assertThat(attempt.sources()).isEqualTo(Map.of("s", 1L));
        assertThat(attempt.plannedVersion()).isEqualTo(-1);
        assertThat(attempt.previous().isEmpty()).isTrue();
        assertThat(attempt.number()).isEqualTo(3);
    }
}
