package io.hindcast.mapping;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Partitionings.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.partition.TimeSlice;
import io.hindcast.testing.Partitionings;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingsTest {

    private static final long ALL = Long.MAX_VALUE;

    private static final Partitioning DAYS = time("ds", Grain.DAY, "2013-01-01", "2013-12-31");
    private static final Partitioning MONTHS = time("month", Grain.MONTH, "2013-01", "2013-12");
    private static final Partitioning ORIGINS = Partitioning.of(keys("origin"));

    private static Partitioning time(String column, Grain grain, String first, String last) {
        return Partitioning.of(dimension(column, new TimeGrid(grain, ZoneId.of("America/New_York")), first, last));
    }

    private static TimeDimension dimension(String column, TimeGrid grid, String first, String last) {
        long from = grid.overlapping(first).orElseThrow().first();
        long until = last.isEmpty() ? ALL : grid.overlapping(last).orElseThrow().last() + 1;
        return TimeDimension.of(column, grid, new Interval(from, until));
    }

    private static KeyDimension keys(String column) {
        return new KeyDimension(column, new KeySource.Listed(new TreeSet<>(List.of("EWR", "JFK"))));
    }

    @Test
    void whatLiesOutsideTheInputComesBackAsAValue() {
        Mapping week = Mappings.between(DAYS, DAYS, MappingRule.window(6, 0));
        Mapped mapped = week.upstreamOf(DAYS.parse("2013-01-03..2013-01-04,2013-06-01"));
        assertThat(mapped.inside()).hasToString("2013-01-01..2013-01-04,2013-05-26..2013-06-01");
        assertThat(mapped.outside()).hasToString("2012-12-28..2012-12-31");
        assertThat(week.downstreamOf(DAYS.parse("2013-12-30"))).hasToString("2013-12-30..2013-12-31");
        assertThat(week.downstreamOf(DAYS.parse("2012-12-31")).isEmpty()).isTrue();
    }

    @Test
    void aMonthIsRolledUpFromItsDays() {
        Mapping rollUp = Mappings.between(MONTHS, DAYS, MappingRule.same());
        assertThat(rollUp.upstreamOf(MONTHS.parse("2013-02")).inside()).hasToString("2013-02-01..2013-02-28");
        assertThat(rollUp.downstreamOf(DAYS.parse("2013-02-28..2013-03-01"))).hasToString("2013-02..2013-03");
        Mapping twoMonths = Mappings.between(DAYS, MONTHS, MappingRule.window(1, 0));
        assertThat(twoMonths.upstreamOf(DAYS.parse("2013-03-05")).inside()).hasToString("2013-02..2013-03");
        assertThat(twoMonths.downstreamOf(MONTHS.parse("2013-02"))).hasToString("2013-02-01..2013-03-31");
    }

    @Test
    void alignmentComesBeforeTheShift() {
        Mapping daysBefore = Mappings.between(MONTHS, DAYS, MappingRule.window(2, 0));
        assertThat(daysBefore.upstreamOf(MONTHS.parse("2013-03")).inside()).hasToString("2013-02-27..2013-03-31");
        assertThat(daysBefore.downstreamOf(DAYS.parse("2013-02-27"))).hasToString("2013-02..2013-03");
    }

    @Test
    void aLocalDayReadsTheHoursThatItHas() {
        Partitioning hours = time("at", Grain.HOUR, "2013", "2013");
        Mapping mapping = Mappings.between(DAYS, hours, MappingRule.same());
        assertThat(mapping.upstreamOf(DAYS.parse("2013-03-10")).inside()).hasToString("2013-03-10T05..2013-03-11T03");
        assertThat(mapping.upstreamOf(DAYS.parse("2013-11-03")).inside().count())
                .isEqualTo(25);
        assertThat(mapping.downstreamOf(hours.parse("2013-03-11T03..2013-03-11T04")))
                .hasToString("2013-03-10..2013-03-11");
    }

    @Test
    void unboundedWindowsAndOpenEndsStayRanges() {
        Partitioning open = time("ds", Grain.DAY, "2013-01-01", "");
        Mapping history = Mappings.between(open, open, MappingRule.window(ALL, 0));
        assertThat(history.upstreamOf(open.parse("2013-06-01")).inside()).hasToString("2013-01-01..2013-06-01");
        assertThat(history.upstreamOf(open.parse("2013-06-01")).outside()).hasToString("..2012-12-31");
        assertThat(history.downstreamOf(open.parse("2013-06-01"))).hasToString("2013-06-01..");
        assertThat(history.upstreamOf(open.domain()).inside()).isEqualTo(open.domain());
    }

    @Test
    void keysOfAnInputThatNobodyListsAreOutside() {
        Mapping mapping = Mappings.between(
                ORIGINS,
                ORIGINS,
                MappingRule.same().withKeys("origin", Map.of("EWR", new TreeSet<>(List.of("JFK", "LGA")))));
        Mapped mapped = mapping.upstreamOf(ORIGINS.parse("EWR"));
        assertThat(mapped.inside()).hasToString("JFK");
        assertThat(mapped.outside()).hasToString("LGA");
    }

    @Test
    void tenMillionPartitionsMapAsRanges() {
        Partitioning hours = Partitioning.of(dimension("at", TimeGrid.utc(Grain.HOUR), "1970", ""), keys("origin"));
        Partitioning days = Partitioning.of(dimension("ds", TimeGrid.utc(Grain.DAY), "1970", ""), keys("origin"));
        IntervalSet everySecondDay = IntervalSet.unionAll(LongStream.range(0, 100_000)
                .map(i -> 2 * i)
                .mapToObj(IntervalSet::point)
                .toList());
        PartitionSet set = PartitionSet.box(
                days, List.of(new TimeSlice(everySecondDay), keys("origin").domain()));
        Mapping mapping = Mappings.between(days, hours, MappingRule.window(0, 2));
        PartitionSet read = mapping.upstreamOf(set).inside();
        assertThat(read.count()).isEqualTo(100_000L * 26 * 2);
        assertThat(mapping.downstreamOf(read).count()).isEqualTo(100_000L * 2 * 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "all",
            value = {
                "0; 0; the day",
                "6; 0; the day and the 6 before it",
                "1; 1; the day, the one before it and the one after it",
                "0; 3; the day and the 3 after it",
                "1; -1; the day before it",
                "7; -1; the 7 days before it",
                "-27; 27; the day 27 after it",
                "all; 0; the day and all before it",
                "all; -1; all days before it",
                "0; all; the day and all after it",
                "all; all; every day",
                "all; -3; all days from 3 before it on",
                "30; -3; the days from 3 to 30 before it"
            })
    void windowsAreDescribed(Long before, Long after, String words) {
        MappingRule rule = MappingRule.window(before == null ? ALL : before, after == null ? ALL : after);
        assertThat(Mappings.between(DAYS, DAYS, rule).description()).isEqualTo(words);
    }

    @Test
    void otherRulesAreDescribed() {
        assertThat(MappingRule.window(6, 0).description()).isEqualTo("the partition and the 6 before it");
        assertThat(MappingRule.offsets(IntervalSet.point(0).union(IntervalSet.point(-27)))
                        .description())
                .isEqualTo("the partition and the one 27 before it");
        assertThat(MappingRule.whole().description()).isEqualTo("the whole input");
        assertThat(Mappings.between(DAYS, Partitioning.none(), MappingRule.same())
                        .description())
                .isEqualTo("the whole input");
        assertThat(Mappings.between(ORIGINS, ORIGINS, MappingRule.same()).description())
                .isEqualTo("the same keys");
        assertThat(Mappings.between(MONTHS, DAYS, MappingRule.same()).description())
                .isEqualTo("the days of the month");
        assertThat(Mappings.between(DAYS, MONTHS, MappingRule.window(1, 0)).description())
                .isEqualTo("the month of the day and the one before it");
        assertThat(Mappings.between(MONTHS, DAYS, MappingRule.window(2, -1)).description())
                .isEqualTo("the 2 days before the days of the month");
        assertThat(Mappings.between(ORIGINS, ORIGINS, MappingRule.same().withKeys("origin", Map.of()))
                        .description())
                .isEqualTo("the same keys, keys of origin as listed");
    }

    @Test
    void whatCannotBeMappedIsSaidInASentence() {
        MappingRule window = MappingRule.window(1, 0);
        Partitioning twoTimes = Partitioning.of(
                dimension("a", TimeGrid.utc(Grain.DAY), "2013", ""),
                dimension("b", TimeGrid.utc(Grain.DAY), "2013", ""));
        assertThat(why(DAYS, ORIGINS, window))
                .isEqualTo("window, offsets and lag need time on both sides, but the input is not partitioned by time");
        assertThat(why(ORIGINS, DAYS, window)).endsWith("but the asset is not partitioned by time");
        assertThat(why(ORIGINS, ORIGINS, window)).endsWith("but neither side is partitioned by time");
        assertThat(why(DAYS, twoTimes, MappingRule.same()))
                .isEqualTo("it is not clear which time columns belong together: ds here, a, b in the input");
        assertThat(why(DAYS, Partitioning.of(keys("ds")), MappingRule.same()))
                .isEqualTo("the column ds is time on one side and keys on the other");
        assertThat(why(ORIGINS, DAYS, MappingRule.same().withKeys("origin", Map.of())))
                .isEqualTo("keys of origin are mapped, but the input is not partitioned by keys of it");
        assertThat(Mappings.impossible(DAYS, MONTHS, window)).isEmpty();
        assertThatThrownBy(() -> Mappings.between(DAYS, ORIGINS, window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need time on both sides");
        assertThatThrownBy(() -> MappingRule.window(-3, 2)).hasMessageContaining("nothing would be read");
        assertThatThrownBy(() -> Mappings.self(DAYS, IntervalSet.point(0)))
                .hasMessageContaining("nothing would be read");
    }

    private static String why(Partitioning downstream, Partitioning upstream, MappingRule rule) {
        return Mappings.impossible(downstream, upstream, rule).orElseThrow().why();
    }

    @Test
    void mappingsAreMadeBeforeKeysAreDiscovered() {
        Partitioning undiscovered =
                Partitioning.of(new KeyDimension("origin", new KeySource.Discovered("airports", "faa")));
        assertThat(Mappings.impossible(undiscovered, ORIGINS, MappingRule.same()))
                .isEmpty();
        Mapping mapping = Mappings.between(undiscovered, ORIGINS, MappingRule.same());
        assertThat(mapping.upstreamOf(undiscovered.parse("EWR")).inside()).hasToString("EWR");
        assertThatThrownBy(() -> mapping.downstreamOf(ORIGINS.domain()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not known yet");
    }

    @Test
    void setsOfTheWrongSideAreRefused() {
        Mapping mapping = Mappings.between(MONTHS, DAYS, MappingRule.same());
        assertThatThrownBy(() -> mapping.upstreamOf(DAYS.domain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no set of");
    }

    @Test
    void theDefinitionTellsMappingsApartAndLeavesOutDeclaredRangesAndKeys() {
        Partitioning days = days("2013-01-01..2013-01-31");
        Partitioning airports = product(days, Partitionings.keys("origin", "EWR", "JFK"));
        String same = Mappings.between(days, days, MappingRule.same()).definition();
        assertThat(Mappings.between(days, days("2012-01-01.."), MappingRule.window(0, 0))
                        .definition())
                .isEqualTo(same);
        assertThat(Mappings.between(airports, product(days, Partitionings.keys("origin", "LGA")), MappingRule.same())
                        .definition())
                .isEqualTo(
                        Mappings.between(airports, airports, MappingRule.same()).definition());
        assertThat(List.of(
                        same,
                        Mappings.between(days, days, MappingRule.window(1, 0)).definition(),
                        Mappings.between(days, days, MappingRule.whole()).definition(),
                        Mappings.between(days, months("2013-01..2013-02"), MappingRule.same())
                                .definition(),
                        Mappings.between(days, months("2013-01..2013-02"), MappingRule.whole())
                                .definition(),
                        Mappings.between(
                                        days,
                                        Partitionings.time(
                                                Grain.DAY, "ds", "2013-01-01..", ZoneId.of("America/New_York")),
                                        MappingRule.same())
                                .definition(),
                        Mappings.between(airports, airports, MappingRule.same()).definition(),
                        Mappings.between(
                                        airports,
                                        airports,
                                        MappingRule.same()
                                                .withKeys("origin", Map.of("EWR", new TreeSet<>(Set.of("JFK")))))
                                .definition()))
                .doesNotHaveDuplicates();
    }
}
