package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Standings;
import io.hindcast.plan.Term;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTextTest {

    private static Standings mixed() {
        TestingWarehouse world = TestingWarehouse.built()
                .recoded("delay_7d")
                .corrected(4, "2013-02-03..2013-02-05")
                .quarantined("flights_clean", "2013-01-15", "division by zero")
                .foreign("daily_delays", "2013-03-31");
        return Standings.of(world.warehouse(), world.plan(), world.state());
    }

    @Test
    void countsRangesReasonsAndABarForEachAsset() {
        assertGolden("status/mixed.txt", StatusText.of(mixed(), 80));
    }

    @Test
    void aFreshWarehouseTakesTwoLinesPerAsset() {
        TestingWarehouse world = TestingWarehouse.built();

        assertGolden(
                "status/fresh.txt", StatusText.of(Standings.of(world.warehouse(), world.plan(), world.state()), 80));
    }

    @Test
    void theDocumentHasASetForEachStanding() {
        TestingWarehouse world =
                TestingWarehouse.staged().arrivedUntil("2013-03-30").built("flights_clean", "2013-01-01..2013-01-31");

        assertThat(StatusJson.of(Standings.of(world.warehouse(), world.plan(), world.state())))
                .isEqualTo("{\"assets\":{"
                        + "\"flights_clean\":{\"missing\":\"2013-02-01..2013-03-30\",\"waiting\":\"2013-03-31\","
                        + "\"fresh\":\"2013-01-01..2013-01-31\"},"
                        + "\"daily_delays\":{\"missing\":\"2013-01-01..2013-03-30\",\"waiting\":\"2013-03-31\"},"
                        + "\"carrier_month\":{\"missing\":\"2013-01..2013-02\",\"waiting\":\"2013-03\"},"
                        + "\"delay_7d\":{\"missing\":\"2013-01-01..2013-03-30\",\"waiting\":\"2013-03-31\"}}}");
    }

    @Test
    void whatWasNotAskedForIsNotToldToHaveNothing() {
        TestingWarehouse world = TestingWarehouse.built();
        Plan plan = world.plan(Request.everything().selecting(Term.parseAll("delay_7d")));
        Standings asked = Standings.of(world.warehouse(), plan, world.state()).asked(world.warehouse(), plan);

        assertThat(asked.assets()).containsOnlyKeys("delay_7d");
        assertThat(StatusText.of(asked, 80)).doesNotContain("flights_clean", "no partitions yet");
    }

    @Test
    void everyPartitionHasOneStanding() {
        TestingWarehouse world = TestingWarehouse.built();
        mixed().assets().forEach((name, asset) -> {
            Partitioning partitioning = world.asset(name).partitioning();
            assertThat(PartitionSet.unionAll(partitioning, asset.sets().values()))
                    .isEqualTo(partitioning.domain());
            assertThat(asset.count()).isEqualTo(partitioning.domain().count());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 77, 365, 1000})
    void oneBadDayInAYearIsSeenInABarOfAnyWidth(int width) {
        Partitioning year = days("2013-01-01..2013-12-31");
        for (PartitionSet bad : List.of(year.parse("2013-01-01"), year.parse("2013-07-04"), year.parse("2013-12-31"))) {
            String bar = Bar.of(
                    new Standings.OfAsset(
                            Map.of(Standing.FRESH, year.domain().minus(bad), Standing.QUARANTINED, bad),
                            Map.of(),
                            PartitionSet.empty(year)),
                    width);

            assertThat(bar).hasSize(Math.min(width, 365)).containsOnlyOnce("Q");
            assertThat(bar.replace("Q", "#")).matches("#+");
        }
    }

    @Test
    void withoutTimeABarShowsShares() {
        Partitioning airports = keys("origin", "EWR", "JFK", "LGA", "HPN");
        Standings.OfAsset asset = new Standings.OfAsset(
                Map.of(Standing.FRESH, airports.parse("EWR,JFK,LGA"), Standing.MISSING, airports.parse("HPN")),
                Map.of(),
                PartitionSet.empty(airports));

        assertThat(Bar.of(asset, 60)).isEqualTo(".###");
        assertThat(Bar.of(asset, 2)).isEqualTo(".#");
    }
}
