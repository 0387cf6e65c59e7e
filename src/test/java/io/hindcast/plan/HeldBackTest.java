package io.hindcast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Territory;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.RandomWorlds;
import io.hindcast.testing.SmallWorlds;
import io.hindcast.testing.TestingTables;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What two runs at once leave to each other. */
class HeldBackTest {

    private static final int WORLDS = 200;
    private static final Instant SINCE = RandomWorlds.NOW.minusSeconds(12);

    private record Node(String asset, Partition partition) {}

    /** A partition is left to others if they use it, if they write what it reads, or if it reads one that is left to them. */
    @Test
    @Tag("long")
    void asMuchIsLeftToOthersAsAModelThatLooksAtEachPartitionLeavesToThem() {
        int left = 0;
        int done = 0;
        for (int seed = 0; seed < RandomWorlds.count(WORLDS); seed++) {
            RandomWorlds random = new RandomWorlds(seed);
            Warehouse warehouse = random.world().warehouse();
            TestingTables tables = SmallWorlds.tables(warehouse, random.happenings(warehouse), RandomWorlds.NOW);
            Plan plan = plan(warehouse, tables, Request.everything());
            Lease other = lease(Footprints.of(warehouse, part(plan, random)).territory());

            Plan rest = HeldBack.without(warehouse, plan, List.of(other), RandomWorlds.NOW);

            Set<Node> expected = model(warehouse, plan, other.territory());
            Set<Node> held = new HashSet<>();
            rest.leftOut().keySet().forEach(asset -> addAll(held, asset, held(rest, warehouse, asset)));
            assertThat(held).as("seed %s", seed).isEqualTo(expected);
            Set<Node> both = new HashSet<>(held);
            rest.rewritten().forEach((asset, set) -> addAll(both, asset, set));
            Set<Node> planned = new HashSet<>();
            plan.rewritten().forEach((asset, set) -> addAll(planned, asset, set));
            assertThat(both).as("seed %s", seed).isEqualTo(planned);
            Footprint needs = Footprints.of(warehouse, rest);
            assertThat(needs.meets(other.territory())).as("seed %s", seed).isFalse();
            assertThat(needs.isWithin(needs.territory())).as("seed %s", seed).isTrue();
            left += held.size();
            done += planned.size() - held.size();
        }
        assertThat(left).isPositive();
        assertThat(done).isPositive();
    }

    private static Plan plan(Warehouse warehouse, TestingTables tables, Request request) {
        return new Planner(warehouse, tables.state(warehouse), new BatchPolicy(3000, 3, 2, 1))
                .plan("p-1", request, RandomWorlds.NOW, List.of());
    }

    /** Some steps of a plan, as another run would do them. */
    private static Plan part(Plan plan, RandomWorlds random) {
        List<Step> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            PartitionSet set = PartitionSet.empty(step.partitions().partitioning());
            for (Partition partition : step.partitions().partitions().toList()) {
                if (random.random().nextInt(6) == 0) {
                    set = set.union(PartitionSet.of(step.partitions().partitioning(), partition));
                }
            }
            if (!set.isEmpty()) {
                steps.add(step.only(set));
            }
        }
        return plan.withSteps(steps);
    }

    private static void addAll(Set<Node> nodes, String asset, PartitionSet set) {
        set.partitions().forEach(partition -> nodes.add(new Node(asset, partition)));
    }

    private static PartitionSet held(Plan plan, Warehouse warehouse, String asset) {
        return plan.leftOut()
                .getOrDefault(asset, Map.of())
                .getOrDefault(LeftOut.HELD, PartitionSet.empty(warehouse.partitioningOf(asset)));
    }

    private static Set<Node> model(Warehouse warehouse, Plan plan, Territory other) {
        NaiveReads reads = new NaiveReads(warehouse, RandomWorlds.NOW);
        Map<String, PartitionSet> rewritten = plan.rewritten();
        Set<Node> planned = new HashSet<>();
        rewritten.forEach((asset, set) -> addAll(planned, asset, set));
        Set<Node> held = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Node node : planned) {
                if (!held.contains(node) && isHeld(warehouse, reads, node, other, held)) {
                    held.add(node);
                    more = true;
                }
            }
        }
        return held;
    }

    private static boolean isHeld(Warehouse warehouse, NaiveReads reads, Node node, Territory other, Set<Node> held) {
        Asset asset = warehouse.asset(node.asset()).orElseThrow();
        if (other.usesOf(node.asset(), asset.partitioning()).contains(node.partition())) {
            return true;
        }
        Map<String, Set<Partition>> read = new TreeMap<>();
        asset.inputs().stream()
                .filter(input -> !warehouse.isSource(input.name()))
                .forEach(input -> read.computeIfAbsent(input.name(), name -> new HashSet<>())
                        .addAll(reads.of(input, node.partition())));
        read.computeIfAbsent(node.asset(), name -> new HashSet<>()).addAll(reads.ofSelf(asset, node.partition()));
        return read.entrySet().stream()
                .anyMatch(each -> each.getValue().stream()
                        .anyMatch(partition -> held.contains(new Node(each.getKey(), partition))
                                || other.writesOf(each.getKey(), warehouse.partitioningOf(each.getKey()))
                                        .contains(partition)));
    }

    private static Lease lease(Territory territory) {
        return new Lease(new Lease.Owner("r-1", "there", "1@1", "ann@there"), SINCE, SINCE.plusSeconds(90), territory);
    }

    /** Both sides of a window: the one reads what the other writes. */
    @Test
    void aNightAndABackfillLeaveEachOtherAloneExceptWhereAWindowReaches() {
        Partitioning days = Partitionings.days("2013-01-01..2013-12-31");
        Warehouse warehouse = Worlds.world()
                .source("sales", days)
                .asset("daily", days, Worlds.input("sales"))
                .asset("sum3", days, Worlds.input("daily", MappingRule.window(1, 0)))
                .warehouse();
        Plan year = whole(warehouse, "daily", "2013-01-01..2013-06-30", "sum3", "2013-01-01..2013-07-01");
        Plan night = whole(warehouse, "daily", "2013-12-31", "sum3", "2013-12-31");
        Plan near = whole(warehouse, "daily", "2013-07-01", "sum3", "2013-07-01..2013-07-02");
        Lease backfill = lease(Footprints.of(warehouse, year).territory());

        assertThat(HeldBack.without(warehouse, night, List.of(backfill), RandomWorlds.NOW))
                .isEqualTo(night);

        Plan rest = HeldBack.without(warehouse, near, List.of(backfill), RandomWorlds.NOW);
        assertThat(rest.steps()).isEmpty();
        assertThat(held(rest, warehouse, "sum3")).hasToString("2013-07-01..2013-07-02");
        assertThat(held(rest, warehouse, "daily")).hasToString("2013-07-01");
        assertThat(rest.waits())
                .extracting(Wait::text)
                .contains("waits for daily 2013-07-01: run r-1 of ann@there has been at work for 12 s");
    }

    private static Plan whole(Warehouse warehouse, String one, String set, String two, String other) {
        Plan plan = plan(warehouse, new TestingTables(), Request.everything());
        return plan.withSteps(List.of(step(warehouse, one, set), step(warehouse, two, other)));
    }

    private static Step step(Warehouse warehouse, String asset, String set) {
        PartitionSet partitions = warehouse.partitioningOf(asset).parse(set);
        return new Step(
                asset + "/1",
                asset,
                partitions,
                Map.of(Reason.MISSING, partitions),
                PartitionSet.empty(partitions.partitioning()),
                Map.of(),
                List.of(),
                Estimate.NOTHING);
    }

    @Test
    void aTableThatBeginsAnewDoesSoWhollyOrNotAtAll() {
        Partitioning days = Partitionings.days("2013-01-01..2013-12-31");
        Warehouse warehouse = Worlds.world()
                .source("sales", days)
                .asset("daily", days, Worlds.input("sales"))
                .warehouse();
        Plan plan = plan(warehouse, new TestingTables(), Request.everything())
                .withSteps(List.of(step(warehouse, "daily", "2013-05")))
                .resetting(List.of("daily"));
        Lease reader = lease(Territory.of(Map.of(), Map.of("daily", "2013-01-01")));

        Plan rest = HeldBack.without(warehouse, plan, List.of(reader), RandomWorlds.NOW);

        assertThat(rest.isEmpty()).isTrue();
        assertThat(rest.reset()).isEmpty();
        assertThat(Footprints.of(warehouse, plan).territory().writes())
                .containsEntry("daily", "2013-01-01..2013-12-31");
    }

    @Test
    void aLeaseOfEverythingLeavesNothingAndOneOfAnotherGrainTheWholeAsset() {
        Partitioning days = Partitionings.days("2013-01-01..2013-12-31");
        Warehouse warehouse = Worlds.world()
                .source("sales", days)
                .asset("daily", days, Worlds.input("sales"))
                .asset("other", days, Worlds.input("sales"))
                .warehouse();
        Plan plan = whole(warehouse, "daily", "2013-05", "other", "2013-05");

        assertThat(HeldBack.without(warehouse, plan, List.of(lease(Territory.everything())), RandomWorlds.NOW)
                        .isEmpty())
                .isTrue();
        Territory byKeys = Territory.of(Map.of("daily", "EWR,JFK"), Map.of());
        assertThat(HeldBack.without(warehouse, plan, List.of(lease(byKeys)), RandomWorlds.NOW)
                        .rewritten())
                .containsOnlyKeys("other");
    }
}
