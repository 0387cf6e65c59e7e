package io.hindcast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.RandomWorlds;
import io.hindcast.testing.SmallWorlds;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The planner against a model that asks key by key, on all small worlds and all that can happen to them. */
@Tag("once")
class PlannerModelTest {

    static final Instant NOW = Instant.parse("2013-06-01T00:00:00Z");

    @Test
    void whateverHappensOnceOneAssetIsPlannedAsTheModelSays() {
        assertThat(checkAllSingles(SmallWorlds.ofOne())).isGreaterThan(500);
    }

    @Test
    @Tag("long")
    void whateverHappensOnceTwoAssetsArePlannedAsTheModelSays() {
        assertThat(checkAllSingles(SmallWorlds.ofTwo())).isGreaterThan(2000);
    }

    @Test
    void whateverHappensOnceToColumnsThatAreReadOrNotIsPlannedAsTheModelSays() {
        assertThat(checkAllSingles(SmallWorlds.ofColumns())).isGreaterThan(500);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenToColumnsThatAreReadOrNotIsPlannedAsTheModelSays() {
        List<SmallWorlds.World> worlds = SmallWorlds.ofColumns().stream()
                .filter(world -> world.name().contains("window of [n]")
                        || world.name().contains("whole of [m]")
                        || world.name().contains("chained of [n]")
                        || world.name().contains("monthly of []"))
                .toList();
        assertThat(checkAllPairs(worlds)).isGreaterThan(2000);
    }

    @Test
    @Tag("long")
    void whateverHappensOnceThreeAssetsArePlannedAsTheModelSays() {
        assertThat(checkAllSingles(SmallWorlds.ofThree("same", "window"))).isGreaterThan(1000);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenOneAssetIsPlannedAsTheModelSays() {
        List<SmallWorlds.World> worlds = SmallWorlds.ofOne().stream()
                .filter(world -> world.name().contains("window") || world.name().contains("monthly"))
                .toList();
        assertThat(checkAllPairs(worlds)).isGreaterThan(2000);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenTwoAssetsArePlannedAsTheModelSays() {
        List<SmallWorlds.World> worlds = SmallWorlds.ofTwo().stream()
                .filter(world -> world.name().contains("same CHAINED")
                        || world.name().contains("STEPWISE, b window")
                        || world.name().contains("b monthly"))
                .toList();
        assertThat(checkAllPairs(worlds)).isGreaterThan(2000);
    }

    @Test
    void whateverIsAskedOfLargerWorldsIsPlannedAsTheModelSays() {
        for (int seed = 0; seed < RandomWorlds.count(400); seed++) {
            RandomWorlds random = new RandomWorlds(seed);
            Cases each = new Cases(random.world(), RandomWorlds.NOW);
            List<SmallWorlds.Happening> events = random.happenings(each.original);
            each.check(events, random.request(each.original), "seed " + seed);
        }
    }

    private static int checkAllSingles(List<SmallWorlds.World> worlds) {
        int cases = 0;
        for (SmallWorlds.World world : worlds) {
            Cases each = new Cases(world);
            each.check(List.of());
            for (SmallWorlds.Happening happening : each.happenings) {
                each.check(List.of(happening));
                cases++;
            }
        }
        return cases;
    }

    private static int checkAllPairs(List<SmallWorlds.World> worlds) {
        int cases = 0;
        for (SmallWorlds.World world : worlds) {
            Cases each = new Cases(world);
            for (SmallWorlds.Happening first : each.happenings) {
                for (SmallWorlds.Happening second : each.happenings) {
                    each.check(List.of(first, second));
                    cases++;
                }
            }
        }
        return cases;
    }

    /** One world, with what is looked up once. */
    private static final class Cases {

        private final SmallWorlds.World world;
        private final Instant at;
        private final Warehouse original;
        private final List<SmallWorlds.Happening> happenings;
        private final Map<Declared, Warehouse> declared = new HashMap<>();
        private final Map<Warehouse, NaiveReads> reads = new HashMap<>();

        /** What has other code, and what has other partitions. */
        private record Declared(Set<String> recoded, Map<String, Partitioning> redeclared) {}

        Cases(SmallWorlds.World world) {
            this(world, NOW);
        }

        Cases(SmallWorlds.World world, Instant at) {
            this.world = world;
            this.at = at;
            this.original = world.warehouse();
            this.happenings = SmallWorlds.happenings(original, at);
            declared.put(new Declared(Set.of(), Map.of()), original);
        }

        void check(List<SmallWorlds.Happening> events) {
            check(events, Request.everything(), world.name());
        }

        void check(List<SmallWorlds.Happening> events, Request request, String name) {
            TestingTables tables = SmallWorlds.tables(original, events, at);
            Warehouse now = now(events);
            Plan plan = new Planner(now, tables.state(now), new BatchPolicy(1 << 20, 2, 2, 1))
                    .plan("p-1", request, at, List.of());
            Set<String> expected = new NaivePlanner(
                            now, tables, request, reads.computeIfAbsent(now, w -> new NaiveReads(w, at)))
                    .lines();
            assertThat(new ArrayList<>(PlanLines.of(plan)))
                    .as("%s after %s, asked for %s", name, events, request)
                    .isEqualTo(new ArrayList<>(expected));
        }

        private Warehouse now(List<SmallWorlds.Happening> events) {
            Set<String> recoded = new TreeSet<>();
            Map<String, Partitioning> redeclared = new TreeMap<>();
            for (SmallWorlds.Happening event : events) {
                if (event.kind() == SmallWorlds.Kind.CODE) {
                    recoded.add(event.name());
                }
                Partitioning before = original.partitioningOf(event.name());
                Partitioning after = event.redeclared(before);
                if (!after.equals(before)) {
                    redeclared.put(event.name(), after);
                }
            }
            return declared.computeIfAbsent(
                    new Declared(recoded, redeclared), d -> world.warehouse(d.recoded(), d.redeclared()));
        }
    }
}
