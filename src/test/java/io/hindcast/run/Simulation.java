package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitEntries;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Step;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.TestingOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Carries out a plan in virtual time: attempts end in random order and in random ways, and after every event the state is
 * held against what must always be so. The driver may die at any event and a new one take the run up.
 */
final class Simulation {

    static final int MOST_ATTEMPTS = 3;
    private static final RetryPolicy RETRY =
            new RetryPolicy(MOST_ATTEMPTS, Wait.fixed(Duration.ofSeconds(10)), Duration.ofSeconds(5));

    private final Warehouse warehouse;
    private final Plan plan;
    private final NaiveReads reads;
    private final World world;
    private final SplittableRandom random;
    private final Attempts attempts;
    private Limits limits;
    /** Steps should be so short that every one with several partitions is cut, or stay as they were planned. */
    private Sizing sizing = Sizing.AS_PLANNED;

    private final List<Entry> ledger = new ArrayList<>();
    private final Set<String> committedIds = new HashSet<>();
    private final Map<String, Integer> lastAttempt = new HashMap<>();
    private final Map<String, Integer> failedAttempts = new HashMap<>();
    private final Map<String, Attempt> running = new TreeMap<>();
    private final Map<String, String> settled = new TreeMap<>();
    private long version = 100;
    private int events;
    private int lives;
    private Instant now = Instant.parse("2013-06-01T00:00:00Z");

    /**
     * What happens to attempts: which partitions are poisoned, how, and which get new content.
     *
     * @param narrow those that get it in some columns alone
     */
    record World(
            Map<String, Failure.Kind> poison, Set<String> changing, Map<String, ColumnChange> narrow, int troubles) {}

    Simulation(Warehouse warehouse, Plan plan, WarehouseState state, World world, long seed) {
        this.warehouse = warehouse;
        this.plan = plan;
        this.reads = new NaiveReads(warehouse, plan.now());
        this.world = world;
        this.random = new SplittableRandom(seed);
        this.limits = limits(warehouse);
        this.attempts = Attempts.of("r-1", warehouse, plan, state);
    }

    /**
     * The same with steps that are cut when they start. A chain that is cut is looked at again between its parts, so that
     * less of it may have to be computed.
     */
    Simulation cutting() {
        sizing = Sizing.aimingAt(Duration.ofSeconds(1 + random.nextInt(3)), Map.of());
        return this;
    }

    /** Of some assets alone, and of others through a pool. */
    private Limits limits(Warehouse warehouse) {
        Map<String, Integer> assets = new HashMap<>();
        Map<String, String> pools = new HashMap<>();
        for (Asset asset : warehouse.assets()) {
            if (random.nextInt(4) == 0) {
                assets.put(asset.name(), 1 + random.nextInt(2));
            }
            if (random.nextInt(3) == 0) {
                pools.put(asset.name(), "crm");
            }
        }
        return new Limits(1 + random.nextInt(3), assets, Map.of("crm", 1 + random.nextInt(2)), pools);
    }

    static String key(String asset, Partition partition) {
        return asset + "@" + partition;
    }

    /** Partition to what became of it: committed, unchanged, up to date, waiting, foreign write, quarantined. */
    Map<String, String> settled() {
        return settled;
    }

    /** How many attempts of a fragment failed. */
    Map<String, Integer> failedAttempts() {
        return failedAttempts;
    }

    List<Entry> ledger() {
        return ledger;
    }

    /** How many events there were. */
    int events() {
        return events;
    }

    /** A life of the driver: to the end, or to its death after a number of events; whether the run is over. */
    boolean live(int most) {
        lives++;
        Earlier earlier = Earlier.of("r-1", warehouse, ledger);
        RunSetup setup = RunSetup.of(warehouse, earlier.left(plan), earlier, RetryPolicies.same(RETRY), limits);
        RunState state =
                RunState.begin(setup, earlier.changed(), earlier.setAside()).sized(sizing);
        Chronicle chronicle = new Chronicle(new RunId("r-1", "world", "tester"), warehouse, ledger::addAll);
        state = turn(state, new RunEvent.Woken(), chronicle);
        for (int i = 0; i < most && !state.isOver(); i++) {
            events++;
            assertThat(events).as("events without end").isLessThan(20_000);
            state = next(state, chronicle);
        }
        return state.isOver();
    }

    /** The driver is dead: what ran may have committed without its knowing, and the last rows of the ledger are lost. */
    void die() {
        int kept = ledger.size() - random.nextInt(Math.min(ledger.size(), 6) + 1);
        List<Entry> lost = new ArrayList<>(ledger.subList(kept, ledger.size()));
        ledger.subList(kept, ledger.size()).clear();
        lost.removeIf(entry -> entry.event() != Event.COMMITTED && entry.event() != Event.UNCHANGED);
        ledger.addAll(lost);
        running.values().forEach(attempt -> {
            if (random.nextBoolean() && poisonIn(attempt).isEmpty()) {
                ledger.addAll(CommitEntries.of(
                        "world", attempt.asset().name(), commit(attempt).commit()));
            }
        });
        running.clear();
        // What was set aside is known to the next driver as far as the ledger has it.
        settled.values().removeIf(what -> !what.equals("committed") && !what.equals("unchanged"));
        ledger.stream()
                .filter(entry -> entry.event() == Event.QUARANTINED)
                .forEach(entry -> settled.put(entry.asset() + "@" + entry.partition(), "quarantined"));
    }

    private RunState next(RunState state, Chronicle chronicle) {
        boolean wakes = state.nextWake().filter(at -> !at.isAfter(now)).isPresent();
        if (running.isEmpty() || wakes) {
            Instant wake = state.nextWake().orElse(now);
            now = wake.isAfter(now) ? wake : now;
            return turn(state, new RunEvent.Woken(), chronicle);
        }
        now = now.plusSeconds(random.nextInt(8));
        if (random.nextInt(12) == 0) {
            limits = limits.withParallel(1 + random.nextInt(4));
            return turn(state, new RunEvent.Limited(limits.parallel()), chronicle);
        }
        List<Attempt> some = new ArrayList<>(running.values());
        Attempt attempt = some.get(random.nextInt(some.size()));
        StepOutcome outcome = outcome(attempt);
        running.remove(attempt.step());
        chronicle.ended(attempt, outcome, now);
        RunState timed = timed(state, attempt.step(), outcome);
        RunEvent event = outcome.match(
                committed -> new RunEvent.StepCommitted(
                        attempt.step(), committed.commit().changes(), committed.unchanged()),
                failed -> new RunEvent.StepFailed(attempt.step(), failed.failure(), random.nextDouble()),
                stopped -> new RunEvent.StepStopped(attempt.step()));
        return turn(timed, event, chronicle);
    }

    private RunState timed(RunState state, String step, StepOutcome outcome) {
        return outcome.match(
                committed -> state.on(new RunEvent.Timed(step, committed.seconds()), now)
                        .state(),
                failed -> failed.failure().kind() == Failure.Kind.RESOURCES
                        ? state.on(new RunEvent.Overloaded(step), now).state()
                        : state,
                stopped -> state);
    }

    private StepOutcome outcome(Attempt attempt) {
        // Trouble that goes by itself comes at most once per fragment and life, so that no policy is used up by it.
        if (world.troubles() > 0 && random.nextInt(world.troubles()) == 0) {
            return TestingOutcomes.failed(
                    attempt, TestingOutcomes.failure(Failure.Kind.TABLE_MOVED, "moved " + events));
        }
        List<Failure.Kind> poison = poisonIn(attempt);
        if (!poison.isEmpty()) {
            failedAttempts.merge(attempt.step(), 1, Integer::sum);
            return TestingOutcomes.failed(attempt, TestingOutcomes.failure(poison.get(0), "poison"));
        }
        return commit(attempt);
    }

    private List<Failure.Kind> poisonIn(Attempt attempt) {
        return attempt.partitions()
                .partitions()
                .map(partition -> key(attempt.asset().name(), partition))
                .filter(world.poison()::containsKey)
                .map(key -> world.poison().getOrDefault(key, Failure.Kind.REPEATABLE))
                .toList();
    }

    private StepOutcome.Committed commit(Attempt attempt) {
        String name = attempt.asset().name();
        assertThat(committedIds.add(attempt.step()))
                .as("%s committed once", attempt.step())
                .isTrue();
        StepOutcome.Committed outcome = TestingOutcomes.committed(
                attempt,
                new TestingOutcomes.Changes(
                        partition -> world.changing().contains(key(name, partition)),
                        partition -> Optional.ofNullable(world.narrow().get(key(name, partition)))),
                version++,
                now,
                new TestingOutcomes.Size(1, 10, 1.5));
        attempt.partitions()
                .partitions()
                .forEach(partition ->
                        settle(name, partition, outcome.unchanged().contains(partition) ? "unchanged" : "committed"));
        return outcome;
    }

    private void settle(String asset, Partition partition, String what) {
        assertThat(settled.put(key(asset, partition), what))
                .as("%s %s is settled once", asset, partition)
                .isNull();
    }

    private RunState turn(RunState state, RunEvent event, Chronicle chronicle) {
        RunState.Transition transition = state.on(event, now);
        assertThat(transition).as("the same event gives the same").isEqualTo(state.on(event, now));
        for (Notice notice : transition.notices()) {
            chronicle.noticed(notice, now);
            notice.to(new Checking());
        }
        assertThat(transition.state().running().keySet()).isEqualTo(running.keySet());
        return transition.state();
    }

    /** As far as something starts: a limit that was lowered stops nothing. */
    private void requireWithinLimits(String asset) {
        assertThat(running.size()).isLessThanOrEqualTo(limits.parallel());
        assertThat(count(Set.of(asset))).isLessThanOrEqualTo(limits.assets().getOrDefault(asset, 99));
        limits.pools().forEach((pool, most) -> {
            Set<String> users = new HashSet<>(limits.poolOf().keySet());
            users.removeIf(user -> !pool.equals(limits.poolOf().get(user)));
            assertThat(count(users)).as(pool).isLessThanOrEqualTo(most);
        });
    }

    private long count(Set<String> assets) {
        return running.values().stream()
                .filter(attempt -> assets.contains(attempt.asset().name()))
                .count();
    }

    /** What must be so whenever something is decided. */
    private final class Checking implements Notice.Handler {

        @Override
        public void start(Notice.Start notice) {
            Fragment fragment = notice.fragment();
            Attempt attempt = attempts.of(fragment, notice.attempt());
            assertThat(running.put(fragment.id(), attempt)).isNull();
            requireWithinLimits(fragment.asset());
            int before = lastAttempt.getOrDefault(fragment.id(), 0);
            // Rows of the ledger that were lost take their numbers along.
            if (lives == 1) {
                assertThat(notice.attempt()).as("numbers count on").isEqualTo(before + 1);
            }
            lastAttempt.put(fragment.id(), Math.max(before, notice.attempt()));
            attempt.partitions().partitions().forEach(partition -> {
                assertThat(settled).doesNotContainKey(key(fragment.asset(), partition));
                readBy(attempt.asset(), partition)
                        .forEach((key, planned) -> assertThat(
                                        settled.getOrDefault(key, planned && !isIn(attempt, key) ? "to come" : "there"))
                                .as("%s reads %s", key(fragment.asset(), partition), key)
                                .isIn("committed", "unchanged", "up to date", "there"));
            });
        }

        private boolean isIn(Attempt attempt, String key) {
            return attempt.asset().isChained()
                    && attempt.partitions()
                            .partitions()
                            .anyMatch(p -> key(attempt.asset().name(), p).equals(key));
        }

        @Override
        public void retry(Notice.Retry notice) {
            assertThat(notice.at()).isAfterOrEqualTo(now);
        }

        @Override
        public void halved(Notice.Halved notice) {
            List<Fragment> halves = notice.halves();
            assertThat(halves).hasSize(2);
            PartitionSet first = halves.get(0).partitions();
            PartitionSet second = halves.get(1).partitions();
            assertThat(first.intersects(second)).isFalse();
            assertThat(first.union(second)).isEqualTo(notice.fragment().partitions());
        }

        @Override
        public void quarantined(Notice.Quarantined notice) {
            notice.fragment()
                    .partitions()
                    .partitions()
                    .forEach(partition -> settle(notice.fragment().asset(), partition, "quarantined"));
        }

        @Override
        public void leftOut(Notice.NotRun notice) {
            notice.partitions()
                    .partitions()
                    .forEach(partition ->
                            settle(notice.asset(), partition, notice.cause().word()));
        }
    }

    /** Keys of all assets' partitions that a partition reads, and whether the plan rewrites them. */
    Map<String, Boolean> readBy(Asset asset, Partition partition) {
        Map<String, Boolean> read = new TreeMap<>();
        for (Asset.Input input : asset.inputs()) {
            if (!warehouse.isSource(input.name())) {
                reads.of(input, partition).forEach(p -> read.put(key(input.name(), p), isPlanned(input.name(), p)));
            }
        }
        reads.ofSelf(asset, partition).forEach(p -> read.put(key(asset.name(), p), isPlanned(asset.name(), p)));
        return read;
    }

    private boolean isPlanned(String asset, Partition partition) {
        return planned().contains(key(asset, partition));
    }

    private final Set<String> planned = new TreeSet<>();

    Set<String> planned() {
        if (planned.isEmpty()) {
            for (Step step : plan.steps()) {
                step.partitions().partitions().forEach(p -> planned.add(key(step.asset(), p)));
            }
        }
        return planned;
    }
}
