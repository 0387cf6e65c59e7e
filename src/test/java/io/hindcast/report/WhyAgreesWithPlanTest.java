package io.hindcast.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Commits;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Plan;
import io.hindcast.plan.RangeExplainer;
import io.hindcast.plan.RangeExplanation;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Standings;
import io.hindcast.plan.Trace;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of each single partition is what the plan concluded for sets of them. */
class WhyAgreesWithPlanTest {

    static Stream<TestingWarehouse> worlds() {
        return Stream.of(
                TestingWarehouse.built(),
                TestingWarehouse.staged(),
                TestingWarehouse.staged().arrivedUntil("2013-03-10"),
                TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05").corrected(7, "2013-01-01,2013-03-31"),
                TestingWarehouse.built().recoded("daily_delays"),
                TestingWarehouse.built().recoded("carrier_month").corrected(4, "2013-01-31"),
                TestingWarehouse.staged()
                        .built("flights_clean", "2013-01-05..2013-02-20")
                        .built("daily_delays", "2013-01-05..2013-02-10")
                        .corrected(4, "2013-01-07..2013-01-08"),
                TestingWarehouse.built().withOtherDistances("2013-02-01..2013-02-02,2013-03-31"),
                TestingWarehouse.built().foreign("daily_delays", "2013-02-01..2013-02-02"));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void eachReasonIsBorneOutByWhatIsRead(TestingWarehouse world) {
        Plan plan = world.plan();
        Explainer explainer = new Explainer(world.warehouse(), world.state(), plan);
        Standings standings = Standings.of(world.warehouse(), plan, world.state());
        for (Asset asset : world.warehouse().assets()) {
            asset.partitioning().domain().partitions().forEach(partition -> {
                Explanation why = explainer.explain(asset, partition);
                assertReasons(world, why);
                assertStanding(standings.asset(asset.name()), partition, why);
            });
        }
    }

    /** A range is told as each of its partitions is told alone. */
    @ParameterizedTest
    @MethodSource("worlds")
    void aRangeIsToldAsEachOfItsPartitionsIs(TestingWarehouse world) {
        Plan plan = world.plan();
        Explainer explainer = new Explainer(world.warehouse(), world.state(), plan);
        RangeExplainer ranges = new RangeExplainer(world.warehouse(), world.state(), plan, Commits.none());
        for (Asset asset : world.warehouse().assets()) {
            PartitionSet all = asset.partitioning().domain();
            RangeExplanation range = ranges.explain(asset, all);
            assertThat(range.groups().stream()
                            .mapToLong(group -> group.partitions().count())
                            .sum())
                    .isEqualTo(all.count());
            for (RangeExplanation.Group group : range.groups()) {
                group.partitions().partitions().forEach(partition -> {
                    Explanation why = explainer.explain(asset, partition);
                    assertThat(why.standing()).contains(group.standing());
                    assertThat(why.reasons()).hasSameElementsAs(group.reasons());
                    PartitionSet one = PartitionSet.of(asset.partitioning(), partition);
                    assertThat(causes(ranges.trace(asset, one).causes(), one))
                            .as("%s %s", asset.name(), partition)
                            .isEqualTo(causes(range.trace().causes(), one))
                            .isEqualTo(causes(group.causes(), one));
                });
                assertThat(group.causes().isEmpty())
                        .as("%s %s", asset.name(), group.partitions())
                        .isEqualTo(group.standing() == Standing.FRESH);
            }
        }
    }

    private static SortedSet<String> causes(List<Trace.Cause> causes, PartitionSet of) {
        SortedSet<String> texts = new TreeSet<>();
        causes.stream()
                .filter(cause -> cause.asked().intersects(of))
                .forEach(cause -> texts.add(cause.kind() + " " + cause.table() + " " + cause.versions()));
        return texts;
    }

    private static void assertReasons(TestingWarehouse world, Explanation why) {
        String name = why.asset() + "@" + why.partition();
        Predicate<Explanation.Read> ofSource = read -> world.warehouse().isSource(read.input());
        boolean planned = !why.reasons().isEmpty();
        assertThat(why.reasons().contains(Reason.DATA))
                .as("data of %s", name)
                .isEqualTo(planned
                        && why.reads().stream()
                                .filter(ofSource)
                                .anyMatch(read -> !read.changes().isEmpty()));
        assertThat(why.reasons().contains(Reason.CODE))
                .as("code of %s", name)
                .isEqualTo(planned && why.build().isPresent() && !why.isSameCode());
        assertThat(why.reasons().contains(Reason.UPSTREAM))
                .as("upstream of %s", name)
                .isEqualTo(planned
                        && why.build().isPresent()
                        && why.reads().stream()
                                .filter(ofSource.negate())
                                .anyMatch(read ->
                                        isChanged(read) || !read.rebuilt().isEmpty()));
        assertThat(why.reasons().contains(Reason.MISSING))
                .as("missing of %s", name)
                .isEqualTo(planned && why.build().isEmpty());
    }

    /** In a column that is looked at. */
    private static boolean isChanged(Explanation.Read read) {
        return read.changes().stream().anyMatch(change -> change.cause() != Explanation.Cause.OTHER_COLUMNS);
    }

    private static void assertStanding(Standings.OfAsset asset, Partition partition, Explanation why) {
        Standing standing = why.standing().orElseThrow();
        assertThat(asset.sets().get(standing)).isNotNull().matches(set -> set.contains(partition));
        if (standing == Standing.WAITING) {
            assertThat(why.reads()).anyMatch(read -> !read.lacking().isEmpty());
        }
        if (standing == Standing.FRESH) {
            assertThat(why.isSameCode()).isTrue();
            assertThat(why.reads())
                    .allMatch(read -> !isChanged(read) && read.rebuilt().isEmpty());
        }
        assertThat(standing == Standing.MISSING || standing == Standing.STALE)
                .isEqualTo(!why.reasons().isEmpty());
    }
}
