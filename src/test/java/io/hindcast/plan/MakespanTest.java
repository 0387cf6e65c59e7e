package io.hindcast.plan;

import static io.hindcast.testing.Partitionings.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MakespanTest {

    private static final Partitioning DAYS = days("2013-01-01..2013-01-08");

    private static Step step(String id, double seconds, String... after) {
        Spread takes = new Spread(seconds / 2, seconds, seconds * 2);
        return new Step(
                id,
                id.substring(0, id.indexOf('/')),
                DAYS.domain(),
                Map.of(),
                PartitionSet.empty(DAYS),
                Map.of(),
                List.of(after),
                new Estimate(Range.ZERO, Range.ZERO, takes, Spread.ZERO, Optional.empty()));
    }

    @Test
    void aChainTakesTheSumAndWhatIsIndependentIsShared() {
        List<Step> chain = List.of(step("a/1", 3), step("b/1", 4, "a/1"), step("c/1", 5, "b/1"));
        assertThat(Makespan.of(chain, 4)).isEqualTo(12);
        List<Step> independent = List.of(step("a/1", 4), step("a/2", 4), step("a/3", 4), step("a/4", 4));
        assertThat(Makespan.of(independent, 2)).isEqualTo(8);
        assertThat(Makespan.of(independent, 9)).isEqualTo(4);
    }

    @Test
    void theLongestRemainingPathGoesFirst() {
        List<Step> steps = List.of(step("short/1", 5), step("head/1", 5), step("tail/1", 5, "head/1"));
        assertThat(Makespan.of(steps, 1)).isEqualTo(15);
        assertThat(Makespan.of(steps, 2)).isEqualTo(10);
    }

    @Test
    void aPlanTakesAsLongAsItsScheduleAndItsAssetsErrEachForItself() {
        List<Step> steps = List.of(step("a/1", 10), step("a/2", 10), step("b/1", 20));
        Plan plan = new Plan(
                "world",
                "p-1",
                java.time.Instant.EPOCH,
                "",
                Optional.empty(),
                new Seals(Map.of(), Map.of(), Map.of(), Map.of()),
                List.of(),
                List.of(),
                steps,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Means.ofParallel(2));
        Spread seconds = plan.estimate().seconds();
        assertThat(seconds.likely()).isEqualTo(20);
        // Each asset alone: 20, up to 40; both together off by the root of twice 20 squared, and half of it side by
        // side.
        assertThat(seconds.high()).isCloseTo(20 + Math.sqrt(2) * 10, within(0.01));
        assertThat(plan.estimates().getOrDefault("a", Estimate.NOTHING).seconds())
                .isEqualTo(new Spread(10, 20, 40));
    }
}
