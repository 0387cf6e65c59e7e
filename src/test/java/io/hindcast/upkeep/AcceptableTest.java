package io.hindcast.upkeep;

import static io.hindcast.testing.Worlds.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Territory;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.plan.Standing;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.TestingTables;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Six days: two of them we built, others wrote two, one failed and others wrote over it, and one is missing. */
class AcceptableTest {

    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-01-06");
    private static final Instant NOW = Instant.parse("2013-01-10T00:00:00Z");

    private final Warehouse warehouse = Worlds.world()
            .source("clicks", DAYS)
            .asset("daily", DAYS, input("clicks"))
            .warehouse();

    private final Asset daily = warehouse.asset("daily").orElseThrow();

    private final TestingTables tables = new TestingTables();

    @BeforeEach
    void sixDays() {
        tables.arrive("clicks", DAYS.domain());
        tables.build(daily, days("2013-01-01..2013-01-02"), partition -> true);
        tables.quarantine(daily, days("2013-01-05"));
        tables.foreign(daily, days("2013-01-03..2013-01-05"));
    }

    private static PartitionSet days(String text) {
        return DAYS.parse(text);
    }

    private Acceptable acceptable() {
        Request named = Request.everything().followingNothing();
        Plan plan = new Planner(warehouse, tables.state(warehouse), new BatchPolicy(3000, 3, 2, 1))
                .plan("p-1", named, NOW, List.of());
        return Acceptable.of(warehouse, plan, tables.state(warehouse));
    }

    private static Lease writing(String set) {
        Territory territory = Footprint.of(Map.of("daily", days(set)), Map.of()).territory();
        return new Lease(new Lease.Owner("r-1", "there", "1@1", "ann@there"), NOW, NOW.plusSeconds(90), territory);
    }

    @Test
    void whatOthersWroteIsChosenAndTheRestHasItsStanding() {
        assertThat(acceptable().chosen()).isEqualTo(Map.of(daily, days("2013-01-03..2013-01-05")));
        assertThat(acceptable().leftOut())
                .isEqualTo(Map.of(
                        "daily",
                        Map.of(
                                Standing.FRESH, days("2013-01-01..2013-01-02"),
                                Standing.MISSING, days("2013-01-06"))));
        assertThat(acceptable().held()).isEmpty();
    }

    @Test
    void whatAnotherRunWritesIsLeftToIt() {
        Acceptable rest = acceptable().leavingTo(warehouse, List.of(writing("2013-01-02..2013-01-03")));

        assertThat(rest.chosen()).isEqualTo(Map.of(daily, days("2013-01-04..2013-01-05")));
        assertThat(rest.held()).isEqualTo(Map.of("daily", days("2013-01-03")));
    }

    @Test
    void noMoreIsAcceptedThanTheLeaseCovers() {
        Acceptable rest = acceptable().within(writing("2013-01-01..2013-01-04").territory());

        assertThat(rest.chosen()).isEqualTo(Map.of(daily, days("2013-01-03..2013-01-04")));
        assertThat(rest.held()).isEqualTo(Map.of("daily", days("2013-01-05")));
        assertThat(acceptable()
                        .footprint(warehouse)
                        .isWithin(writing("2013-01-01..2013-01-04").territory()))
                .isFalse();
    }

    @Test
    void ofAnAssetThatAnotherRunHoldsNothingIsChosen() {
        Acceptable rest = acceptable().leavingTo(warehouse, List.of(writing("2013-01-01..2013-01-06")));

        assertThat(rest.chosen()).isEmpty();
        assertThat(rest.held()).isEqualTo(Map.of("daily", days("2013-01-03..2013-01-05")));
    }
}
