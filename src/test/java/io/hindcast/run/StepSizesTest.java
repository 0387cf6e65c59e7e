package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Range;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Request;
import io.hindcast.plan.Spread;
import io.hindcast.plan.Step;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.TestingTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Sizes of steps that adapt, against the best fixed one, in the time of a clock of their own. */
class StepSizesTest {

    private static final Instant BEGIN = Instant.parse("2013-06-01T00:00:00Z");
    private static final Partitioning DAYS = days("1980-01-01..2019-12-31");
    private static final long PARTITIONS = DAYS.domain().count();
    private static final RetryPolicy RETRY = new RetryPolicy(3, Wait.none(), Duration.ZERO);
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int PARALLEL = 4;

    private final Warehouse warehouse =
            world().source("s", DAYS).asset("a", DAYS, input("s")).warehouse();
    private final Plan whole = plan(new BatchPolicy(1L << 50, PARALLEL, 8, 1));

    private Plan plan(BatchPolicy policy) {
        TestingTables tables = new TestingTables();
        tables.arrive("s", DAYS.domain());
        return new Planner(warehouse, tables.state(warehouse), policy)
                .plan("p-1", Request.everything(), BEGIN, List.of());
    }

    private record Running(String id, double end, double seconds) {}

    /** What a run took, and how many steps it needed. */
    private record Outcome(double seconds, int steps, long largest, List<Long> sizes) {}

    /** Carries the plan out, each step taking what the shape says of its number of partitions. */
    private Outcome run(Sizing sizing, LongToDoubleFunction shape, long tooMany) {
        RunState state = RunState.begin(
                        RunSetup.of(warehouse, whole.steps(), Earlier.nothing(), RETRY, PARALLEL), Map.of(), Map.of())
                .sized(sizing);
        PriorityQueue<Running> running = new PriorityQueue<>((a, b) -> Double.compare(a.end(), b.end()));
        Set<String> ids = new HashSet<>();
        PartitionSet built = PartitionSet.empty(DAYS);
        double now = 0;
        long largest = 0;
        List<Long> sizes = new ArrayList<>();
        RunState.Transition transition = state.on(new RunEvent.Woken(), BEGIN);
        while (true) {
            state = transition.state();
            for (Notice notice : transition.notices()) {
                if (notice instanceof Notice.Start start) {
                    long count = start.fragment().partitions().count();
                    double seconds = count > tooMany ? 30 : shape.applyAsDouble(count);
                    sizes.add(count);
                    running.add(new Running(start.fragment().id(), now + seconds, seconds));
                }
            }
            if (running.isEmpty()) {
                break;
            }
            Running done = running.remove();
            now = done.end();
            PartitionSet set = Optional.ofNullable(state.running().get(done.id()))
                    .orElseThrow()
                    .partitions();
            if (set.count() > tooMany) {
                state = state.on(new RunEvent.Overloaded(done.id()), BEGIN).state();
                Failure memory = new Failure(Failure.Kind.RESOURCES, "HC-300", "out of memory", "memory");
                transition = state.on(new RunEvent.StepFailed(done.id(), memory, 0), BEGIN);
                continue;
            }
            assertThat(ids.add(done.id())).as("committed twice: %s", done.id()).isTrue();
            assertThat(built.intersects(set)).isFalse();
            built = built.union(set);
            largest = Math.max(largest, set.count());
            state = state.on(new RunEvent.Timed(done.id(), done.seconds()), BEGIN)
                    .state();
            transition = state.on(new RunEvent.StepCommitted(done.id(), set, PartitionSet.empty(DAYS)), BEGIN);
        }
        assertThat(transition.state().isOver()).isTrue();
        assertThat(built).isEqualTo(DAYS.domain());
        return new Outcome(now, ids.size(), largest, sizes);
    }

    /** The least time with steps of one size, whatever it is, that take as long as a step should at most. */
    private static double best(LongToDoubleFunction shape) {
        double best = Double.MAX_VALUE;
        for (long size = 1; size <= PARTITIONS; size++) {
            if (shape.applyAsDouble(size) <= STEP.toSeconds()) {
                long steps = (PARTITIONS + size - 1) / size;
                long rounds = (steps + PARALLEL - 1) / PARALLEL;
                best = Math.min(best, rounds * shape.applyAsDouble(size));
            }
        }
        return best;
    }

    private void isNearTheBest(LongToDoubleFunction shape) {
        Outcome outcome = run(Sizing.aimingAt(STEP, Map.of()), shape, Long.MAX_VALUE);
        double best = best(shape);
        assertThat(outcome.seconds() / best).as("%s, best %s", outcome, best).isLessThan(1.2);
    }

    private Fragment first(Spread seconds) {
        Estimate estimate = new Estimate(Range.ZERO, Range.ZERO, seconds, Spread.ZERO, Optional.empty());
        Step step = new Step(
                "a/1",
                "a",
                DAYS.domain(),
                Map.of(Reason.MISSING, DAYS.domain()),
                PartitionSet.empty(DAYS),
                Map.of(),
                List.of(),
                estimate);
        RunState begin = RunState.begin(
                        RunSetup.of(warehouse, List.of(step), Earlier.nothing(), RETRY, PARALLEL), Map.of(), Map.of())
                .sized(Sizing.aimingAt(STEP, Map.of()));
        return begin.on(new RunEvent.Woken(), BEGIN)
                .state()
                .running()
                .values()
                .iterator()
                .next();
    }

    /** A first build of some seconds would pay for every canary with a commit and its jobs. */
    @Test
    void whatIsLikelyToBeShortIsNotCutHoweverLittleIsKnown() {
        assertThat(first(new Spread(2, 40, 725)).partitions()).isEqualTo(DAYS.domain());
        assertThat(first(new Spread(80, 100, 300)).partitions()).isEqualTo(DAYS.domain());
        assertThat(first(new Spread(5, 100, 1800)).partitions().count()).isEqualTo(StepSizes.CANARY);
    }

    @Test
    void whereAStepCostsMuchByItselfStepsBecomeLarge() {
        isNearTheBest(partitions -> 20 + 0.2 * partitions);
    }

    @Test
    void wherePartitionsAreLargeStepsTakeAsLongAsTheyShould() {
        LongToDoubleFunction shape = partitions -> 1 + 12 * partitions;
        isNearTheBest(shape);
        assertThat(run(Sizing.aimingAt(STEP, Map.of()), shape, Long.MAX_VALUE).largest())
                .isBetween(16L, 32L);
    }

    @Test
    void whereLargeStepsSpillTheyStaySmall() {
        isNearTheBest(
                partitions -> 4 + partitions + (partitions > 40 ? 0.05 * (partitions - 40) * (partitions - 40) : 0));
    }

    @Test
    void whatTheClusterCannotHoldIsNotTriedAgainAndAgain() {
        LongToDoubleFunction shape = partitions -> 5 + 0.5 * partitions;
        Outcome outcome = run(Sizing.aimingAt(STEP, Map.of()), shape, 150);
        assertThat(outcome.largest()).isLessThanOrEqualTo(150);
        double best = Math.ceil(PARTITIONS / 150.0 / PARALLEL) * shape.applyAsDouble(150);
        assertThat(outcome.seconds() / best).as("%s, best %s", outcome, best).isLessThan(1.4);
    }

    @Test
    void whatEarlierRunsToldIsWhereTheNextOneBegins() {
        LongToDoubleFunction shape = partitions -> 20 + 0.2 * partitions;
        StepSizes known = StepSizes.UNKNOWN;
        for (long size : List.of(4L, 64L, 1000L, 1000L)) {
            known = known.after(size, shape.applyAsDouble(size));
        }
        Outcome outcome = run(Sizing.aimingAt(STEP, Map.of("a", known)), shape, Long.MAX_VALUE);
        assertThat(outcome.seconds() / best(shape)).isLessThan(1.2);
    }

    @Test
    void theFirstStepOfAnUnknownAssetIsSmallAndIdsStayShort() {
        List<String> started = new ArrayList<>();
        RunState state = RunState.begin(
                        RunSetup.of(warehouse, whole.steps(), Earlier.nothing(), RETRY, 1), Map.of(), Map.of())
                .sized(Sizing.aimingAt(STEP, Map.of()));
        RunState.Transition transition = state.on(new RunEvent.Woken(), BEGIN);
        for (int i = 0; i < 30; i++) {
            Fragment next = transition.state().running().values().iterator().next();
            started.add(next.id() + ":" + next.partitions().count());
            state = transition
                    .state()
                    .on(new RunEvent.Timed(next.id(), 200), BEGIN)
                    .state();
            transition =
                    state.on(new RunEvent.StepCommitted(next.id(), next.partitions(), PartitionSet.empty(DAYS)), BEGIN);
        }
        assertThat(started.get(0)).isEqualTo("a/1.1:4");
        assertThat(started.get(3)).startsWith("a/1.4:");
    }

    @Test
    void aStepThatIsShortWhateverItTakesIsNotCut() {
        Outcome outcome = run(Sizing.AS_PLANNED, partitions -> 10, Long.MAX_VALUE);
        assertThat(outcome.steps()).isEqualTo(whole.steps().size());
    }
}
