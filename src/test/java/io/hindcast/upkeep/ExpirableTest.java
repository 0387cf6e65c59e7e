package io.hindcast.upkeep;

import static io.hindcast.testing.Worlds.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.TestingTables;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten days, of which the raw ones are kept for five days by us, and for seven by whom they come from. */
class ExpirableTest {

    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-01-10");

    /** In the midst of a day: the fifth is over for five days and a half. */
    private static final Instant NOW = Instant.parse("2013-01-11T12:00:00Z");

    private final Warehouse warehouse = Worlds.world()
            .source("clicks", DAYS)
            .kept("clicks", Period.ofDays(7))
            .asset("raw", DAYS, input("clicks"))
            .kept("raw", Period.ofDays(5))
            .asset("trailing", DAYS, input("raw", MappingRule.window(2, 0)))
            .warehouse();

    private final TestingTables tables = new TestingTables();

    @BeforeEach
    void allIsBuilt() {
        tables.arrive("clicks", DAYS.domain());
        tables.build(raw(), DAYS.domain(), partition -> true);
        tables.build(asset("trailing"), DAYS.domain(), partition -> true);
    }

    private Asset asset(String name) {
        return warehouse.asset(name).orElseThrow();
    }

    private Asset raw() {
        return asset("raw");
    }

    private static PartitionSet days(String text) {
        return DAYS.parse(text);
    }

    private Expirable expirable(String selected, Map<Asset, PartitionSet> left) {
        Map<Asset, PartitionSet> all = new LinkedHashMap<>();
        warehouse.assets().forEach(asset -> all.put(asset, days(selected)));
        return Expirable.of(warehouse, tables.state(warehouse), all, left, NOW);
    }

    private Expirable.OfAsset only(Expirable expirable) {
        assertThat(expirable.assets()).hasSize(1);
        assertThat(expirable.assets().get(0).asset()).isEqualTo(raw());
        return expirable.assets().get(0);
    }

    @Test
    void whatIsOlderThanItIsKeptMayBeDroppedAndWhoReadsItIsTold() {
        Expirable all = expirable("2013-01-01..2013-01-10", Map.of());

        assertThat(all.looked()).containsExactly(raw());
        assertThat(only(all).old()).isEqualTo(days("2013-01-01..2013-01-05"));
        assertThat(only(all).readers()).isEqualTo(Map.of("trailing", days("2013-01-01..2013-01-07")));
        assertThat(only(all).reason()).isEqualTo("retain 5 days");
    }

    @Test
    void onlyWhatIsSelectedOfIt() {
        assertThat(only(expirable("2013-01-05..2013-01-06", Map.of())).old()).isEqualTo(days("2013-01-05"));
        assertThat(expirable("2013-01-06..2013-01-10", Map.of()).assets()).isEmpty();
    }

    @Test
    void whatWasDroppedIsNotDroppedAgainAndWhatOthersWroteIsToldApart() {
        tables.expire(raw(), days("2013-01-01"));
        tables.foreign(raw(), days("2013-01-03,2013-01-09"));

        Expirable all = expirable("2013-01-01..2013-01-10", Map.of());

        assertThat(only(all).old()).isEqualTo(days("2013-01-02,2013-01-04..2013-01-05"));
        assertThat(all.foreign()).isEqualTo(Map.of("raw", days("2013-01-03")));
    }

    @Test
    void whatWasBuiltForStepsAloneMayBeDroppedHoweverYoungItIs() {
        Expirable all = expirable("2013-01-08..2013-01-10", Map.of(raw(), days("2013-01-07..2013-01-08")));

        assertThat(only(all).old().isEmpty()).isTrue();
        assertThat(only(all).scaffolding()).isEqualTo(days("2013-01-08"));
        assertThat(only(all).reason()).isEqualTo("scaffolding");
    }

    /** The source keeps the fourth day on: what is before it cannot be built again. */
    @Test
    void whatCannotBeBuiltAgainIsToldApart() {
        tables.vanish("clicks", days("2013-01-01..2013-01-03"));
        WarehouseState state = tables.state(warehouse);
        Request again = Request.everything().forcingNamed().followingNothing();
        Plan plan = new Planner(warehouse, state, new BatchPolicy(3000, 3, 2, 1)).plan("p-1", again, NOW, List.of());

        Expirable judged = expirable("2013-01-02..2013-01-10", Map.of()).judgedBy(plan);

        assertThat(only(judged).old()).isEqualTo(days("2013-01-02..2013-01-05"));
        assertThat(only(judged).irrecoverable()).isEqualTo(days("2013-01-02..2013-01-03"));
    }

    @Test
    void whatAnotherRunUsesIsLeftToIt() {
        Expirable part =
                expirable("2013-01-01..2013-01-10", Map.of()).within(Map.of(raw(), days("2013-01-02..2013-01-03")));

        assertThat(only(part).old()).isEqualTo(days("2013-01-02..2013-01-03"));
        assertThat(part.held()).isEqualTo(Map.of("raw", days("2013-01-01,2013-01-04..2013-01-05")));
        assertThat(part.sets()).isEqualTo(Map.of(raw(), days("2013-01-02..2013-01-03")));
    }
}
