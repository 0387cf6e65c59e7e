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
import io.hindcast.retry.Failure;
import io.hindcast.retry.Origin;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Trouble;
import io.hindcast.testing.RandomWorlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whose fault a failure is: bad days are found wherever they lie, and what gave out is nobody's fault. */
class BisectionTest {

    private static final int DAYS = 64;
    private static final Partitioning PARTITIONING = days("2013-01-01..2013-03-05");
    private static final Warehouse WAREHOUSE = world().source("s", PARTITIONING)
            .asset("a", PARTITIONING, input("s"))
            .asset("b", PARTITIONING, input("a"))
            .warehouse();
    private static final int ATTEMPTS = 3;

    private static PartitionSet range(int from, int until) {
        long first = PARTITIONING.domain().timeIntervals().first();
        PartitionSet set = PartitionSet.empty(PARTITIONING);
        for (int day = from; day < until; day++) {
            set = set.union(PartitionSet.ofTime(PARTITIONING, IntervalSet.point(first + day)));
        }
        return set;
    }

    /** All days of {@code a} in batches, and one step of {@code b} below each. */
    private static List<Step> batches(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        int from = 0;
        for (int number = 1; from < DAYS; number++) {
            int until = Math.min(DAYS, from + 1 + random.nextInt(40));
            PartitionSet set = range(from, until);
            steps.add(step("a/" + number, "a", set));
            steps.add(step("b/" + number, "b", set, "a/" + number));
            from = until;
        }
        return steps;
    }

    private static Step step(String id, String asset, PartitionSet set, String... after) {
        return new Step(
                id,
                asset,
                set,
                Map.of(Reason.MISSING, set),
                PartitionSet.empty(PARTITIONING),
                Map.of(),
                List.of(after),
                Estimate.NOTHING);
    }

    /** Any number of days, alone and in rows. */
    private static PartitionSet poison(SplittableRandom random) {
        PartitionSet poison = PartitionSet.empty(PARTITIONING);
        for (int rows = random.nextInt(9); rows > 0; rows--) {
            int from = random.nextInt(DAYS);
            poison = poison.union(range(
                    from, Math.min(DAYS, from + 1 + random.nextInt(random.nextInt(3) == 0 ? 12 : 2))));
        }
        return poison;
    }

    private static Failure failure(Failure.Kind kind, String signature, Origin origin) {
        return new Failure(kind, signature, signature, signature, origin);
    }

    private static Failure trouble(Trouble trouble) {
        return failure(Failure.Kind.RESOURCES, trouble.word(), Origin.of(trouble));
    }

    private static VirtualRun run(List<Step> steps, RetryPolicy policy, VirtualRun.Weather weather, long seed) {
        RunSetup setup = RunSetup.of(WAREHOUSE, steps, Earlier.nothing(), policy, 1 + (int) (seed % 4));
        return new VirtualRun(setup, weather, seed).toItsEnd();
    }

    private static int levels(long count) {
        return 64 - Long.numberOfLeadingZeros(count - 1);
    }

    @Test
    void exactlyThePoisonedDaysAreSetAsideAndEachBatchFailsNoMoreThanItTakesToFindThem() {
        for (long seed = 0; seed < RandomWorlds.count(300); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Step> steps = batches(random);
            PartitionSet poison = poison(random);
            Failure.Kind kind = random.nextBoolean() ? Failure.Kind.REPEATABLE : Failure.Kind.REFUSED_ROWS;
            Failure bad = failure(kind, "poison", Origin.unknown());
            VirtualRun run = run(
                    steps,
                    RetryPolicy.standard(),
                    (fragment, attempt, since) -> fragment.asset().equals("a")
                                    && fragment.partitions().intersects(poison)
                            ? Optional.of(bad)
                            : Optional.empty(),
                    seed);
            String what = "seed " + seed + ", poison " + poison;
            PartitionSet all = PARTITIONING.domain();
            PartitionSet none = PartitionSet.empty(PARTITIONING);
            assertThat(run.setAside("a").orElse(none)).as(what).isEqualTo(poison);
            assertThat(run.built("a").orElse(none)).as(what).isEqualTo(all.minus(poison));
            assertThat(run.built("b").orElse(none)).as(what).isEqualTo(all.minus(poison));
            assertThat(run.setAside("b")).as(what).isEmpty();
            for (Step step : steps) {
                long bads = step.partitions().intersect(poison).count();
                long failed = run.judged().stream()
                        .filter(each -> each.fragment().root().equals(step.id()))
                        .count();
                long most = bads == 0
                        ? 0
                        : ATTEMPTS + bads * levels(step.partitions().count());
                assertThat(failed).as("%s of %s", step.id(), what).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void aStoreThatAnswers503ForMinutesHealsAndNothingIsHalvedForIt() {
        for (long seed = 0; seed < RandomWorlds.count(200); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Step> steps = batches(random);
            Duration from = Duration.ofSeconds(random.nextInt(60));
            Duration until = from.plusSeconds(60 + random.nextInt(300));
            Trouble trouble = random.nextBoolean() ? Trouble.STORE_AWAY : Trouble.NETWORK_AWAY;
            VirtualRun run = run(
                    steps,
                    RetryPolicy.standard(),
                    (fragment, attempt, since) -> since.compareTo(from) >= 0 && since.compareTo(until) < 0
                            ? Optional.of(trouble(trouble))
                            : Optional.empty(),
                    seed);
            requireAllBuilt(run, seed);
            assertThat(run.judged())
                    .as("seed %s", seed)
                    .allMatch(each -> each.verdict().then() == Verdict.Then.AGAIN);
            assertThat(run.took()).as("seed %s", seed).isLessThan(until.plusSeconds(60 + 25L * steps.size()));
        }
    }

    @Test
    void memoryThatIsTooSmallMakesBatchesSmallerUntilTheyFit() {
        for (long seed = 0; seed < RandomWorlds.count(200); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Step> steps = batches(random);
            int most = 1 + random.nextInt(20);
            Trouble trouble = random.nextBoolean() ? Trouble.OUT_OF_MEMORY : Trouble.DISK_FULL;
            VirtualRun run = run(
                    steps,
                    RetryPolicy.standard(),
                    (fragment, attempt, since) ->
                            fragment.partitions().count() > most ? Optional.of(trouble(trouble)) : Optional.empty(),
                    seed);
            requireAllBuilt(run, seed);
        }
    }

    @Test
    void anExecutorThatIsLostNowAndThenIsNobodysFaultAndBadDaysAreFoundAmongThem() {
        for (long seed = 0; seed < RandomWorlds.count(200); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Step> steps = batches(random);
            PartitionSet poison = poison(random);
            // Fewer times than there are attempts: what comes at each attempt cannot be told from a bad day.
            VirtualRun run = run(
                    steps,
                    RetryPolicy.standard(),
                    (fragment, attempt, since) -> attempt < ATTEMPTS && random.nextInt(3) == 0
                            ? Optional.of(trouble(Trouble.EXECUTOR_LOST))
                            : fragment.asset().equals("a")
                                            && fragment.partitions().intersects(poison)
                                    ? Optional.of(failure(Failure.Kind.REPEATABLE, "poison", Origin.unknown()))
                                    : Optional.empty(),
                    seed);
            PartitionSet none = PartitionSet.empty(PARTITIONING);
            assertThat(run.setAside("a").orElse(none)).as("seed %s", seed).isEqualTo(poison);
            assertThat(run.built("b").orElse(none))
                    .as("seed %s", seed)
                    .isEqualTo(PARTITIONING.domain().minus(poison));
        }
    }

    @Test
    void aStoreThatNeverComesBackIsGivenUpInTheEnd() {
        PartitionSet few = range(0, 3);
        VirtualRun run = run(
                List.of(step("a/1", "a", few)),
                RetryPolicy.standard(),
                (fragment, attempt, since) -> Optional.of(trouble(Trouble.STORE_AWAY)),
                1);
        assertThat(run.setAside("a")).contains(few);
        assertThat(run.took()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
    }

    private static void requireAllBuilt(VirtualRun run, long seed) {
        assertThat(run.setAside("a")).as("seed %s", seed).isEmpty();
        assertThat(run.setAside("b")).as("seed %s", seed).isEmpty();
        assertThat(run.built("a")).as("seed %s", seed).contains(PARTITIONING.domain());
        assertThat(run.built("b")).as("seed %s", seed).contains(PARTITIONING.domain());
        assertThat(run.notRun()).as("seed %s", seed).isEmpty();
    }
}
