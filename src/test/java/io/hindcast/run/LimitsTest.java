package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Step;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.TestingOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many steps run side by side, and which. */
class LimitsTest {

    private static final Instant NOW = Instant.parse("2013-06-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-08");
    private static final Warehouse THREE = world().source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("s"))
            .asset("c", DAYS, input("s"))
            .warehouse();
    private static final RetryPolicy RETRY = new RetryPolicy(3, Wait.fixed(Duration.ofSeconds(10)), Duration.ZERO);

    /** A run of a step for each of the first days of each asset, in the order of the assets. */
    private static final class Driven {

        private RunState state;

        Driven(Limits limits, int days, String... assets) {
            List<Step> steps = new ArrayList<>();
            for (String asset : assets) {
                for (int i = 0; i < days; i++) {
                    steps.add(step(asset, i));
                }
            }
            state = RunState.begin(
                    RunSetup.of(THREE, steps, Earlier.nothing(), RetryPolicies.same(RETRY), limits),
                    Map.of(),
                    Map.of());
            on(new RunEvent.Woken());
        }

        private static Step step(String asset, int number) {
            long first = DAYS.domain().timeIntervals().first();
            PartitionSet day = PartitionSet.ofTime(DAYS, IntervalSet.point(first + number));
            return new Step(
                    asset + "/" + (number + 1),
                    asset,
                    day,
                    Map.of(Reason.MISSING, day),
                    PartitionSet.empty(DAYS),
                    Map.of(),
                    List.of(),
                    Estimate.NOTHING);
        }

        Driven on(RunEvent event) {
            state = state.on(event, NOW).state();
            return this;
        }

        Driven committed(String id) {
            PartitionSet all = state.setup().step(id).partitions();
            return on(new RunEvent.StepCommitted(id, all, PartitionSet.empty(DAYS)));
        }

        List<String> running() {
            return state.running().keySet().stream().sorted().toList();
        }
    }

    @Test
    void anotherLimitLetsMoreStartAtOnceOrNoneUntilEnoughCameToTheirEnd() {
        Driven run = new Driven(Limits.ofParallel(2), 5, "a");
        assertThat(run.running()).containsExactly("a/1", "a/2");
        run.on(new RunEvent.Limited(4));
        assertThat(run.running()).containsExactly("a/1", "a/2", "a/3", "a/4");
        run.on(new RunEvent.Limited(1)).committed("a/1").committed("a/2").committed("a/3");
        assertThat(run.running()).containsExactly("a/4");
        run.committed("a/4");
        assertThat(run.running()).containsExactly("a/5");
        assertThat(run.committed("a/5").state.isOver()).isTrue();
    }

    @Test
    void anAssetAndAPoolHaveLimitsOfTheirOwnAndOthersGoOnBesideThem() {
        Limits limits = new Limits(8, Map.of("a", 1), Map.of("crm", 2), Map.of("a", "crm", "b", "crm"));
        Driven run = new Driven(limits, 3, "a", "b", "c");
        assertThat(run.running()).containsExactly("a/1", "b/1", "c/1", "c/2", "c/3");
        run.committed("a/1");
        assertThat(run.running()).containsExactly("a/2", "b/1", "c/1", "c/2", "c/3");
        run.committed("a/2").committed("a/3");
        assertThat(run.running()).containsExactly("b/1", "b/2", "c/1", "c/2", "c/3");
    }

    @Test
    void aStepThatWaitsForItsNextAttemptHoldsNoPlaceInItsPool() {
        Limits limits = new Limits(8, Map.of(), Map.of("crm", 1), Map.of("a", "crm"));
        Driven run = new Driven(limits, 2, "a");
        run.on(new RunEvent.StepFailed("a/1", TestingOutcomes.failure(Failure.Kind.REPEATABLE, "socket"), 0));
        assertThat(run.running()).containsExactly("a/2");
    }

    @Test
    void limitsOfAnAssetAndOfAPoolChangeWhileARunGoes() {
        Limits limits = new Limits(8, Map.of(), Map.of("crm", 2), Map.of("a", "crm"));
        Driven run = new Driven(limits, 4, "a", "b");
        assertThat(run.running()).containsExactly("a/1", "a/2", "b/1", "b/2", "b/3", "b/4");
        run.on(new RunEvent.Limited(new Limits.Change("pool:crm", 3)));
        assertThat(run.running()).contains("a/3").doesNotContain("a/4");
        run.on(new RunEvent.Limited(new Limits.Change("a", 1))).committed("a/1").committed("a/2");
        assertThat(run.running()).contains("a/3").doesNotContain("a/4");
        run.committed("a/3");
        assertThat(run.running()).contains("a/4");
    }

    /** It had no lane of its own before. */
    @Test
    void anAssetThatIsLimitedWhileARunGoesHoldsNobodyElseBack() {
        Driven run = new Driven(Limits.ofParallel(2), 3, "a", "b");
        assertThat(run.running()).containsExactly("a/1", "a/2");
        run.on(new RunEvent.Limited(new Limits.Change("a", 1))).committed("a/1");
        assertThat(run.running()).containsExactly("a/2", "b/1");
    }

    @Test
    void nothingStartsAsLongAsOthersWaitAndWhatRunsGoesOn() {
        Driven run = new Driven(Limits.ofParallel(2), 4, "a").on(new RunEvent.OthersWait());
        assertThat(run.committed("a/1").running()).containsExactly("a/2");
        assertThat(run.on(new RunEvent.PauseAsked())
                        .on(new RunEvent.OthersServed())
                        .running())
                .as("somebody has it paused")
                .containsExactly("a/2");
        assertThat(run.on(new RunEvent.ResumeAsked()).running()).containsExactly("a/2", "a/3");
        run.on(new RunEvent.OthersWait()).on(new RunEvent.PauseAsked()).on(new RunEvent.ResumeAsked());
        assertThat(run.committed("a/2").running()).as("others wait still").containsExactly("a/3");
        assertThat(run.on(new RunEvent.OthersServed()).running()).containsExactly("a/3", "a/4");
    }

    @Test
    void nothingLessThanOneStepIsALimitAndAPoolMustBeKnown() {
        assertThatThrownBy(() -> Limits.ofParallel(0)).hasMessageContaining("at least one step");
        assertThatThrownBy(() -> new Limits(1, Map.of("a", 0), Map.of(), Map.of()))
                .hasMessageContaining("0 of a");
        assertThatThrownBy(() -> new Limits(1, Map.of(), Map.of(), Map.of("a", "crm")))
                .hasMessageContaining("pool crm, which has no limit");
    }
}
