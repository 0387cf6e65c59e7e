package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Step;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a turn costs. */
class RunStateCostTest {

    private static final Instant NOW = Instant.parse("2013-06-01T00:00:00Z");
    private static final RetryPolicy RETRY = new RetryPolicy(3, Wait.fixed(Duration.ofSeconds(10)), Duration.ZERO);

    @Tag("long")
    @Test
    void aTurnCostsAboutTheSameHoweverManyStepsThereAre() {
        long few = nanosPerTurn(500);
        long many = nanosPerTurn(16_000);
        assertThat(many).as("few: %s ns, many: %s ns a turn", few, many).isLessThan(8 * few);
    }

    private static long nanosPerTurn(int count) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            best = Math.min(best, nanosOfARun(count) / count);
        }
        return best;
    }

    private static long nanosOfARun(int count) {
        Partitioning days = days("2000-01-01..2060-12-31");
        Warehouse warehouse =
                world().source("s", days).asset("a", days, input("s")).warehouse();
        long first = days.domain().timeIntervals().first();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PartitionSet day = PartitionSet.ofTime(days, IntervalSet.point(first + i));
            steps.add(new Step(
                    "a/" + i,
                    "a",
                    day,
                    Map.of(Reason.MISSING, day),
                    PartitionSet.empty(days),
                    Map.of(),
                    List.of(),
                    Estimate.NOTHING));
        }
        RunState state = RunState.begin(RunSetup.of(warehouse, steps, Earlier.nothing(), RETRY, 8), Map.of(), Map.of());
        long begin = System.nanoTime();
        RunState.Transition transition = state.on(new RunEvent.Woken(), NOW);
        Deque<String> running = new ArrayDeque<>(transition.state().running().keySet());
        while (!running.isEmpty()) {
            String id = running.remove();
            PartitionSet all = transition.state().setup().step(id).partitions();
            transition = transition.state().on(new RunEvent.StepCommitted(id, all, PartitionSet.empty(days)), NOW);
            transition
                    .notices()
                    .forEach(notice ->
                            running.add(((Notice.Start) notice).fragment().id()));
        }
        assertThat(transition.state().isOver()).isTrue();
        return System.nanoTime() - begin;
    }
}
