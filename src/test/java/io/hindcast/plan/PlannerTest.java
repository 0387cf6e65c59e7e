package io.hindcast.plan;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Partitionings.product;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.ProblemException;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Instant NOW = Instant.parse("2013-04-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-03-31");
    private static final Partitioning MONTHS = months("2013-01..2013-03");
    private static final BatchPolicy ONE = new BatchPolicy(1L << 40, 1, 1000, 1);

    private final Warehouse warehouse = world().source("s", DAYS)
            .asset("daily", DAYS, input("s"))
            .asset("monthly", MONTHS, input("daily"))
            .asset("total", Partitioning.none(), input("daily"))
            .tagged("monthly", "slow")
            .warehouse();
    private final TestingTables tables = new TestingTables();

    private Plan plan(Warehouse of, Request request, BatchPolicy policy) {
        return new Planner(of, tables.state(of), policy).plan("p-1", request, NOW, List.of());
    }

    private Plan plan(Request request) {
        if (tables.version("s") < 0) {
            tables.arrive("s", DAYS.domain());
        }
        return plan(warehouse, request, ONE);
    }

    private static Request select(String select) {
        return request(select, Request.Bounds.none(), Optional.empty());
    }

    private static Request request(String select, Request.Bounds bounds, Optional<String> except) {
        return request(Request.Follow.NOTHING, select, bounds, except);
    }

    private static Request request(
            Request.Follow follow, String select, Request.Bounds bounds, Optional<String> except) {
        return new Request(
                Term.parseAll(select),
                bounds,
                except,
                Request.Mode.OUT_OF_DATE,
                Request.Force.NO,
                follow,
                Request.Direction.OLDEST_FIRST,
                select);
    }

    private static Request.Bounds bounds(String set, String from, String until, String before) {
        return new Request.Bounds(
                Optional.of(set).filter(text -> !text.isEmpty()),
                Optional.of(from).filter(text -> !text.isEmpty()),
                Optional.of(until).filter(text -> !text.isEmpty()),
                Optional.of(before).filter(text -> !text.isEmpty()).map(Instant::parse));
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.id() + " " + step.partitions())
                .toList();
    }

    @Test
    void fromAndUntilAreInclusiveAndBeforeIsNot() {
        assertThat(steps(plan(request("daily", bounds("", "2013-02-10", "2013-02-12", ""), Optional.empty()))))
                .containsExactly("daily/1 2013-02-10..2013-02-12");
        assertThat(steps(plan(request("daily", bounds("", "2013-03-30", "", ""), Optional.empty()))))
                .containsExactly("daily/1 2013-03-30..2013-03-31");
        assertThat(steps(plan(request("daily", bounds("", "", "", "2013-01-03T00:00:00Z"), Optional.empty()))))
                .containsExactly("daily/1 2013-01-01..2013-01-02");
        assertThat(steps(plan(request("daily", bounds("", "", "", "2013-01-03T12:00:00Z"), Optional.empty()))))
                .as("the day is not over")
                .containsExactly("daily/1 2013-01-01..2013-01-02");
        assertThat(steps(plan(request("daily", bounds("", "2013-02", "2013-02", ""), Optional.empty()))))
                .as("a month means its days")
                .containsExactly("daily/1 2013-02-01..2013-02-28");
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefusedWithTheOneThatIsMeant() {
        Request backwards = request("daily", bounds("", "2013-02", "2013-01", ""), Optional.empty());

        assertThatThrownBy(() -> plan(backwards))
                .hasMessageContaining("HC-699")
                .hasMessageContaining("did you mean --from 2013-01 --until 2013-02?");
        assertThat(steps(
                        plan(request("daily", bounds("", "2013-02-11", "", "2013-02-11T00:00:00Z"), Optional.empty()))))
                .as("nothing is before that moment yet, as every night before its hour")
                .isEmpty();
    }

    @Test
    void partitionsAreRoundedOutwardToWholeOnesAndThePlanSaysSo() {
        Plan plan = plan(request("daily monthly", bounds("2013-02-10..2013-03-02", "", "", ""), Optional.empty()));
        assertThat(plan.rewritten())
                .hasToString("{daily=2013-02-10..2013-03-02}")
                .as("its other days are not there")
                .doesNotContainKey("monthly");
        assertThat(plan.leftOut().get("monthly")).hasToString("{WAITING=2013-02..2013-03}");
        assertThat(plan.notes())
                .containsExactly("monthly: '2013-02-10..2013-03-02' means the whole partitions 2013-02..2013-03");
    }

    @Test
    void whatFollowsAndReadsMoreThanWasAskedForSaysSo() {
        Plan plan =
                plan(request(Request.Follow.DOWNSTREAM, "daily@2013-02-10", Request.Bounds.none(), Optional.empty()));

        assertThat(plan.leftOut()).hasToString("{monthly={WAITING=2013-02}, total={WAITING=*}}");
        assertThat(plan.waits())
                .allMatch(Wait::isBeyondRequest)
                .extracting(Wait::text)
                .containsExactly(
                        "waits for daily 2013-02-01..2013-02-09,2013-02-11..2013-02-28: not built yet, and not asked for",
                        "waits for daily 2013-01-01..2013-02-09,2013-02-11..2013-03-31: not built yet, and not asked for");
        assertThat(plan(request("daily", bounds("", "2013-02-10", "2013-02-10", ""), Optional.empty()))
                        .waits())
                .as("alone")
                .isEmpty();
    }

    @Test
    void aBoundWithinAPartitionTakesAllOfItAndThePlanSaysSo() {
        Plan plan = plan(request("daily", bounds("", "2013-02-10T05", "2013-02-12T07", ""), Optional.empty()));

        assertThat(plan.notes())
                .containsExactly(
                        "daily: --from 2013-02-10T05 means the whole partition 2013-02-10",
                        "daily: --until 2013-02-12T07 means the whole partition 2013-02-12");
        assertThat(plan(request("daily", bounds("", "2013-02-10T00", "2013-02-12T23", ""), Optional.empty()))
                        .notes())
                .as("the edges of days")
                .isEmpty();
    }

    @Test
    void whatLiesOutsideTheDeclaredRangeIsLeftOutAsSuch() {
        Plan plan = plan(select("daily@2012-12-30..2013-01-02"));
        assertThat(steps(plan)).containsExactly("daily/1 2013-01-01..2013-01-02");
        assertThat(plan.leftOut()).hasToString("{daily={OUTSIDE=2012-12-30..2012-12-31}}");
    }

    @Test
    void aRangeWithoutEndIsPlannedUpToTheLastCompletePeriodAndNamesNothingOfTheFuture() {
        Partitioning open = days("2013-03-28..");
        Warehouse endless =
                world().source("s", open).asset("a", open, input("s")).warehouse();
        tables.arrive("s", open.extent(NOW));
        assertThat(steps(plan(endless, select("a@*"), ONE))).containsExactly("a/1 2013-03-28..2013-03-31");
        assertThat(plan(endless, select("a@*"), ONE).leftOut()).isEmpty();
        assertThat(plan(endless, select("a@2013-03-31..2013-04-02"), ONE).leftOut())
                .hasToString("{a={OUTSIDE=2013-04-01..2013-04-02}}");
    }

    @Test
    void whatIsExcludedIsNotTouchedNorAnyWholeThatItIsAPartOf() {
        tables.arrive("s", DAYS.domain());
        tables.build(asset("daily"), DAYS.domain(), p -> true);
        Plan plan = plan(request("", Request.Bounds.none(), Optional.of("2013-02-10")));
        assertThat(steps(plan)).containsExactly("monthly/1 2013-01,2013-03");
        assertThat(plan.leftOut().get("monthly")).hasToString("{EXCEPTED=2013-02}");
        assertThat(plan.leftOut().get("total")).hasToString("{EXCEPTED=*}");
    }

    private Asset asset(String name) {
        return warehouse.asset(name).orElseThrow();
    }

    @Test
    void aStaleInputThatIsNotSelectedIsReadAsItStandsAndThePlanSaysSo() {
        tables.arrive("s", DAYS.domain());
        tables.build(asset("daily"), DAYS.domain(), p -> true);
        tables.arrive("s", DAYS.parse("2013-02-10"));
        Plan plan = plan(select("monthly"));
        assertThat(steps(plan)).containsExactly("monthly/1 2013-01..2013-03");
        assertThat(plan.notes())
                .containsExactly(
                        "monthly reads daily 2013-02-10 as it stands, although it is out of date and not in this plan");
    }

    @Test
    void tagsAndSignsOfReachAreUnderstood() {
        assertThat(plan(select("+tag:slow@2013-01")).rewritten())
                .hasToString("{daily=2013-01-01..2013-01-31, monthly=2013-01}");
        assertThat(plan(select("daily@2013-01+")).rewritten())
                .as("the total waits for the other days")
                .hasToString("{daily=2013-01-01..2013-01-31, monthly=2013-01}");
    }

    @Test
    void selectionsThatNameNothingAreProblems() {
        assertThatThrownBy(() -> plan(select("dayly")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-202")
                .hasMessageContaining("daily");
        assertThatThrownBy(() -> plan(select("tag:quick")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-202")
                .hasMessageContaining("tag:slow");
        assertThatThrownBy(() -> plan(select("s")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-203");
        assertThatThrownBy(() -> plan(select("@2013-01")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-201");
    }

    @Test
    void batchesEndWhereAPartitionOfAConsumerEnds() {
        tables.arrive("s", DAYS.domain());
        Plan thirds = plan(warehouse, select("daily"), new BatchPolicy(1L << 40, 3, 2, 1));
        assertThat(steps(thirds))
                .containsExactly(
                        "daily/1 2013-01-01..2013-01-31",
                        "daily/2 2013-02-01..2013-02-28",
                        "daily/3 2013-03-01..2013-03-31");
        Plan small = plan(warehouse, select("daily"), new BatchPolicy(10_000, 1, 1000, 1));
        assertThat(small.steps())
                .as("ten days of 1000 bytes each, about")
                .allSatisfy(step -> assertThat(step.partitions().count()).isBetween(5L, 13L));
        assertThat(small.steps().stream().map(step -> step.partitions().toString()))
                .as("no batch reaches over the end of a month")
                .allMatch(set -> set.substring(5, 7).equals(set.substring(set.length() - 5, set.length() - 3)));
    }

    @Test
    void littleWorkIsNotCutForSharing() {
        tables.arrive("s", DAYS.domain());
        // 90 days of 1000 bytes each, and 32 KiB more for what each costs besides: 3.04 million.
        assertThat(steps(plan(warehouse, select("daily"), new BatchPolicy(1L << 40, 3, 2, 2_000_000))))
                .containsExactly("daily/1 2013-01-01..2013-03-31");
        assertThat(plan(warehouse, select("daily"), new BatchPolicy(1L << 40, 3, 2, 1_000_000))
                        .steps())
                .hasSize(3);
        assertThat(plan(warehouse, select("daily"), new BatchPolicy(1L << 40, 3, 91, 1))
                        .steps())
                .as("fewer partitions than are ever cut")
                .hasSize(1);
    }

    @Test
    void monthsStartAsSoonAsTheirDaysAreDone() {
        tables.arrive("s", DAYS.domain());
        Plan plan = plan(warehouse, select("daily monthly"), new BatchPolicy(1L << 40, 3, 2, 1));
        assertThat(plan.steps().stream()
                        .filter(step -> step.asset().equals("monthly"))
                        .map(step -> step.partitions() + " after " + step.after()))
                .containsExactly("2013-01 after [daily/1]", "2013-02 after [daily/2]", "2013-03 after [daily/3]");
    }

    @Test
    void newestFirstTurnsTheOrderWhereNothingForbidsIt() {
        tables.arrive("s", DAYS.domain());
        Warehouse two = world().source("s", DAYS)
                .asset("free", DAYS, input("s"))
                .asset("chain", DAYS, input("s"), self(1).chained())
                .warehouse();
        Request newest = request("", bounds("2013-01..2013-02", "", "", ""), Optional.empty())
                .going(Request.Direction.NEWEST_FIRST);
        assertThat(steps(plan(two, newest, new BatchPolicy(30_000, 1, 1000, 1))))
                .containsExactly(
                        "chain/1 2013-01-01..2013-01-30",
                        "chain/2 2013-01-31..2013-02-28",
                        "free/1 2013-01-31..2013-02-28",
                        "free/2 2013-01-01..2013-01-30");
    }

    @Test
    void whatReadsItsOwnPastGoesPeriodByPeriodWithAllKeysOfAPeriodTogether() {
        Partitioning byKey = product(keys("k", "x", "y"), days("2013-01-01..2013-01-03"));
        Warehouse keyed = world().source("s", byKey)
                .asset("a", byKey, input("s"), self(1))
                .warehouse();
        tables.arrive("s", byKey.domain());
        assertThat(plan(keyed, Request.everything(), ONE).steps())
                .extracting(step -> step.partitions().count(), Step::after)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, List.of()),
                        org.assertj.core.groups.Tuple.tuple(2L, List.of("a/1")),
                        org.assertj.core.groups.Tuple.tuple(2L, List.of("a/2")));
    }

    @Test
    void aPlanIsAPureFunctionOfWhatItIsGiven() {
        assertThat(plan(Request.everything())).isEqualTo(plan(Request.everything()));
    }

    @Test
    void whatTheRunItselfWroteBreaksNoSeal() {
        Plan plan = plan(Request.everything());
        tables.run("r-7").build(asset("daily"), DAYS.parse("2013-01"), p -> true);
        SealCheck check = new SealCheck(warehouse, tables.state(warehouse));
        assertThat(check.broken(plan, "r-7")).isEmpty();
        assertThat(check.broken(plan, "r-8"))
                .extracting(BrokenSeal::text)
                .containsExactly("daily was rewritten in 2013-01-01..2013-01-31");

        tables.foreign(asset("daily"), DAYS.parse("2013-01-05"));
        tables.arrive("s", DAYS.parse("2013-01-06"));
        assertThat(new SealCheck(warehouse, tables.state(warehouse)).broken(plan, "r-7"))
                .extracting(BrokenSeal::text)
                .containsExactly(
                        "source s received rows of 2013-01-06",
                        "daily was rewritten (WRITE at 2013-03-01T00:00:00Z (version 2)) in 2013-01-05");
    }

    @Test
    void anotherCodeBreaksTheSeal() {
        Plan plan = plan(Request.everything());
        Warehouse recoded = world().source("s", DAYS)
                .asset("daily", DAYS, input("s"))
                .asset("monthly", MONTHS, input("daily"))
                .asset("total", Partitioning.none(), input("daily"))
                .recoded("monthly")
                .warehouse();
        assertThat(new SealCheck(recoded, tables.state(recoded)).broken(plan, "r-1"))
                .extracting(BrokenSeal::text)
                .containsExactly("the code of monthly is another");
    }

    @Test
    void aPartitionIsEstimatedAtWhatThoseOfItsCommitHeldAndOthersAtWhatAllHold() {
        tables.arrive("s", DAYS.domain());
        tables.build(asset("daily"), DAYS.parse("2013-01"), p -> true);
        Estimator estimator = new Estimator(warehouse, tables.state(warehouse), NOW, Means.ofParallel(2));
        Estimate two = estimator.estimate(asset("daily"), DAYS.parse("2013-01-31..2013-02-01"));
        assertThat(two.rows()).isEqualTo(new Range(15, 20, 30));
        assertThat(two.bytes()).isEqualTo(new Range(1500, 2000, 3000));
        Estimate whole = estimator.estimate(asset("daily"), DAYS.parse("2013-01"));
        assertThat(whole.rows()).isEqualTo(Range.exactly(310));
        assertThat(estimator.estimate(asset("monthly"), PartitionSet.empty(MONTHS)))
                .isEqualTo(Estimate.NOTHING);
    }
}
