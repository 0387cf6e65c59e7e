package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.TableCommit;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Commits;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.RangeExplainer;
import io.hindcast.plan.RangeExplanation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Why partitions are what they are: those of which the same is to say together, each traced to what caused it. */
class RangeTextTest {

    private static final TableCommit LATE = new TableCommit(
            4,
            "t-1",
            Instant.parse("2013-05-20T06:00:00Z"),
            "WRITE",
            "ann@desk",
            Optional.empty(),
            TestingWarehouse.built().set("flights", "2013-02-03..2013-02-05"),
            TableCommit.Nature.APPEND);

    private static RangeExplainer explainer(TestingWarehouse world) {
        return new RangeExplainer(world.warehouse(), world.state(), world.plan(), Commits.none());
    }

    private static RangeExplanation why(TestingWarehouse world, String name, String set) {
        Asset asset = world.asset(name);
        PartitionSet asked = world.set(name, set);
        return explainer(world).explain(asset, asked);
    }

    private static Background behind(RangeExplanation why) {
        return new Background(
                Map.of("flights", Map.of(4L, LATE)), List.of(), List.of(), why.trace(), why.follows(), Map.of());
    }

    private static String text(TestingWarehouse world, String name, String set) {
        RangeExplanation why = why(world, name, set);
        return RangeText.of(why, behind(why), 80);
    }

    @Test
    void aWholeAssetIsToldInTheGroupsThatDiffer() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05");

        assertGolden("why/range-below.txt", text(world, "delay_7d", "*"));
    }

    @Test
    void theCausesOfARangeAreTracedThroughSeveralAssets() {
        TestingWarehouse world =
                TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05").recoded("daily_delays");

        assertGolden("why/range-traced.txt", text(world, "carrier_month", "2013-01..2013-02"));
    }

    @Test
    void whatIsFreshIsOneGroupAndHasNoCause() {
        assertGolden("why/range-fresh.txt", text(TestingWarehouse.built(), "daily_delays", "2013-02"));
    }

    @Test
    void whatWaitsIsTracedToTheSourceThatLacks() {
        TestingWarehouse world = TestingWarehouse.staged().arrivedUntil("2013-03-29");

        assertGolden("why/range-waiting.txt", text(world, "carrier_month", "*"));
    }

    @Test
    void whatIsSetAsideAndWhatOthersWroteIsToldWithWhoAndWhy() {
        TestingWarehouse world = TestingWarehouse.built()
                .quarantined("flights_clean", "2013-01-15", "division by zero")
                .foreign("daily_delays", "2013-03-30..2013-04-02");

        assertThat(text(world, "flights_clean", "2013-01"))
                .contains("2013-01-15 (1 partition)", "flights_clean 2013-01-15 is set aside: division by zero");
        assertThat(text(world, "daily_delays", "2013-03"))
                .contains("2013-03-30..2013-03-31 (2 partitions)", "was written by someone else: WRITE", "by ann@desk");
    }

    @Test
    void manyBuildsAreToldInOneLine() {
        TestingWarehouse world = TestingWarehouse.staged();
        for (int day = 1; day <= 9; day++) {
            world.built("flights_clean", "2013-01-0" + day, "r-" + day, day);
        }

        assertThat(text(world, "flights_clean", "2013-01-01..2013-01-09"))
                .contains("by 9 runs, from r-1 at", "to r-9 at", "as versions 1 to 9")
                .doesNotContain("r-5");
    }

    @Test
    void whatWasRebuiltBeforeIsTracedToWhatItWasRebuiltFor() {
        TestingWarehouse world = TestingWarehouse.built()
                .corrected(4, "2013-02-03..2013-02-05")
                .built("flights_clean", "2013-02-03..2013-02-05", "r-2", 2)
                .built("daily_delays", "2013-02-03..2013-02-05", "r-2", 2);
        Map<String, String> reasons = Map.of("daily_delays", "upstream", "flights_clean", "data");
        Commits commits = (table, version) -> Optional.ofNullable(reasons.get(table))
                .filter(reason -> version == 2)
                .map(reason -> commit(world, table, reason));
        Asset asset = world.asset("carrier_month");
        RangeExplanation why = new RangeExplainer(world.warehouse(), world.state(), world.plan(), commits)
                .explain(asset, world.set("carrier_month", "*"));

        assertGolden("why/range-rebuilt-before.txt", RangeText.of(why, behind(why), 80));
    }

    private static TableCommit commit(TestingWarehouse world, String table, String reason) {
        CommitRecord record = new CommitRecord(
                Event.COMMITTED,
                "flights",
                table,
                "r-2",
                table + "/1",
                1,
                "",
                reason,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                "",
                OptionalDouble.empty(),
                "");
        return new TableCommit(
                2,
                "t-1",
                TestingWarehouse.BUILT,
                "WRITE",
                "",
                Optional.of(record),
                world.set(table, "*"),
                TableCommit.Nature.REWRITE);
    }

    @Test
    void whatDoesNotExistIsSaid() {
        assertThat(text(TestingWarehouse.built(), "daily_delays", "2013-03-31..2013-04-02"))
                .contains(
                        "2013-03-31 (1 partition)",
                        "outside the declared range or not yet over: 2013-04-01..2013-04-02");
        assertThat(text(TestingWarehouse.built(), "daily_delays", "2014"))
                .contains("0 partitions")
                .doesNotContain("follow");
    }

    @Test
    void theDocumentHasTheSame() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05");
        RangeExplanation why = why(world, "daily_delays", "2013-02");

        assertGolden("why/range.json", RangeJson.of(why, behind(why)));
    }

    @Test
    void ofOnePartitionTheWayUpIsToldAsWell() {
        TestingWarehouse world =
                TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05").recoded("daily_delays");
        Asset asset = world.asset("carrier_month");
        PartitionSet set = world.set("carrier_month", "2013-02");
        Explanation why = new Explainer(world.warehouse(), world.state(), world.plan())
                .explain(asset, asset.partitioning().parsePartition("2013-02"));
        Background background = new Background(
                Map.of("flights", Map.of(4L, LATE)),
                List.of(),
                List.of(),
                explainer(world).trace(asset, set),
                explainer(world).follows(asset, set),
                Map.of());

        assertGolden("why/traced.txt", WhyText.of(why, background, "jobs/flights", 80));
    }
}
