package io.hindcast.run;

import static io.hindcast.run.Driven.BEGIN;
import static io.hindcast.run.Driven.RETRY;
import static io.hindcast.run.Driven.begin;
import static io.hindcast.run.Driven.plan;
import static io.hindcast.run.Driven.step;
import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.EntryBuilder;
import io.hindcast.ledger.Event;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Step;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Origin;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.RetryWhen;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Trouble;
import io.hindcast.retry.Wait;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunStateTest {

    private static final Partitioning DAYS = days("2013-01-01..2013-01-08");
    private static final Warehouse TWO = world().source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("a"))
            .warehouse();

    @Test
    void aKnownFailureIsNotRepeatedInTheHalvesAndLeadsStraightToThePoisonedDay() {
        Driven run = new Driven(begin(
                TWO,
                Earlier.nothing(),
                1,
                step("a/1", "a", DAYS, "2013-01-01..2013-01-08"),
                step("b/1", "b", DAYS, "2013-01-01..2013-01-08", "a/1")));
        run.failed("a/1", Failure.Kind.REPEATABLE, "poison").wake();
        run.failed("a/1", Failure.Kind.REPEATABLE, "poison").wake();
        run.failed("a/1", Failure.Kind.REPEATABLE, "poison");
        assertThat(run.told())
                .containsExactly(
                        "start a/1 #1",
                        "retry a/1 at +10",
                        "start a/1 #2",
                        "retry a/1 at +20",
                        "start a/1 #3",
                        "halved a/1",
                        "start a/1.1 #1");
        run.committed("a/1.1")
                .failed("a/1.2", Failure.Kind.REPEATABLE, "poison")
                .failed("a/1.2.1", Failure.Kind.REPEATABLE, "poison")
                .failed("a/1.2.1.1", Failure.Kind.REPEATABLE, "poison")
                .committed("a/1.2.2")
                .committed("a/1.2.1.2")
                .committed("b/1");
        assertThat(run.told())
                .containsExactly(
                        "start a/1.2 #1",
                        "halved a/1.2",
                        "start a/1.2.1 #1",
                        "halved a/1.2.1",
                        "start a/1.2.1.1 #1",
                        "quarantined 2013-01-05",
                        // The eighth start is for what has waited longest.
                        "start a/1.2.2 #1",
                        "start a/1.2.1.2 #1",
                        "waiting b 2013-01-05: waits for a 2013-01-05, which could not be built",
                        "start b/1 #1");
        assertThat(run.state().isOver()).isTrue();
        assertThat(run.state().tally()).isEqualTo(new Tally(16, 14, 0, 0, 1, 1, 0));
        assertThat(run.state().tally().left()).isEqualTo(1);
        assertThat(run.state().tally().settled()).isEqualTo(16);
    }

    @Test
    void anotherFailureOfAHalfIsRepeatedByThePolicy() {
        Driven run = new Driven(begin(TWO, Earlier.nothing(), 1, step("a/1", "a", DAYS, "2013-01-01..2013-01-02")));
        run.failed("a/1", Failure.Kind.REFUSED_ROWS, "check");
        run.failed("a/1.1", Failure.Kind.REPEATABLE, "socket");
        assertThat(run.told())
                .containsExactly(
                        "start a/1 #1", "halved a/1", "start a/1.1 #1", "retry a/1.1 at +10", "start a/1.2 #1");
    }

    @Test
    void aClusterThatGaveOutMakesBatchesSmallerAndALonePartitionGetsAllItsAttempts() {
        Driven run = new Driven(begin(TWO, Earlier.nothing(), 1, step("a/1", "a", DAYS, "2013-01-01..2013-01-02")));
        for (int i = 0; i < 2; i++) {
            run.failed("a/1", Failure.Kind.RESOURCES, "out of memory").wake();
        }
        run.failed("a/1", Failure.Kind.RESOURCES, "out of memory");
        run.told();
        run.failed("a/1.1", Failure.Kind.RESOURCES, "out of memory").committed("a/1.2");
        run.wake().failed("a/1.1", Failure.Kind.RESOURCES, "out of memory");
        run.wake().failed("a/1.1", Failure.Kind.RESOURCES, "out of memory");
        assertThat(run.told())
                .containsExactly(
                        "retry a/1.1 at +30",
                        "start a/1.2 #1",
                        "start a/1.1 #2",
                        "retry a/1.1 at +40",
                        "start a/1.1 #3",
                        "quarantined 2013-01-01");
    }

    @Test
    void aJobThatCannotRunIsSetAsideWholeAtOnce() {
        Driven run = new Driven(begin(TWO, Earlier.nothing(), 1, step("a/1", "a", DAYS, "2013-01-01..2013-01-08")));
        run.failed("a/1", Failure.Kind.PERMANENT, "no such column");
        assertThat(run.told()).containsExactly("start a/1 #1", "quarantined 2013-01-01..2013-01-08");
        assertThat(run.state().isOver()).isTrue();
    }

    private static RetryPolicies policies() {
        RetryPolicy.Rule patient = new RetryPolicy.Rule(
                new RetryWhen.OfTrouble(Set.of(Trouble.STORE_AWAY)),
                Optional.of(Stop.never()),
                Optional.of(Wait.fixed(Duration.ofSeconds(60))));
        RetryPolicy own = new RetryPolicy(RETRY.stop(), RETRY.backoff(), RETRY.when(), List.of(patient));
        return new RetryPolicies(RETRY, Map.of("a", own, "b", RetryPolicy.none()));
    }

    private static final Failure AWAY =
            TestingOutcomes.failure(Failure.Kind.RESOURCES, "503").from(Origin.of(Trouble.STORE_AWAY));

    @Test
    void eachAssetIsTriedByItsPolicyAndEachRuleCountsItsOwnFailures() {
        Step a = step("a/1", "a", DAYS, "2013-01-01");
        Step b = step("b/1", "b", DAYS, "2013-01-01");
        Driven run = new Driven(begin(TWO, policies(), Earlier.nothing(), a, b));
        run.failed("b/1", Failure.Kind.REPEATABLE, "socket");
        for (int i = 0; i < 5; i++) {
            run.on(new RunEvent.StepFailed("a/1", AWAY, 0)).wake();
        }
        run.failed("a/1", Failure.Kind.REPEATABLE, "socket").wake();
        run.failed("a/1", Failure.Kind.REPEATABLE, "socket").wake();
        run.failed("a/1", Failure.Kind.REPEATABLE, "socket");
        assertThat(run.told())
                .contains("quarantined 2013-01-01", "retry a/1 at +60", "retry a/1 at +300", "retry a/1 at +310")
                .contains("start a/1 #8")
                .endsWith("quarantined 2013-01-01");
    }

    @Test
    void afterADeathEachRuleCountsOn() {
        List<Entry> rows = new ArrayList<>();
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "ann@host"), TWO, rows::addAll);
        Step a = step("a/1", "a", DAYS, "2013-01-01");
        RunState state = begin(TWO, policies(), Earlier.nothing(), a);
        Attempts attempts = Attempts.of("r-1", TWO, plan(a), new TestingTables().state(TWO));
        Instant now = BEGIN;
        RunEvent event = new RunEvent.Woken();
        for (Failure failure : List.of(AWAY, AWAY, AWAY, TestingOutcomes.failure(Failure.Kind.REPEATABLE, "socket"))) {
            RunState.Transition begun = state.on(event, now);
            begun.notices().forEach(notice -> chronicle.noticed(notice, BEGIN));
            Fragment fragment =
                    Optional.ofNullable(begun.state().running().get("a/1")).orElseThrow();
            Attempt attempt = attempts.of(fragment, 1 + rows.size() / 2);
            chronicle.ended(attempt, TestingOutcomes.failed(attempt, failure), now);
            RunState.Transition failed = begun.state().on(new RunEvent.StepFailed("a/1", failure, 0), now);
            failed.notices().forEach(notice -> chronicle.noticed(notice, BEGIN));
            state = failed.state();
            now = state.nextWake().orElseThrow();
        }
        Earlier earlier = Earlier.of("r-1", TWO, rows);
        Track track = Optional.ofNullable(earlier.tracks().get("a/1")).orElseThrow();
        assertThat(track.attempts()).isEqualTo(4);
        assertThat(track.count("{kind: store_away}").failed()).isEqualTo(3);
        assertThat(track.count("").failed()).isEqualTo(1);
        assertThat(rows.get(rows.size() - 1).detail())
                .contains("\"then\":\"again\"", "\"wait\":10.0", "\"waited\":60.0", "\"idle\":180.0");
        assertThat(rows.get(3).detail()).contains("\"rule\":\"{kind: store_away}\"", "\"trouble\":\"store_away\"");
        Driven next = new Driven(begin(TWO, policies(), earlier, a));
        next.failed("a/1", Failure.Kind.REPEATABLE, "socket").wake();
        next.failed("a/1", Failure.Kind.REPEATABLE, "socket");
        assertThat(next.told())
                .startsWith("start a/1 #5")
                .contains("start a/1 #6")
                .endsWith("quarantined 2013-01-01");
    }

    @Test
    void aTableThatMovedIsTriedAgainAtOnceAndNotCounted() {
        Driven run = new Driven(begin(TWO, Earlier.nothing(), 1, step("a/1", "a", DAYS, "2013-01-01..2013-01-08")));
        for (int i = 0; i < 9; i++) {
            run.failed("a/1", Failure.Kind.TABLE_MOVED, "metadata changed");
        }
        run.failed("a/1", Failure.Kind.REPEATABLE, "socket");
        assertThat(run.told()).contains("start a/1 #10").endsWith("retry a/1 at +10");
    }

    @Test
    void partitionsThatSomeoneElseWroteAreRefusedAndWhatReadsThemWaits() {
        Driven run = new Driven(begin(
                TWO,
                Earlier.nothing(),
                2,
                step("a/1", "a", DAYS, "2013-01-01"),
                step("b/1", "b", DAYS, "2013-01-01", "a/1")));
        run.failed("a/1", Failure.Kind.FOREIGN_WRITE, "someone");
        assertThat(run.told())
                .containsExactly(
                        "start a/1 #1",
                        "foreign write a 2013-01-01: someone raised",
                        "waiting b 2013-01-01: waits for a 2013-01-01, which could not be built");
        assertThat(run.state().tally().refused()).isEqualTo(1);
        assertThat(run.state().isOver()).isTrue();
    }

    @Test
    void whatIsLeftOfAStepGoesOnUnderAnIdThatNeverCommittedAndItsAttemptsCountOn() {
        List<Entry> ledger = new ArrayList<>();
        for (int attempt = 1; attempt <= 3; attempt++) {
            ledger.add(entry(Event.STARTED, "a/1", attempt, "2013-01-01..2013-01-08"));
            ledger.add(entry(Event.FAILED, "a/1", attempt, "2013-01-01..2013-01-08"));
        }
        ledger.add(entry(Event.COMMITTED, "a/1.1", 1, "2013-01-01..2013-01-04"));
        Step step = step("a/1", "a", DAYS, "2013-01-01..2013-01-08");
        Driven second = new Driven(begin(TWO, Earlier.of("r-1", TWO, ledger), 1, step));
        assertThat(second.told()).containsExactly("start a/1.0 #4");
        second.failed("a/1.0", Failure.Kind.REPEATABLE, "poison");
        assertThat(second.told())
                .as("its root had all its attempts")
                .containsExactly("halved a/1.0", "start a/1.0.1 #1");

        ledger.add(entry(Event.STARTED, "a/1.0", 4, "2013-01-05..2013-01-08"));
        ledger.add(entry(Event.UNCHANGED, "a/1.0.1", 1, "2013-01-05..2013-01-06"));
        Driven third = new Driven(begin(TWO, Earlier.of("r-1", TWO, ledger), 1, step));
        assertThat(third.told()).containsExactly("start a/1.0.0 #4");
        assertThat(third.running("a/1.0.0")).hasToString("2013-01-07..2013-01-08");
    }

    @Test
    void anIdThatNeverCommittedIsUsedOn() {
        List<Entry> ledger = List.of(
                entry(Event.STARTED, "a/1", 1, "2013-01-01..2013-01-08"),
                entry(Event.COMMITTED, "a/10", 1, "2013-01-08"),
                entry(Event.COMMITTED, "b/1", 1, "2013-01-08"));
        Driven run = new Driven(
                begin(TWO, Earlier.of("r-1", TWO, ledger), 1, step("a/1", "a", DAYS, "2013-01-01..2013-01-07")));
        assertThat(run.told()).containsExactly("start a/1 #2");
        assertThat(Earlier.of("r-2", TWO, ledger)).isEqualTo(Earlier.nothing());
    }

    private static Entry entry(Event event, String step, int attempt, String set) {
        EntryBuilder builder = Entry.of(Driven.BEGIN, event, "world")
                .run("r-1")
                .asset(step.substring(0, 1))
                .partition(set)
                .attempt(step, attempt);
        return builder.build();
    }

    @Test
    void aStopLetsWhatRunsEndAndStartsNothingMore() {
        Driven run = new Driven(begin(
                TWO, Earlier.nothing(), 1, step("a/1", "a", DAYS, "2013-01-01"), step("a/2", "a", DAYS, "2013-01-02")));
        run.told();
        run.on(new RunEvent.StopAsked());
        assertThat(run.state().isOver()).isFalse();
        run.committed("a/1");
        assertThat(run.told()).isEmpty();
        assertThat(run.state().isOver()).isTrue();
        assertThat(run.state().isStopping()).isTrue();
        assertThat(run.state().nextWake()).isEmpty();
    }

    @Test
    void aStopThatComesWhenAllIsDoneCutsNothingShort() {
        Driven run = new Driven(begin(TWO, Earlier.nothing(), 1, step("a/1", "a", DAYS, "2013-01-01")));
        run.on(new RunEvent.StopAsked());
        assertThat(run.state().isStopping()).isTrue();
        run.committed("a/1");
        assertThat(run.state().isOver()).isTrue();
        assertThat(run.state().isStopping()).isFalse();
    }

    @Test
    void eventsThatCannotBeAreRefusedByName() {
        Driven run = new Driven(begin(TWO, Earlier.nothing(), 1, step("a/1", "a", DAYS, "2013-01-01..2013-01-02")));
        PartitionSet none = PartitionSet.empty(DAYS);
        PartitionSet both = DAYS.parse("2013-01-01..2013-01-02");
        assertThatThrownBy(() -> run.on(new RunEvent.StepCommitted("a/2", both, none)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step a/2 does not run: [a/1]");
        assertThatThrownBy(() -> run.failed("a/1.1", Failure.Kind.REPEATABLE, "poison"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a/1.1 does not run");
        assertThatThrownBy(() -> run.on(new RunEvent.StepStopped("b/1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("b/1 does not run");
        assertThatThrownBy(() -> run.on(new RunEvent.StepCommitted("a/1", DAYS.parse("2013-01-01"), none)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step a/1 is of 2013-01-01..2013-01-02 and not of changed 2013-01-01");
        assertThatThrownBy(() -> run.on(new RunEvent.StepCommitted("a/1", both, both)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/1");
        run.committed("a/1");
        assertThatThrownBy(() -> run.on(new RunEvent.StepCommitted("a/1", both, none)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step a/1 does not run: []");
    }

    @Test
    void theLongestRemainingPathGoesFirstThenTheOrderOfThePlan() {
        Driven run = new Driven(begin(
                TWO,
                Earlier.nothing(),
                1,
                step("a/1", "a", DAYS, "2013-01-01"),
                step("a/2", "a", DAYS, "2013-01-02"),
                step("a/3", "a", DAYS, "2013-01-03"),
                step("b/1", "b", DAYS, "2013-01-03", "a/3")));
        run.committed("a/3").committed("a/1").committed("a/2");
        assertThat(run.told()).containsExactly("start a/3 #1", "start a/1 #1", "start a/2 #1", "start b/1 #1");
    }

    @Test
    void aLongChainOfIdleStepsIsLeftOutInOneTurnWithoutDeepRecursion() {
        int count = 10_000;
        Partitioning days = days("2013-01-01..2045-12-31");
        Warehouse warehouse =
                world().source("s", days).asset("a", days, input("s"), self(1)).warehouse();
        long first = days.domain().timeIntervals().first();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PartitionSet day = PartitionSet.ofTime(days, IntervalSet.point(first + i));
            PartitionSet ifChanged = i == 0 ? PartitionSet.empty(days) : day;
            List<String> after = i == 0 ? List.of() : List.of("a/" + i);
            steps.add(new Step(
                    "a/" + (i + 1),
                    "a",
                    day,
                    Map.of(Reason.UPSTREAM, day),
                    ifChanged,
                    Map.of(),
                    after,
                    Estimate.NOTHING));
        }
        Driven run = new Driven(begin(warehouse, Earlier.nothing(), 4, steps.toArray(Step[]::new)));
        run.unchanged("a/1");
        assertThat(run.state().isOver()).isTrue();
        assertThat(run.state().tally().skipped()).isEqualTo(count - 1);
    }
}
