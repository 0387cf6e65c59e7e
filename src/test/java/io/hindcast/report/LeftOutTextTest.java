package io.hindcast.report;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Means;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import io.hindcast.testing.TestingTables;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Everything that is selected and left out has a reason in {@code plan --explain}: each clause of what may be one. */
class LeftOutTextTest {

    private static final Instant NOW = Instant.parse("2013-03-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-31");

    private final TestingTables tables = new TestingTables();
    private Warehouse warehouse = chain().warehouse();

    private static Worlds chain() {
        return world().source("s", DAYS)
                .asset("daily", DAYS, input("s"))
                .asset("trailing", DAYS, input("daily", MappingRule.window(2, 0)));
    }

    private static Request request(String select, Request.Mode mode, String except) {
        return new Request(
                select.isEmpty() ? List.of() : Term.parseAll(select),
                Request.Bounds.none(),
                except.isEmpty() ? Optional.empty() : Optional.of(except),
                mode,
                Request.Force.NO,
                Request.Follow.DOWNSTREAM,
                Request.Direction.OLDEST_FIRST,
                "");
    }

    private static Request everything() {
        return request("", Request.Mode.OUT_OF_DATE, "");
    }

    private void built() {
        tables.arrive("s", DAYS.domain());
        for (Asset asset : warehouse.assets()) {
            tables.build(asset, asset.partitioning().domain(), partition -> true);
        }
    }

    private Asset asset(String name) {
        return warehouse.asset(name).orElseThrow();
    }

    /** What is said of what is left out, without the breaks of lines. */
    private String explained(Request request) {
        WarehouseState state = tables.state(warehouse);
        Plan plan = new Planner(warehouse, state, BatchPolicy.forParallel(1)).plan("p-1", request, NOW, List.of());
        assertNothingIsUntold(plan);
        return PlanText.explained(plan, state, 100).replaceAll("\\s+", " ");
    }

    /** Each selected partition is planned or has one cause. */
    private void assertNothingIsUntold(Plan plan) {
        for (Asset asset : warehouse.assets()) {
            Map<LeftOut, PartitionSet> leftOut = new EnumMap<>(
                    new TreeMap<>(plan.leftOut()).getOrDefault(asset.name(), new EnumMap<>(LeftOut.class)));
            leftOut.remove(LeftOut.OUTSIDE);
            List<PartitionSet> all = new ArrayList<>(leftOut.values());
            Optional.ofNullable(plan.rewritten().get(asset.name())).ifPresent(all::add);
            PartitionSet together = PartitionSet.unionAll(asset.partitioning(), all);
            assertThat(all.stream().mapToLong(PartitionSet::count).sum())
                    .as("once: %s", asset.name())
                    .isEqualTo(together.count());
            if (plan.asked().orElseThrow().select().isEmpty()) {
                assertThat(together).isEqualTo(asset.partitioning().extent(NOW));
            }
        }
    }

    @Test
    void whatIsFresh() {
        built();
        assertThat(explained(everything()))
                .contains("daily: 31 partitions left out, fresh (it is what today's code and staging imply):")
                .contains("2013-01-01..2013-01-31");
    }

    @Test
    void whatLiesOutsideTheDeclaredRange() {
        built();
        assertThat(explained(request("daily@2013-01-30..2013-02-02", Request.Mode.OUT_OF_DATE, "")))
                .contains("daily: 2 partitions left out, outside (outside the declared range, or not yet over):")
                .contains("2013-02-01..2013-02-02");
    }

    @Test
    void whatTheRequestExcludes() {
        assertThat(explained(request("", Request.Mode.OUT_OF_DATE, "2013-01-05")))
                .contains("daily: 1 partition left out, excepted (the request excludes it): 2013-01-05");
    }

    @Test
    void whatTheModeDoesNotAskFor() {
        built();
        tables.arrive("s", DAYS.parse("2013-01-09"));
        assertThat(explained(request("", Request.Mode.MISSING, "")))
                .contains(
                        "daily: 1 partition left out, stale (out of date, but the request's mode does not ask for it):"
                                + " 2013-01-09");
    }

    @Test
    void whatWaitsForASourceWithItsPartitionsAndForWhatIsNotBuiltAboveIt() {
        tables.arrive("s", DAYS.parse("2013-01-01..2013-01-29"));
        assertThat(explained(everything()))
                .contains("daily: 2 partitions left out, waiting (an input partition is not there yet):"
                        + " 2013-01-30..2013-01-31 waits for s 2013-01-30..2013-01-31: no rows have come yet")
                .contains("trailing: 2 partitions left out, waiting (an input partition is not there yet):"
                        + " 2013-01-30..2013-01-31 waits for daily 2013-01-30..2013-01-31: not built yet");
    }

    @Test
    void whatWaitsForATableThatIsNotThere() {
        assertThat(explained(everything()))
                .contains(
                        "daily: 31 partitions left out, waiting",
                        "waits for s 2013-01-01..2013-01-31: there is no table");
    }

    @Test
    void whatWaitsForEveryPartitionThatItRequires() {
        warehouse = world().source("s", DAYS)
                .asset("daily", DAYS, input("s").required())
                .warehouse();
        tables.arrive("s", DAYS.parse("2013-01-01..2013-01-04,2013-01-06..2013-01-31"));
        assertThat(explained(everything())).contains("2013-01-05 waits for s 2013-01-05: no rows have come yet");
    }

    @Test
    void whatFailedWithItsErrorAndItsRunAndWhatWaitsForIt() {
        tables.arrive("s", DAYS.domain());
        tables.build(asset("daily"), DAYS.parse("2013-01-01..2013-01-09,2013-01-11..2013-01-31"), partition -> true);
        tables.quarantine(asset("daily"), DAYS.parse("2013-01-10"));
        assertThat(explained(everything()))
                .contains(
                        "daily: 1 partition left out, quarantined (failed by its own fault; tried again when its code or"
                                + " an input changes, or by --mode quarantined): 2013-01-10 failed in run ")
                .contains("trailing: 3 partitions left out, waiting")
                .contains("waits for daily 2013-01-10: quarantined");
    }

    @Test
    void whatOthersWroteWithWhoAndWhen() {
        built();
        tables.foreign(asset("daily"), DAYS.parse("2013-01-20"));
        assertThat(explained(everything()))
                .contains(
                        "daily: 1 partition left out, foreign (someone else wrote it; it stays until accept or --force"
                                + " names it): 2013-01-20 written by someone else: ");
    }

    @Test
    void whatWasDroppedOnPurpose() {
        built();
        tables.expire(asset("trailing"), DAYS.parse("2013-01-01..2013-01-03"));
        assertThat(explained(everything()))
                .contains(
                        "trailing: 3 partitions left out, expired (dropped on purpose; rebuilt when asked for, or when"
                                + " something that is rebuilt reads it): 2013-01-01..2013-01-03");
    }

    @Test
    void whatIsBlockedWithTheInputAndHowLongItIsKept() {
        warehouse = chain().kept("s", Period.ofDays(50)).warehouse();
        tables.arrive("s", DAYS.parse("2013-01-06..2013-01-31"));
        assertThat(explained(everything()))
                .contains("daily: 5 partitions left out, blocked (an input is beyond its own retention):"
                        + " 2013-01-01..2013-01-05")
                .contains(
                        "note: daily 2013-01-01..2013-01-05 (5 partitions) is not rebuilt: of s 2013-01-01..2013-01-05"
                                + " is gone, for its owner keeps 50 days")
                .contains("note: trailing 2013-01-01..2013-01-07 (7 partitions) is not rebuilt: of daily");
    }

    @Test
    void whatIsFreshAlthoughAnInputChangedWhoseChangesAreIgnored() {
        warehouse = world().source("s", DAYS)
                .asset("daily", DAYS, input("s").ignoringChanges())
                .asset("monthly", months("2013-01..2013-01"), input("daily"))
                .warehouse();
        built();
        tables.arrive("s", DAYS.parse("2013-01-09"));
        assertThat(explained(everything()))
                .contains("daily: 31 partitions left out, fresh", "note: daily 2013-01-09 (1 partition):", "ignore");
    }

    @Test
    void whatAnotherRunHolds() {
        built();
        WarehouseState state = tables.state(warehouse);
        Plan plan = new Planner(warehouse, state, BatchPolicy.forParallel(1)).plan("p-1", everything(), NOW, List.of());
        Plan held = new Plan(
                plan.warehouse(),
                plan.id(),
                plan.now(),
                plan.request(),
                plan.asked(),
                plan.sealed(),
                plan.reset(),
                plan.stage(),
                plan.steps(),
                Map.of("daily", Map.of(LeftOut.HELD, DAYS.parse("2013-01-09"))),
                plan.waits(),
                plan.notes(),
                plan.savings(),
                Means.UNKNOWN);

        assertThat(PlanText.explained(held, state, 100))
                .contains("daily: 1 partition left out, held (another run holds it):\n  2013-01-09");
    }
}
