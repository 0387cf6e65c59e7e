package io.hindcast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.RandomWorlds;
import io.hindcast.testing.SmallGraphs;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The planner against a model that asks key by key, on all small worlds and all that can happen to them. */
@Tag("once")
class PlannerModelTest {

    static final Instant NOW = Instant.parse("2013-06-01T00:00:00Z");

    private static final boolean IS_SOAK = Integer.getInteger("hindcast.soak", 1) > 1;

    /** How many larger worlds; a million in a soak. */
    private static final int FEW = 400;

    /** Every how many events, pairs of events and worlds of each kind are looked at; a soak looks at all of them. */
    private static final int SINGLES_OF_TWO = IS_SOAK ? 1 : 3;

    private static final int SINGLES_OF_KEPT = IS_SOAK ? 1 : 5;
    private static final int SINGLES_OF_THREE = IS_SOAK ? 1 : 29;
    private static final int PAIRS_OF_ONE = IS_SOAK ? 1 : 13;
    private static final int PAIRS_OF_TWO = IS_SOAK ? 1 : 193;
    private static final int PAIRS_OF_THREE = IS_SOAK ? 1 : 131;
    private static final int WORLDS_OF_THREE = IS_SOAK ? 1 : 29;

    @Test
    void whateverHappensOnceOneAssetIsPlannedAsTheModelSays() {
        checkSingles("one asset", SmallWorlds.ofOne(), 1);
    }

    @Test
    @Tag("long")
    void whateverHappensOnceTwoAssetsArePlannedAsTheModelSays() {
        checkSingles("two assets", SmallWorlds.ofTwo(), SINGLES_OF_TWO);
    }

    @Tag("long")
    @Test
    void whateverHappensOnceToColumnsThatAreReadOrNotIsPlannedAsTheModelSays() {
        checkSingles("columns", SmallWorlds.ofColumns(), 1);
    }

    @Test
    @Tag("long")
    void whateverHappensOnceInEveryGraphOfThreeAssetsIsPlannedAsTheModelSays() {
        checkSingles("three assets of days", SmallGraphs.ofDays(), SINGLES_OF_THREE);
        checkSingles("three assets of days that read themselves", SmallGraphs.ofSelves(), SINGLES_OF_THREE);
        checkSingles("three assets of any partitions", SmallGraphs.ofShapes(), SINGLES_OF_THREE);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenOneAssetIsPlannedAsTheModelSays() {
        checkPairs("one asset", SmallWorlds.ofOne(), PAIRS_OF_ONE);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenTwoAssetsArePlannedAsTheModelSays() {
        checkPairs("two assets", SmallWorlds.ofTwo(), PAIRS_OF_TWO);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenToColumnsThatAreReadOrNotIsPlannedAsTheModelSays() {
        checkPairs("columns", SmallWorlds.ofColumns(), PAIRS_OF_TWO);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenInEveryGraphOfThreeAssetsIsPlannedAsTheModelSays() {
        checkPairs("three assets of days", some(SmallGraphs.ofDays()), PAIRS_OF_THREE);
        checkPairs("three assets of days that read themselves", some(SmallGraphs.ofSelves()), PAIRS_OF_THREE);
        checkPairs("three assets of any partitions", some(SmallGraphs.ofShapes()), PAIRS_OF_THREE);
    }

    @Test
    @Tag("long")
    void whateverIsAskedOfLargerWorldsIsPlannedAsTheModelSays() {
        int worlds = IS_SOAK ? Integer.getInteger("hindcast.soak.worlds", 1_000_000) : RandomWorlds.count(FEW);
        for (int seed = 0; seed < worlds; seed++) {
            RandomWorlds random = new RandomWorlds(seed);
            Cases each = new Cases(random.world(), RandomWorlds.NOW);
            List<SmallWorlds.Happening> events = random.happenings(each.original);
            each.check(events, random.request(each.original), "seed " + seed);
        }
        System.out.printf("%d larger worlds were planned as the model says%n", worlds);
    }

    @Test
    @Tag("long")
    void whateverHappensOnceToWhatASourceKeepsNoLongerIsPlannedAsTheModelSays() {
        checkSingles("a source that keeps less", SmallWorlds.ofKept(), SINGLES_OF_KEPT);
    }

    @Test
    @Tag("long")
    void whateverTwoThingsHappenToWhatASourceKeepsNoLongerIsPlannedAsTheModelSays() {
        checkPairs("a source that keeps less", SmallWorlds.ofKept(), PAIRS_OF_TWO);
    }

    @Test
    @Tag("long")
    void whateverHappensToWhatIsReadAsItWasIsPlannedAsTheModelSays() {
        checkSingles("as it was", SmallWorlds.ofAsOf(), 1);
        checkPairs("as it was", SmallWorlds.ofAsOf(), PAIRS_OF_ONE);
    }

    @Test
    @Tag("long")
    void whateverHappensToJobsWhoseColumnsAreToldApartIsPlannedAsTheModelSays() {
        checkSingles("columns told apart", SmallWorlds.ofParts(), 1);
        checkPairs("columns told apart", SmallWorlds.ofParts(), PAIRS_OF_THREE);
    }

    private static List<SmallWorlds.World> some(List<SmallWorlds.World> worlds) {
        return IntStream.range(0, worlds.size())
                .filter(i -> i % WORLDS_OF_THREE == 0)
                .mapToObj(worlds::get)
                .toList();
    }

    private static void checkSingles(String name, List<SmallWorlds.World> worlds, int stride) {
        int events = 0;
        int checked = 0;
        for (SmallWorlds.World world : worlds) {
            Cases each = new Cases(world);
            each.check(List.of());
            for (SmallWorlds.Happening happening : each.happenings) {
                if (events++ % stride == 0) {
                    each.check(List.of(happening));
                    checked++;
                }
            }
        }
        System.out.printf(
                "%s: %d of %d single events in %d worlds were planned as the model says%n",
                name, checked, events, worlds.size());
        assertThat(checked).isGreaterThan(7 * worlds.size() / stride);
    }

    /** Both orders of each pair, where the order makes a difference. */
    private static void checkPairs(String name, List<SmallWorlds.World> worlds, int stride) {
        long pairs = 0;
        long checked = 0;
        for (SmallWorlds.World world : worlds) {
            Cases each = new Cases(world);
            for (int i = 0; i < each.happenings.size(); i++) {
                for (int j = 0; j < each.happenings.size(); j++) {
                    SmallWorlds.Happening first = each.happenings.get(i);
                    SmallWorlds.Happening second = each.happenings.get(j);
                    boolean isTwin = i > j && first.commutes(second, each.original);
                    if (!isTwin && pairs++ % stride == 0) {
                        each.check(List.of(first, second));
                        checked++;
                    }
                }
            }
        }
        System.out.printf(
                "%s: %d of %d pairs of events in %d worlds were planned as the model says%n",
                name, checked, pairs, worlds.size());
        assertThat(checked).isGreaterThan(worlds.size());
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
            TestingTables tables =
                    SmallWorlds.tables(original, events, at, recoded -> declared(new Declared(recoded, Map.of())));
            Warehouse now = now(events);
            NaiveReads naive = reads.computeIfAbsent(now, w -> new NaiveReads(w, at));
            WarehouseState state = tables.state(now);
            Plan plan = new Planner(now, state, new BatchPolicy(1 << 20, 2, 2, 1)).plan("p-1", request, at, List.of());
            NaivePlanner model = new NaivePlanner(now, tables, request, naive);
            assertSame(PlanLines.of(plan, naive), model.lines(), name, events, request);
            if (request.equals(Request.everything())) {
                assertSame(PlanLines.of(Standings.of(now, plan, state)), model.standings(), name, events, request);
            }
        }

        private static void assertSame(
                Set<String> planned,
                Set<String> expected,
                String name,
                List<SmallWorlds.Happening> events,
                Request asked) {
            if (!planned.equals(expected)) {
                assertThat(new ArrayList<>(planned))
                        .as("%s after %s, asked for %s", name, events, asked)
                        .isEqualTo(new ArrayList<>(expected));
            }
        }

        private Warehouse now(List<SmallWorlds.Happening> events) {
            Set<String> recoded = new TreeSet<>();
            Map<String, Partitioning> redeclared = new TreeMap<>();
            for (SmallWorlds.Happening event : events) {
                event.recoded().ifPresent(recoded::add);
                Partitioning before = original.partitioningOf(event.name());
                Partitioning after = event.redeclared(before);
                if (!after.equals(before)) {
                    redeclared.put(event.name(), after);
                }
            }
            return declared(new Declared(recoded, redeclared));
        }

        private Warehouse declared(Declared key) {
            Warehouse known = declared.get(key);
            return known != null
                    ? known
                    : declared.computeIfAbsent(
                            new Declared(Set.copyOf(key.recoded()), key.redeclared()),
                            d -> world.warehouse(d.recoded(), d.redeclared()));
        }
    }
}
