package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partition;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.plan.Step;
import io.hindcast.retry.Failure;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.RandomWorlds;
import io.hindcast.testing.SmallWorlds;
import io.hindcast.testing.TestingTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs of random plans in virtual time, with every kind of failure, and deaths at any event. */
@Tag("once")
class RunSimulationTest {

    private static final List<Failure.Kind> OF_A_PARTITION =
            List.of(Failure.Kind.REPEATABLE, Failure.Kind.REFUSED_ROWS, Failure.Kind.RESOURCES);

    /** A plan of a random world and what will happen to it. */
    private record Case(long seed, Warehouse warehouse, Plan plan, WarehouseState state, Simulation.World world) {

        static Case of(long seed, List<Failure.Kind> kinds) {
            RandomWorlds random = new RandomWorlds(seed);
            SmallWorlds.World world = random.world();
            Warehouse original = world.warehouse();
            List<SmallWorlds.Happening> happenings = random.happenings(original);
            TestingTables tables = SmallWorlds.tables(original, happenings, RandomWorlds.NOW);
            Warehouse warehouse =
                    world.warehouse(random.oneOf(original.assets()).name());
            WarehouseState state = tables.state(warehouse);
            Plan plan = new Planner(warehouse, state, new BatchPolicy(4000, 2, 2, 1))
                    .plan("p-1", Request.everything(), RandomWorlds.NOW, List.of());
            return new Case(seed, warehouse, plan, state, world(random, plan, kinds));
        }

        private static Simulation.World world(RandomWorlds random, Plan plan, List<Failure.Kind> kinds) {
            Map<String, Failure.Kind> poison = new HashMap<>();
            Set<String> changing = new HashSet<>();
            Map<String, ColumnChange> narrow = new HashMap<>();
            int rarity = 2 + random.random().nextInt(10);
            for (Step step : plan.steps()) {
                step.partitions().partitions().forEach(partition -> {
                    if (!kinds.isEmpty() && random.random().nextInt(rarity) == 0) {
                        poison.put(Simulation.key(step.asset(), partition), random.oneOf(kinds));
                    }
                    if (random.isChosen(partition)) {
                        changing.add(Simulation.key(step.asset(), partition));
                        TestingTables.change(random.oneOf(List.of(Set.of("m"), Set.of("n"), TestingTables.COLUMNS)))
                                .ifPresent(how -> narrow.put(Simulation.key(step.asset(), partition), how));
                    }
                });
            }
            return new Simulation.World(
                    poison, changing, narrow, random.random().nextInt(4) * 3);
        }

        Simulation simulation() {
            Simulation simulation = new Simulation(warehouse, plan, state, world, seed);
            return seed % 2 == 0 ? simulation : simulation.cutting();
        }
    }

    @Test
    void poisonedPartitionsAreIsolatedExactlyWhatReadsThemWaitsAndAllElseIsBuilt() {
        int poisoned = 0;
        for (int seed = 0; seed < RandomWorlds.count(250); seed++) {
            Case each = Case.of(seed, OF_A_PARTITION);
            Simulation simulation = each.simulation();
            assertThat(simulation.live(Integer.MAX_VALUE)).isTrue();
            assertThat(simulation.settled()).as("seed %s", seed).isEqualTo(expected(each, simulation.settled()));
            poisoned += each.world().poison().size();
        }
        assertThat(poisoned).isGreaterThan(RandomWorlds.count(100));
    }

    @Test
    void aRunThatDiedAtAnyEventEndsAsIfItHadNot() {
        for (int seed = 0; seed < RandomWorlds.count(60); seed++) {
            Case each = Case.of(seed, OF_A_PARTITION);
            Simulation whole = each.simulation();
            whole.live(Integer.MAX_VALUE);
            for (int death = 0; death < whole.events(); death += 1 + death / 8) {
                Simulation broken = each.simulation();
                boolean over = broken.live(death);
                for (int life = 0; life < 4 && !over; life++) {
                    broken.die();
                    over = broken.live(life == 3 ? Integer.MAX_VALUE : death);
                }
                assertThat(broken.settled())
                        .as("seed %s died after %s", seed, death)
                        .isEqualTo(expected(each, broken.settled()));
            }
        }
    }

    @Test
    void failuresOfEveryKindLeaveNothingUnsettledAndNothingRunsBelowThem() {
        for (int seed = 0; seed < RandomWorlds.count(200); seed++) {
            Case each =
                    Case.of(seed, List.of(Failure.Kind.PERMANENT, Failure.Kind.FOREIGN_WRITE, Failure.Kind.REPEATABLE));
            Simulation simulation = each.simulation();
            assertThat(simulation.live(Integer.MAX_VALUE)).isTrue();
            assertThat(simulation.settled().keySet()).as("seed %s", seed).isEqualTo(simulation.planned());
        }
    }

    @Test
    void noFragmentIsTriedMoreOftenThanThePolicySays() {
        for (int seed = 0; seed < RandomWorlds.count(150); seed++) {
            Case each = Case.of(seed, OF_A_PARTITION);
            Simulation simulation = each.simulation();
            simulation.live(Integer.MAX_VALUE);
            assertThat(simulation.failedAttempts().values())
                    .as("seed %s", seed)
                    .allMatch(failed -> failed <= Simulation.MOST_ATTEMPTS);
        }
    }

    /** What must become of each partition, found one by one, each after what it reads. */
    private static Map<String, String> expected(Case each, Map<String, String> actual) {
        Map<String, String> expected = new TreeMap<>();
        NaiveReads reads = new NaiveReads(each.warehouse(), RandomWorlds.NOW);
        for (Step step : each.plan().steps()) {
            Asset asset = each.warehouse().asset(step.asset()).orElseThrow();
            step.partitions().partitions().forEach(partition -> {
                String key = Simulation.key(asset.name(), partition);
                expected.put(key, expected(each, reads, new Planned(asset, step, partition), expected, actual));
            });
        }
        return expected;
    }

    /** Whether a reader looks at a column that changed, or at all of them. */
    private static boolean isSeen(Case each, Asset asset, Asset.Input input, String key) {
        ReadColumns looked = asset.signature().reads().get(input.name());
        ColumnChange how = each.world().narrow().get(key);
        return looked == null
                || how == null
                || looked.names().orElseThrow().stream()
                        .anyMatch(column -> how.changed().contains(column));
    }

    private record Planned(Asset asset, Step step, Partition partition) {}

    private static String expected(
            Case each, NaiveReads reads, Planned planned, Map<String, String> above, Map<String, String> actual) {
        Asset asset = planned.asset();
        String key = Simulation.key(asset.name(), planned.partition());
        boolean waits = false;
        boolean changed = false;
        for (Asset.Input input : asset.inputs()) {
            for (Partition read : reads.of(input, planned.partition())) {
                String what = above.getOrDefault(Simulation.key(input.name(), read), "");
                waits |= what.equals("quarantined") || what.equals("waiting");
                changed |= what.equals("committed")
                        && input.changes() != InputDeclaration.ChangePolicy.IGNORE
                        && isSeen(each, asset, input, Simulation.key(input.name(), read));
            }
        }
        boolean rebuilt = false;
        for (Partition read : reads.ofSelf(asset, planned.partition())) {
            String what = above.getOrDefault(Simulation.key(asset.name(), read), "");
            waits |= what.equals("quarantined") || what.equals("waiting");
            changed |= what.equals("committed");
            rebuilt |= what.equals("unchanged");
        }
        if (waits) {
            return "waiting";
        }
        String built = each.world().poison().containsKey(key)
                ? "quarantined"
                : each.world().changing().contains(key) ? "committed" : "unchanged";
        boolean needed = changed || !planned.step().ifChanged().contains(planned.partition());
        // A chained batch is computed as one: what reads its own batch comes along, whether or not that changes.
        boolean mayComeAlong =
                asset.isChained() && rebuilt && actual.getOrDefault(key, "").equals(built);
        return needed || mayComeAlong ? built : "up to date";
    }
}
