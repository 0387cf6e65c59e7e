package io.hindcast.plan;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Partitionings.product;
import static io.hindcast.testing.Partitionings.weeks;
import static io.hindcast.testing.Partitionings.years;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where calendars and edges of ranges make it easy to select too little or too much. */
class CalendarPlansTest {

    private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");

    private static Plan plan(Warehouse warehouse, TestingTables tables, String select) {
        Request all = Request.everything();
        Request request =
                select.isEmpty() ? all : all.selecting(Term.parseAll(select)).saying(select);
        return new Planner(warehouse, tables.state(warehouse), BatchPolicy.forParallel(2))
                .plan("p-1", request, NOW, List.of());
    }

    /** Asset to what is rewritten. */
    private static Map<String, String> rewritten(Plan plan) {
        Map<String, String> sets = new TreeMap<>();
        plan.rewritten().forEach((asset, set) -> sets.put(asset, set.toString()));
        return sets;
    }

    private static TestingTables staged(Warehouse warehouse) {
        TestingTables tables = new TestingTables();
        warehouse
                .sources()
                .forEach(source ->
                        tables.arrive(source.name(), source.partitioning().domain()));
        return tables;
    }

    private static TestingTables built(Warehouse warehouse) {
        TestingTables tables = staged(warehouse);
        warehouse
                .assets()
                .forEach(asset -> tables.build(asset, asset.partitioning().domain(), partition -> true));
        return tables;
    }

    /** What is rewritten when rows come into these partitions of the source s after all was built. */
    private static Map<String, String> afterLate(Warehouse warehouse, String late) {
        TestingTables tables = built(warehouse);
        tables.arrive("s", warehouse.partitioningOf("s").parse(late));
        return rewritten(plan(warehouse, tables, ""));
    }

    @Test
    void aRollingWindowThatCrossesTheBeginningOfItsUpstreamReadsWhatThereIs() {
        Partitioning upstream = days("2024-01-05..2024-01-20");
        Warehouse warehouse = world().source("s", upstream)
                .asset("daily", upstream, input("s"))
                .asset("trailing", days("2024-01-01..2024-01-20"), input("daily", MappingRule.window(6, 0)))
                .warehouse();

        Plan fromNothing = plan(warehouse, staged(warehouse), "");
        assertThat(rewritten(fromNothing))
                .isEqualTo(Map.of("daily", "2024-01-05..2024-01-20", "trailing", "2024-01-01..2024-01-20"));
        assertThat(fromNothing.waits()).isEmpty();
        assertThat(afterLate(warehouse, "2024-01-05"))
                .isEqualTo(Map.of("daily", "2024-01-05", "trailing", "2024-01-05..2024-01-11"));
        assertThat(afterLate(warehouse, "2024-01-20"))
                .isEqualTo(Map.of("daily", "2024-01-20", "trailing", "2024-01-20"));
    }

    @Test
    void aMonthWhoseDaysArePartlyBuiltComesAfterTheOthersOrWaitsForThem() {
        Partitioning january = days("2024-01-01..2024-01-31");
        Warehouse warehouse = world().source("s", january)
                .asset("daily", january, input("s"))
                .asset("monthly", months("2024-01..2024-01"), input("daily"))
                .warehouse();
        TestingTables tables = staged(warehouse);
        tables.build(
                warehouse.asset("daily").orElseThrow(), january.parse("2024-01-01..2024-01-20"), partition -> true);

        Plan both = plan(warehouse, tables, "");
        assertThat(rewritten(both)).isEqualTo(Map.of("daily", "2024-01-21..2024-01-31", "monthly", "2024-01"));
        List<Step> steps = both.steps();
        Step last = steps.get(steps.size() - 1);
        assertThat(last.asset()).isEqualTo("monthly");
        assertThat(last.after())
                .containsExactlyInAnyOrderElementsOf(steps.subList(0, steps.size() - 1).stream()
                        .map(Step::id)
                        .toList());

        Plan alone = plan(warehouse, tables, "monthly");
        assertThat(alone.steps()).isEmpty();
        assertThat(alone.waits()).singleElement().satisfies(wait -> {
            assertThat(wait.partitions()).hasToString("2024-01");
            assertThat(wait.lacking()).hasToString("2024-01-21..2024-01-31");
        });
    }

    @Test
    void aWeekOverAYearsEdgeBelongsToBothYears() {
        Partitioning days = days("2024-12-23..2025-01-12");
        Warehouse warehouse = world().source("s", days)
                .asset("weekly", weeks("2024-12-23..2025-01-06"), input("s"))
                .asset("yearly", years("2024..2025"), input("weekly"))
                .warehouse();
        Map<String, String> edge = Map.of("weekly", "2024-12-30", "yearly", "2024..2025");

        assertThat(afterLate(warehouse, "2024-12-31")).isEqualTo(edge);
        assertThat(afterLate(warehouse, "2025-01-05")).isEqualTo(edge);
        assertThat(afterLate(warehouse, "2024-12-29")).isEqualTo(Map.of("weekly", "2024-12-23", "yearly", "2024"));
        assertThat(afterLate(warehouse, "2025-01-06")).isEqualTo(Map.of("weekly", "2025-01-06", "yearly", "2025"));
    }

    @Test
    void aLeapDayIsADayOfItsMonthAndTheDayBeforeTheFirstOfMarch() {
        Partitioning days = days("2023-02-01..2025-03-31");
        Warehouse warehouse = world().source("s", days)
                .asset("next_day", days, input("s", MappingRule.lag(1)))
                .asset("year_after", days, input("s", MappingRule.lag(365)))
                .asset("monthly", months("2023-02..2025-03"), input("s"))
                .warehouse();

        assertThat(afterLate(warehouse, "2024-02-29"))
                .isEqualTo(Map.of("next_day", "2024-03-01", "year_after", "2025-02-28", "monthly", "2024-02"));
        assertThat(afterLate(warehouse, "2024-02-28"))
                .isEqualTo(Map.of("next_day", "2024-02-29", "year_after", "2025-02-27", "monthly", "2024-02"));
        assertThat(afterLate(warehouse, "2023-02-28"))
                .isEqualTo(Map.of("next_day", "2023-03-01", "year_after", "2024-02-28", "monthly", "2023-02"));
        assertThat(days.parse("2024-02").count()).isEqualTo(29);
    }

    @Test
    void ofTwoDimensionsOfWhichOneIsMappedTheOtherIsReadWhole() {
        Partitioning days = days("2024-01-01..2024-01-03");
        Partitioning byOrigin = product(days, keys("origin", "EWR", "JFK"));
        Warehouse warehouse = world().source("s", product(days, keys("carrier", "AA", "UA")))
                .asset("routes", byOrigin, input("s"))
                .asset("totals", days, input("routes"))
                .asset("origins", keys("origin", "EWR", "JFK"), input("routes"))
                .warehouse();

        assertThat(afterLate(warehouse, "ds=2024-01-02&carrier=UA"))
                .isEqualTo(
                        Map.of("routes", "ds=2024-01-02&origin=EWR,JFK", "totals", "2024-01-02", "origins", "EWR,JFK"));
        TestingTables tables = built(warehouse);
        tables.build(
                warehouse.asset("routes").orElseThrow(),
                warehouse.partitioningOf("routes").parse("ds=2024-01-02&origin=JFK"),
                partition -> true);
        assertThat(rewritten(plan(warehouse, tables, ""))).isEqualTo(Map.of("totals", "2024-01-02", "origins", "JFK"));
    }
}
