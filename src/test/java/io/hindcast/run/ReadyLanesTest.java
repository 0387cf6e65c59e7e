package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Range;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Spread;
import io.hindcast.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes first of what may start. */
class ReadyLanesTest {

    private static final Partitioning DAYS = days("2013-01-01..2013-12-31");
    private static final Warehouse WORLD = world().source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("a"))
            .asset("c", DAYS, input("s"))
            .warehouse();

    private static Step step(String id, String set, double seconds, String... after) {
        PartitionSet partitions = DAYS.parse(set);
        return new Step(
                id,
                id.substring(0, 1),
                partitions,
                Map.of(Reason.MISSING, partitions),
                PartitionSet.empty(DAYS),
                Map.of(),
                List.of(after),
                new Estimate(
                        Range.ZERO, Range.ZERO, new Spread(0, seconds, 2 * seconds), Spread.ZERO, Optional.empty()));
    }

    private static RunSetup setup(Step... steps) {
        return RunSetup.of(WORLD, List.of(steps), Earlier.nothing(), Driven.RETRY, 1);
    }

    private static List<String> order(RunSetup setup) {
        List<String> order = new ArrayList<>();
        Driven run = new Driven(RunState.begin(setup, Map.of(), Map.of()));
        while (!run.state().isOver()) {
            String id = run.state().running().keySet().iterator().next();
            order.add(id);
            run.committed(id);
        }
        return order;
    }

    /** By their number two steps would be the longer path. */
    @Test
    void thePathThatTakesLongestGoesFirstNotTheOneOfMostSteps() {
        RunSetup setup =
                setup(step("a/1", "2013-01-01", 5), step("b/1", "2013-01-01", 5, "a/1"), step("c/1", "2013-01-01", 60));
        assertThat(order(setup)).containsExactly("c/1", "a/1", "b/1");
    }

    @Test
    void whereNoTimeIsKnownThePathOfMostStepsGoesFirst() {
        RunSetup setup =
                setup(step("c/1", "2013-01-01", 0), step("a/1", "2013-01-01", 0), step("b/1", "2013-01-01", 0, "a/1"));
        assertThat(order(setup)).containsExactly("a/1", "c/1", "b/1");
    }

    @Test
    void theOrderOfThePlanDecidesWithinAnAssetWhereItIsAskedFor() {
        RunSetup setup =
                setup(step("a/1", "2013-01-03", 1), step("a/2", "2013-01-02", 9), step("a/3", "2013-01-01", 5));
        assertThat(order(setup)).containsExactly("a/2", "a/3", "a/1");
        assertThat(order(setup.inOrderOfPlan())).containsExactly("a/1", "a/2", "a/3");
    }

    /** More urgent ones come without end, each as soon as one has started. */
    @Test
    void whatIsLeastUrgentStartsWithinABoundHoweverManyAreMoreUrgent() {
        ReadyLanes ready = ReadyLanes.EMPTY;
        int before = 5;
        for (int i = 0; i < before; i++) {
            ready = ready.plus(waiting("long/" + i, 1_000));
        }
        ready = ready.plus(waiting("short", 1)).plus(waiting("short as well", 1));
        List<String> started = new ArrayList<>();
        while (!started.contains("short as well")) {
            RunState.Ready first = ready.first(any -> true).orElseThrow();
            started.add(first.fragment().id());
            ready = ready.started(first).plus(waiting("longer/" + started.size(), 2_000));
        }
        assertThat(started.indexOf("short")).isLessThan(ReadyLanes.TURN * (before + 1));
        assertThat(started).hasSizeLessThanOrEqualTo(ReadyLanes.TURN * (before + 2));
        assertThat(started.stream().filter(id -> id.startsWith("longer")).count())
                .as("all others go to the most urgent")
                .isGreaterThan(started.size() * 3L / 4);
    }

    private static RunState.Waiting waiting(String id, double seconds) {
        return new RunState.Waiting(
                "", seconds, 0, new Fragment(id, id, "a", DAYS.parse("2013-01-01"), Optional.empty()));
    }
}
