package io.hindcast.plan;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What going from one set of declarations to another adds to rebuild. */
class MergeImpactTest {

    private static final Instant NOW = Instant.parse("2013-05-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-03-31");

    private final Warehouse before = world().source("s", DAYS)
            .asset("daily", DAYS, input("s"))
            .asset("trailing", DAYS, input("daily", MappingRule.window(2, 0)))
            .asset("monthly", months("2013-01..2013-03"), input("daily"))
            .warehouse();

    private static MergeImpact.Side side(Warehouse warehouse, WarehouseState state) {
        return new MergeImpact.Side(
                warehouse,
                state,
                new Planner(warehouse, state, BatchPolicy.forParallel(2))
                        .plan("p-1", Request.everything(), NOW, List.of()));
    }

    /** As if the declarations before had built everything. */
    private MergeImpact imagined(Warehouse after, String... anew) {
        return MergeImpact.between(
                side(before, new AssumedState(before, NOW).fresh()),
                side(after, new AssumedState(after, NOW).builtBy(before, List.of(anew))));
    }

    private static Map<String, String> adds(MergeImpact impact) {
        Map<String, String> adds = new TreeMap<>();
        impact.adds()
                .forEach((name, addition) -> adds.put(
                        name, addition.partitions() + " " + addition.reasons().keySet()));
        return adds;
    }

    @Test
    void theSameDeclarationsAddNothing() {
        MergeImpact impact = imagined(before);

        assertThat(impact.declarations().isEmpty()).isTrue();
        assertThat(impact.adds()).isEmpty();
        assertThat(impact.after().isEmpty()).isTrue();
    }

    @Test
    void anAssetThatIsNewAddsItselfAndOneThatIsGoneNothing() {
        Warehouse after = world().source("s", DAYS)
                .asset("daily", DAYS, input("s"))
                .asset("monthly", months("2013-01..2013-03"), input("daily"))
                .asset("other", DAYS, input("daily"))
                .warehouse();

        MergeImpact impact = imagined(after);

        assertThat(adds(impact)).hasToString("{other=2013-01-01..2013-03-31 [MISSING]}");
        assertThat(impact.declarations().assets().stream()
                        .map(change -> change.name() + " " + change.kind().word()))
                .containsExactly("other new", "trailing gone");
    }

    @Test
    void aRangeThatGrowsAddsWhatIsNewAndWhatReadsIt() {
        Partitioning longer = days("2012-12-31..2013-03-31");
        Warehouse after = world().source("s", longer)
                .asset("daily", longer, input("s"))
                .asset("trailing", DAYS, input("daily", MappingRule.window(2, 0)))
                .asset("monthly", months("2013-01..2013-03"), input("daily"))
                .warehouse();

        assertThat(adds(imagined(after)))
                .hasToString("{daily=2012-12-31 [MISSING], trailing=2013-01-01..2013-01-02 [UPSTREAM]}");
    }

    @Test
    void anotherGrainBeginsAnewAndIsComparedWithNothing() {
        Warehouse after = world().source("s", DAYS)
                .asset("daily", DAYS, input("s"))
                .asset("trailing", months("2013-01..2013-03"), input("daily"))
                .asset("monthly", months("2013-01..2013-03"), input("daily"))
                .warehouse();

        MergeImpact impact = imagined(after, "trailing");

        assertThat(adds(impact)).hasToString("{trailing=2013-01..2013-03 [MISSING]}");
        assertThat(impact.declarations().assets().get(0).what().toString())
                .contains("partition was", "declared range was 2013-01-01..2013-03-31, is 2013-01..2013-03");
    }

    @Test
    void anInputThatIsReadOtherwiseIsToldWithBothWays() {
        Warehouse after = world().source("s", DAYS)
                .asset("daily", DAYS, input("s"))
                .asset("trailing", DAYS, input("daily", MappingRule.window(3, 0)))
                .asset("monthly", months("2013-01..2013-03"), input("daily"))
                .warehouse();

        assertThat(imagined(after).declarations().assets().get(0).what())
                .hasToString("{INPUTS=[daily: the day and the 3 before it; was: the day and the 2 before it]}");
    }

    @Test
    void whatWasOutOfDateBeforeIsNotAdded() {
        TestingTables tables = new TestingTables();
        tables.arrive("s", DAYS.domain());
        for (Asset asset : before.assets()) {
            tables.build(asset, asset.partitioning().domain(), partition -> true);
        }
        tables.arrive("s", DAYS.parse("2013-02-10"));
        Warehouse after = world().source("s", DAYS)
                .asset("daily", DAYS, input("s"))
                .asset("trailing", DAYS, input("daily", MappingRule.window(2, 0)))
                .asset("monthly", months("2013-01..2013-03"), input("daily"))
                .asset("other", DAYS, input("daily"))
                .warehouse();

        MergeImpact impact = MergeImpact.between(side(before, tables.state(before)), side(after, tables.state(after)));

        assertThat(adds(impact)).hasToString("{other=2013-01-01..2013-03-31 [MISSING]}");
        assertThat(impact.before().partitions()).isEqualTo(1 + 3 + 1);
        assertThat(impact.after().partitions()).isEqualTo(1 + 3 + 1 + 90);
        assertThat(impact.spares()).isEmpty();
    }

    @Test
    void whatIsRemovedIsSpared() {
        TestingTables tables = new TestingTables();
        tables.arrive("s", DAYS.domain());
        Warehouse after =
                world().source("s", DAYS).asset("daily", DAYS, input("s")).warehouse();

        MergeImpact impact = MergeImpact.between(side(before, tables.state(before)), side(after, tables.state(after)));

        assertThat(impact.adds()).isEmpty();
        assertThat(impact.spares()).containsOnlyKeys("trailing", "monthly");
    }
}
