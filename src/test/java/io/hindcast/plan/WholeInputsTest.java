package io.hindcast.plan;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.TestingTables;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A warehouse in which many tables read a dimension whole, and the dimension gets rows every day. Strictly,
 * each day's load is everything; by the author's choice it is the day.
 */
class WholeInputsTest {

    private static final Instant NOW = Instant.parse("2023-01-01T12:00:00Z");
    private static final Partitioning DAYS = days("2022-09-01..");
    private static final PartitionSet TODAY = DAYS.parse("2022-12-31");
    private static final PartitionSet BEFORE = DAYS.extent(NOW).minus(TODAY);
    private static final BatchPolicy ONE = new BatchPolicy(1L << 40, 1, 10_000, 1);
    private static final int TABLES = 5;
    private static final long BUILT = 121;

    private final TestingTables tables = new TestingTables();

    private static Warehouse strict() {
        return star(input("planes"));
    }

    private static Warehouse ignoring() {
        return star(input("planes").ignoringChanges());
    }

    /** Facts, as many tables that join them with the dimension, and one that sums each of these up. */
    private static Warehouse star(Worlds.Reading planes) {
        Worlds world = world().source("flights", DAYS).staged("planes", Partitioning.none());
        for (int i = 0; i < TABLES; i++) {
            world.asset("fact_" + i, DAYS, input("flights"), planes).asset("sum_" + i, DAYS, input("fact_" + i));
        }
        return world.asset("plain", DAYS, input("flights")).warehouse();
    }

    @BeforeEach
    void builtUpToYesterday() {
        Warehouse warehouse = strict();
        tables.arrive("flights", BEFORE);
        tables.arrive("planes", Partitioning.none().domain());
        warehouse.assets().forEach(asset -> tables.build(asset, BEFORE, any -> true));
        tables.arrive("flights", TODAY);
    }

    private void aPlaneIsBought() {
        tables.arrive("planes", Partitioning.none().domain(), Instant.parse("2022-12-31T10:00:00Z"));
    }

    private Plan plan(Warehouse warehouse) {
        return new Planner(warehouse, tables.state(warehouse), ONE).plan("p-1", Request.everything(), NOW, List.of());
    }

    @Test
    void aDayWithoutAChangeOfTheDimensionIsADay() {
        assertThat(plan(strict()).rewritten().values()).hasSize(2 * TABLES + 1).containsOnly(TODAY);
        assertThat(plan(strict()).savings()).isEmpty();
    }

    @Test
    void strictlyARowMoreIsAllThatWasEverBuiltAndOnlyWhatComesOutOtherwiseGoesOn() {
        aPlaneIsBought();
        Plan plan = plan(strict());
        assertThat(plan.partitions()).isEqualTo(2 * TABLES * (BUILT + 1) + 1);
        assertThat(plan.rewritten()).containsEntry("plain", TODAY);
        Step sum = plan.steps().stream()
                .filter(step -> step.asset().equals("sum_0"))
                .findFirst()
                .orElseThrow();
        assertThat(sum.ifChanged()).isEqualTo(BEFORE);
    }

    @Test
    void whereChangesAreIgnoredTheDayStaysADayAndStandingsAndPlanSaySinceWhen() {
        aPlaneIsBought();
        aPlaneIsBought();
        Warehouse warehouse = ignoring();
        Plan plan = plan(warehouse);
        assertThat(plan.rewritten().values()).hasSize(2 * TABLES + 1).containsOnly(TODAY);
        assertThat(plan.savings()).isEmpty();
        Ignored expected = new Ignored("fact_0", "planes", 1, 2, 3, BEFORE);
        Standings standings = Standings.of(warehouse, plan, tables.state(warehouse));
        assertThat(standings.asset("fact_0").ignored()).containsExactly(expected);
        assertThat(standings.asset("fact_0").sets().get(Standing.FRESH)).isEqualTo(BEFORE);
        assertThat(standings.asset("sum_0").ignored()).isEmpty();
        assertThat(plan.notes())
                .contains("fact_0 " + BEFORE + " (121 partitions): changes of planes since version 2 are ignored: "
                        + "built from version 1, now it is version 3");
    }

    @Test
    void whereEachDayReadsTheDimensionAsItWasTheDayStaysADay() {
        Warehouse warehouse = star(input("planes").asOf());
        aPlaneIsBought();
        assertThat(plan(warehouse).rewritten().values()).hasSize(2 * TABLES + 1).containsOnly(TODAY);
        warehouse.assets().forEach(asset -> tables.build(asset, TODAY, any -> true));
        assertThat(plan(warehouse).isEmpty()).isTrue();
        // It came while the last day but two was not over.
        tables.arrive("planes", Partitioning.none().domain(), Instant.parse("2022-12-29T23:59:59.9Z"));
        assertThat(plan(warehouse).rewritten().get("fact_0")).hasToString("2022-12-29..2022-12-31");
        assertThat(plan(warehouse).rewritten()).doesNotContainKey("plain");
    }

    @Test
    void aSnapshotMakesThoseOutOfDateForWhichItIsTheNewest() {
        Warehouse warehouse = world().source("flights", DAYS)
                .source("prices", DAYS)
                .asset("dated", DAYS, input("prices"))
                .asset(
                        "fact",
                        DAYS,
                        input("flights"),
                        input("prices", MappingRule.whole()).asOf())
                .asset("other", DAYS, input("flights"), input("dated").asOf())
                .warehouse();
        tables.arrive("prices", DAYS.parse("2022-09-10,2022-11-20,2022-12-31"));
        tables.arrive("flights", TODAY);
        warehouse.assets().forEach(asset -> tables.build(asset, DAYS.extent(NOW), any -> true));
        assertThat(plan(warehouse).isEmpty()).isTrue();
        tables.arrive("prices", DAYS.parse("2022-11-20"));
        assertThat(plan(warehouse).rewritten())
                .hasToString("{dated=2022-11-20, fact=2022-11-20..2022-12-30, other=2022-11-20}");
        tables.build(
                warehouse.asset("dated").orElseThrow(),
                DAYS.domain().intersect(DAYS.parse("2022-11-20")),
                any -> false);
        tables.build(warehouse.asset("fact").orElseThrow(), DAYS.extent(NOW), any -> false);
        tables.arrive("prices", DAYS.parse("2022-10-01"));
        assertThat(plan(warehouse).rewritten().get("fact")).hasToString("2022-10-01..2022-11-19");
        tables.build(warehouse.asset("fact").orElseThrow(), DAYS.extent(NOW), any -> false);
        tables.arrive("prices", DAYS.parse("2022-09-10"));
        assertThat(plan(warehouse).rewritten().get("fact"))
                .as("before the first one the first is read")
                .hasToString("2022-09-01..2022-09-30");
    }

    @Test
    void whatIsReadAsItWasIsWaitedForAsLongAsNothingOfItIsThere() {
        Warehouse warehouse = world().source("flights", DAYS)
                .staged("register", Partitioning.none())
                .source("prices", DAYS)
                .asset("a", DAYS, input("flights"), input("register").asOf())
                .asset("b", DAYS, input("flights"), input("prices").asOf())
                .asset("c", DAYS, input("flights"), input("prices").asOf().required())
                .warehouse();
        assertThat(plan(warehouse).isEmpty()).isTrue();
        tables.arrive("register", Partitioning.none().domain());
        tables.arrive("prices", DAYS.parse("2022-12-01"));
        assertThat(plan(warehouse).rewritten())
                .hasToString("{a=" + DAYS.extent(NOW) + ", b=" + DAYS.extent(NOW) + ", c=2022-12-01}");
    }

    @Test
    void aLoadAfterAPartitionWasOverBreaksNoSealOfIt() {
        Warehouse warehouse = star(input("planes").asOf());
        Plan plan = plan(warehouse);
        tables.arrive("planes", Partitioning.none().domain(), Instant.parse("2023-01-01T00:00:00Z"));
        assertThat(new SealCheck(warehouse, tables.state(warehouse)).broken(plan, "r-1"))
                .isEmpty();
        aPlaneIsBought();
        assertThat(new SealCheck(warehouse, tables.state(warehouse)).broken(plan, "r-1"))
                .extracting(BrokenSeal::text)
                .containsExactly("source planes received rows of *");
    }

    @Test
    void newPartitionsSeeTheChangeAndAreNotAmongThoseThatIgnoreIt() {
        aPlaneIsBought();
        Warehouse warehouse = ignoring();
        Asset fact = warehouse.asset("fact_0").orElseThrow();
        tables.build(fact, TODAY, any -> true);
        aPlaneIsBought();
        assertThat(Ignored.of(fact, tables.state(warehouse), DAYS.domain()))
                .containsExactly(new Ignored("fact_0", "planes", 1, 2, 3, BEFORE.union(TODAY)));
        assertThat(Ignored.of(fact, tables.state(warehouse), TODAY))
                .containsExactly(new Ignored("fact_0", "planes", 2, 3, 3, TODAY));
    }

    @Test
    void thePlanSaysWhichInputCausesTheWorkAndWhatADeclarationWouldSpareExactly() {
        aPlaneIsBought();
        Plan plan = plan(strict());
        assertThat(plan.savings()).singleElement().satisfies(saving -> {
            assertThat(saving.inputs()).containsExactly("planes");
            assertThat(saving.readers()).hasSize(TABLES).contains("fact_0", "fact_4");
            assertThat(saving.of()).isEqualTo(plan.partitions());
            assertThat(saving.caused()).isEqualTo(2 * TABLES * BUILT);
            long left = plan.partitions() - plan(ignoring()).partitions();
            assertThat(saving.spared()).containsEntry("changes: ignore", left).containsEntry("as_of: partition", left);
        });
    }

    @Test
    void twoDimensionsThatBothChangedAreNamedTogether() {
        Warehouse warehouse = world().source("flights", DAYS)
                .source("airports", Partitioning.none())
                .source("planes", Partitioning.none())
                .asset("fact", DAYS, input("flights"), input("planes"), input("airports"))
                .warehouse();
        tables.arrive("airports", Partitioning.none().domain());
        tables.build(warehouse.asset("fact").orElseThrow(), BEFORE, any -> true);
        tables.arrive("airports", Partitioning.none().domain());
        aPlaneIsBought();
        assertThat(plan(warehouse).savings())
                .singleElement()
                .satisfies(saving -> assertThat(saving.inputs()).containsExactlyInAnyOrder("airports", "planes"));
    }

    @Test
    void nothingIsAdvisedWhereTheWorkHasAnotherCause() {
        aPlaneIsBought();
        Worlds recoded = world().source("flights", DAYS)
                .source("planes", Partitioning.none())
                .asset("fact_0", DAYS, input("flights"), input("planes"))
                .recoded("fact_0");
        assertThat(plan(recoded.warehouse()).savings()).isEmpty();
    }

    @Test
    void aPlanWithAdviceIsTheSameWhenItIsReadAgain() {
        aPlaneIsBought();
        Warehouse warehouse = strict();
        Plan plan = plan(warehouse);
        assertThat(PlanJson.parse("plan", PlanJson.lines(plan), warehouse)).isEqualTo(plan);
    }

    @Test
    void whoReadsColumnsThatDidNotChangeIsNotAskedToDeclareAnything() {
        Warehouse warehouse = world().source("flights", DAYS)
                .source("register", Partitioning.none())
                .asset("dimension", Partitioning.none(), input("register"))
                .asset("fact", DAYS, input("flights"), input("dimension").only("m"))
                .warehouse();
        Asset dimension = warehouse.asset("dimension").orElseThrow();
        tables.arrive("register", Partitioning.none().domain());
        tables.build(dimension, Partitioning.none().domain(), any -> true);
        tables.build(warehouse.asset("fact").orElseThrow(), BEFORE, any -> true);
        tables.build(dimension, Partitioning.none().domain(), any -> true, Set.of("n"));
        assertThat(plan(warehouse).rewritten()).hasToString("{fact=2022-12-31}");
    }
}
