package io.hindcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs that are read as they were, against what is said of them in words, period by period. */
class SnapshotMappingTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant AROUND = Instant.parse("2013-03-10T12:00:00Z");

    private static Partitioning around(Grain grain, long before, long after) {
        TimeGrid grid = new TimeGrid(grain, ZONE);
        long middle = grid.ordinalOf(AROUND);
        return Partitioning.of(TimeDimension.of(grain.word(), grid, new Interval(middle - before, middle + after)));
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "DAY, DAY, 6, 6",
        "DAY, MONTH, 70, 3",
        "MONTH, DAY, 3, 70",
        "WEEK, MONTH, 12, 4",
        "MONTH, WEEK, 4, 12",
        "HOUR, DAY, 50, 4",
        "DAY, WEEK, 20, 4"
    })
    void bothWaysAgreeAndAreWhatTheWordsSay(Grain reader, Grain snapshots, long readers, long dates) {
        Partitioning downstream = around(reader, readers, readers);
        Partitioning upstream = around(snapshots, dates, dates);
        List<Long> days = ordinals(upstream);
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            IntervalSet there = IntervalSet.unionAll(days.stream()
                    .filter(day -> random.nextInt(3) == 0)
                    .map(IntervalSet::point)
                    .toList());
            Mapping mapping = Mappings.asOf(downstream, upstream, MappingRule.whole(), IntervalSet.empty())
                    .seeing(there);
            for (long period : ordinals(downstream)) {
                PartitionSet one = PartitionSet.ofTime(downstream, IntervalSet.point(period));
                PartitionSet read = mapping.upstreamOf(one).inside();
                for (long day : days) {
                    PartitionSet snapshot = PartitionSet.ofTime(upstream, IntervalSet.point(day));
                    boolean reads = read.intersects(snapshot);
                    assertThat(mapping.downstreamOf(snapshot).intersects(one))
                            .as("%s of %s there %s", day, period, there)
                            .isEqualTo(reads);
                    // What makes a difference to what is shown is read, and nothing else.
                    IntervalSet other = there.contains(day)
                            ? there.minus(IntervalSet.point(day))
                            : there.union(IntervalSet.point(day));
                    boolean matters = there.isEmpty()
                            || !shown(downstream, upstream, there, period)
                                    .equals(shown(downstream, upstream, other, period));
                    assertThat(reads)
                            .as("%s of %s there %s", day, period, there)
                            .isEqualTo(matters);
                }
                if (!there.isEmpty()) {
                    assertThat(OptionalLong.of(mapping.shown(period)))
                            .isEqualTo(shown(downstream, upstream, there, period));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DAY, DAY", "DAY, MONTH", "MONTH, DAY", "WEEK, MONTH"})
    void whatARangeReadsIsWhatItsPeriodsRead(Grain reader, Grain snapshots) {
        Partitioning downstream = around(reader, 4, 4);
        Partitioning upstream = around(snapshots, 20, 20);
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            IntervalSet there = some(ordinals(upstream), random);
            Mapping mapping = Mappings.asOf(downstream, upstream, MappingRule.whole(), there);
            PartitionSet set = PartitionSet.ofTime(downstream, some(ordinals(downstream), random));
            List<PartitionSet> each = new ArrayList<>();
            set.partitions()
                    .forEach(one -> each.add(
                            mapping.upstreamOf(PartitionSet.of(downstream, one)).inside()));
            assertThat(mapping.upstreamOf(set).inside()).isEqualTo(PartitionSet.unionAll(upstream, each));
            PartitionSet changed = PartitionSet.ofTime(upstream, some(ordinals(upstream), random));
            List<PartitionSet> readers = new ArrayList<>();
            changed.partitions().forEach(one -> readers.add(mapping.downstreamOf(PartitionSet.of(upstream, one))));
            assertThat(mapping.downstreamOf(changed)).isEqualTo(PartitionSet.unionAll(downstream, readers));
        }
    }

    @Test
    void anAssetWithoutEndIsReadByDayAsItIs() {
        Partitioning days = Partitioning.of(
                TimeDimension.of("ds", new TimeGrid(Grain.DAY, ZONE), new Interval(100, Long.MAX_VALUE)));
        Mapping mapping =
                Mappings.asOf(days, days, MappingRule.whole(), days.domain().timeIntervals());
        assertThat(mapping.upstreamOf(days.domain()).inside()).isEqualTo(days.domain());
        PartitionSet one = PartitionSet.ofTime(days, IntervalSet.point(200));
        assertThat(mapping.upstreamOf(one).inside()).isEqualTo(one);
        assertThat(mapping.downstreamOf(one)).isEqualTo(one);
    }

    private static IntervalSet some(List<Long> ordinals, Random random) {
        IntervalSet some = IntervalSet.unionAll(ordinals.stream()
                .filter(each -> random.nextInt(3) == 0)
                .map(IntervalSet::point)
                .toList());
        return some.isEmpty() ? IntervalSet.point(ordinals.get(0)) : some;
    }

    private static List<Long> ordinals(Partitioning partitioning) {
        return partitioning.domain().timeIntervals().intervals().stream()
                .flatMapToLong(range -> LongStream.range(range.from(), range.until()))
                .boxed()
                .toList();
    }

    /** The newest that is over when the period is, else the first one. */
    private static OptionalLong shown(Partitioning downstream, Partitioning upstream, IntervalSet there, long period) {
        TimeGrid reader = downstream.time().orElseThrow().grid();
        TimeGrid read = upstream.time().orElseThrow().grid();
        List<Long> days = there.intervals().stream()
                .flatMapToLong(range -> LongStream.range(range.from(), range.until()))
                .boxed()
                .toList();
        OptionalLong newest = days.stream()
                .filter(day -> !read.end(day).isAfter(reader.end(period)))
                .mapToLong(Long::longValue)
                .max();
        return newest.isPresent()
                ? newest
                : days.stream().mapToLong(Long::longValue).min();
    }
}
