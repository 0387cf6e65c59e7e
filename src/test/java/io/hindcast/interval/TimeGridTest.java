package io.hindcast.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Overlap of periods against the clocks themselves: two periods overlap when some moment lies in both. */
@Tag("once")
class TimeGridTest {

    /** Zones and dates around which their clocks do something. */
    static List<Clocks> clocks() {
        return List.of(
                new Clocks("UTC", "2024-02-28"),
                new Clocks("America/New_York", "2013-03-10"),
                new Clocks("America/New_York", "2013-11-03"),
                new Clocks("Asia/Kolkata", "2026-01-01"),
                new Clocks("Asia/Kathmandu", "1969-12-31"),
                new Clocks("Australia/Lord_Howe", "2025-04-06"),
                new Clocks("America/Sao_Paulo", "2018-11-04"), // midnight does not happen
                new Clocks("America/Sao_Paulo", "2018-02-18"), // midnight is preceded by two 23 o'clock hours
                new Clocks("America/St_Johns", "2010-11-07"), // at 00:01 back to 23:01 of the day before
                new Clocks("America/Toronto", "1919-03-31"), // from 23:30 to 00:30
                new Clocks("Pacific/Apia", "2011-12-30"), // a day that does not happen
                new Clocks("Pacific/Kwajalein", "1993-08-21")); // another
    }

    /** Where a whole day happens twice, the first half of the next one lies between: overlap is outward there. */
    static List<Clocks> wilderClocks() {
        List<Clocks> all = new ArrayList<>(clocks());
        all.add(new Clocks("America/Juneau", "1867-10-18"));
        return all;
    }

    record Clocks(String zone, String date) {

        ZoneId id() {
            return ZoneId.of(zone);
        }

        Instant around() {
            return LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC);
        }

        /** Every quarter of an hour within some days of the date, and the last and first moments of its days. */
        List<Instant> moments(int days) {
            List<Instant> moments = new ArrayList<>();
            Instant first = around().minus(Duration.ofDays(days));
            Instant end = around().plus(Duration.ofDays(days));
            for (Instant at = first; at.isBefore(end); at = at.plus(Duration.ofMinutes(15))) {
                moments.add(at);
                Instant midnight =
                        LocalDate.ofInstant(at, id()).atStartOfDay(id()).toInstant();
                if (midnight.isAfter(first)) {
                    moments.add(midnight);
                    moments.add(midnight.minusMillis(1));
                }
            }
            return moments;
        }
    }

    private static long shown(TimeGrid grid, Instant moment) {
        ZoneId clock = grid.grain() == Grain.HOUR ? ZoneOffset.UTC : grid.zone();
        return grid.grain().ordinalOf(LocalDateTime.ofInstant(moment, clock));
    }

    /** For each period of one grid the periods of another that share a moment with it. */
    private static SortedMap<Long, Set<Long>> overlaps(long[] from, long[] to) {
        SortedMap<Long, Set<Long>> overlaps = new TreeMap<>();
        for (int i = 0; i < from.length; i++) {
            overlaps.computeIfAbsent(from[i], ordinal -> new TreeSet<>()).add(to[i]);
        }
        return overlaps;
    }

    private static long[] of(Map<TimeGrid, long[]> shown, TimeGrid grid) {
        return Objects.requireNonNull(shown.get(grid));
    }

    private static List<TimeGrid> grids(Clocks clocks) {
        List<TimeGrid> grids = new ArrayList<>();
        for (Grain grain : Grain.values()) {
            grids.add(new TimeGrid(grain, clocks.id()));
            grids.add(TimeGrid.utc(grain));
            grids.add(new TimeGrid(grain, ZoneId.of("Asia/Kolkata")));
        }
        return grids;
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("clocks")
    void periodsOverlapExactlyWhenAMomentLiesInBoth(Clocks clocks) {
        List<Instant> moments = clocks.moments(3);
        Map<TimeGrid, long[]> shown = new HashMap<>();
        for (TimeGrid grid : grids(clocks)) {
            shown.put(
                    grid,
                    moments.stream().mapToLong(moment -> shown(grid, moment)).toArray());
        }
        for (TimeGrid from : shown.keySet()) {
            for (TimeGrid to : shown.keySet()) {
                if (from.samePeriods(to)) {
                    continue; // the same partitions, also those of a skipped day
                }
                SortedMap<Long, Set<Long>> edges = overlaps(of(shown, from), of(shown, to));
                // Periods beyond the moments looked at are not judged.
                Set<Long> window = overlaps(of(shown, to), of(shown, from)).keySet();
                for (long ordinal = edges.firstKey(); ordinal <= edges.lastKey(); ordinal++) {
                    IntervalSet aligned = from.alignTo(to, IntervalSet.point(ordinal));
                    Set<Long> seen = new TreeSet<>();
                    window.stream().filter(aligned::contains).forEach(seen::add);
                    assertThat(seen)
                            .as("%s %s to %s", from, from.grain().text(ordinal), to)
                            .isEqualTo(edges.getOrDefault(ordinal, new TreeSet<>()));
                }
            }
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("wilderClocks")
    void overlapIsSymmetricAndDistributesOverUnion(Clocks clocks) {
        for (TimeGrid from : grids(clocks)) {
            for (TimeGrid to : grids(clocks)) {
                long middle = from.ordinalOf(clocks.around());
                for (long first = middle - 3; first <= middle + 3; first++) {
                    IntervalSet byOne = IntervalSet.empty();
                    for (long last = first; last <= middle + 3; last++) {
                        byOne = byOne.union(from.alignTo(to, IntervalSet.point(last)));
                        IntervalSet range = IntervalSet.of(first, last + 1);
                        assertThat(from.alignTo(to, range))
                                .as("%s to %s", from, to)
                                .isEqualTo(byOne);
                    }
                    for (Interval reached :
                            from.alignTo(to, IntervalSet.point(first)).intervals()) {
                        assertThat(to.alignTo(from, IntervalSet.point(reached.from()))
                                        .contains(first))
                                .isTrue();
                        assertThat(to.alignTo(from, IntervalSet.point(reached.until() - 1))
                                        .contains(first))
                                .isTrue();
                        assertThat(to.alignTo(from, IntervalSet.point(reached.from() - 1))
                                        .contains(first))
                                .isFalse();
                        assertThat(to.alignTo(from, IntervalSet.point(reached.until()))
                                        .contains(first))
                                .isFalse();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2013-03-10, 23",
        "America/New_York, 2013-03-11, 24",
        "America/New_York, 2013-11-03, 25",
        "Asia/Kolkata, 2013-03-10, 25", // half hours at both ends count outward
        "Pacific/Apia, 2011-12-29, 24",
        "Pacific/Apia, 2011-12-30, 0",
        "Pacific/Apia, 2011-12-31, 24",
        "UTC, 2016-12-31, 24"
    })
    void aDayOfAZoneHasThatManyHours(String zone, LocalDate date, long hours) {
        TimeGrid days = new TimeGrid(Grain.DAY, ZoneId.of(zone));
        IntervalSet day = IntervalSet.point(date.toEpochDay());
        assertThat(days.alignTo(TimeGrid.utc(Grain.HOUR), day).count()).isEqualTo(hours);
    }

    @Test
    void unboundedEndsStayUnbounded() {
        TimeGrid days = new TimeGrid(Grain.DAY, ZoneId.of("Pacific/Apia"));
        TimeGrid months = new TimeGrid(Grain.MONTH, ZoneId.of("Pacific/Apia"));
        TimeGrid hours = TimeGrid.utc(Grain.HOUR);
        assertThat(days.alignTo(months, IntervalSet.all())).isEqualTo(IntervalSet.all());
        assertThat(days.alignTo(hours, IntervalSet.all())).isEqualTo(IntervalSet.all());
        assertThat(days.alignTo(months, IntervalSet.of(40, Long.MAX_VALUE)))
                .isEqualTo(IntervalSet.of(1, Long.MAX_VALUE));
        assertThat(months.alignTo(days, IntervalSet.of(Long.MIN_VALUE, 1)))
                .isEqualTo(IntervalSet.of(Long.MIN_VALUE, 31));
    }

    @Test
    void skippedDaysAreNoOverlapEvenInTheMiddleOfARange() {
        TimeGrid days = new TimeGrid(Grain.DAY, ZoneId.of("Pacific/Apia"));
        TimeGrid utc = TimeGrid.utc(Grain.MONTH);
        long skipped = LocalDate.of(2011, 12, 30).toEpochDay();
        IntervalSet december = IntervalSet.point(utc.ordinalOf(Instant.parse("2011-12-15T00:00:00Z")));
        assertThat(utc.alignTo(days, december).contains(skipped)).isFalse();
        assertThat(utc.alignTo(days, december).contains(skipped + 1)).isTrue();
        assertThat(utc.alignTo(days, december).contains(skipped - 1)).isTrue();
    }

    @Test
    void aDateOnHoursIsTheDayOfTheZone() {
        TimeGrid hours = new TimeGrid(Grain.HOUR, ZoneId.of("America/New_York"));
        long five = TimeGrid.utc(Grain.HOUR).ordinalOf(Instant.parse("2013-01-01T05:00:00Z"));
        assertThat(hours.overlapping("2013-01-01")).hasValue(IntervalSet.of(five, five + 24));
        assertThat(hours.overlapping("2013-01-01T05")).hasValue(IntervalSet.point(five));
    }

    @Test
    void aPeriodIsCompleteWhenItsLastMomentIsOver() {
        TimeGrid days = new TimeGrid(Grain.DAY, ZoneId.of("America/New_York"));
        long newYear = LocalDate.of(2026, 1, 1).toEpochDay();
        assertThat(days.firstIncomplete(Instant.parse("2026-01-02T04:59:59.999Z")))
                .isEqualTo(newYear);
        assertThat(days.firstIncomplete(Instant.parse("2026-01-02T05:00:00Z"))).isEqualTo(newYear + 1);
        TimeGrid twice = new TimeGrid(Grain.DAY, ZoneId.of("America/St_Johns"));
        long saturday = LocalDate.of(2010, 11, 6).toEpochDay();
        // 00:00 on Sunday has struck, but a minute later it is Saturday again for an hour.
        assertThat(twice.firstIncomplete(Instant.parse("2010-11-07T02:30:30Z"))).isEqualTo(saturday);
        assertThat(twice.firstIncomplete(Instant.parse("2010-11-07T03:30:00Z"))).isEqualTo(saturday + 1);
    }

    @Test
    void startIsTheFirstMomentThatAClockShowsThePeriod() {
        TimeGrid days = new TimeGrid(Grain.DAY, ZoneId.of("America/Sao_Paulo"));
        long day = LocalDate.of(2018, 11, 4).toEpochDay();
        assertThat(days.start(day)).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
        assertThat(days.ordinalOf(days.start(day))).isEqualTo(day);
        assertThat(days.ordinalOf(days.start(day).minusNanos(1))).isEqualTo(day - 1);
        TimeGrid toronto = new TimeGrid(Grain.DAY, ZoneId.of("America/Toronto"));
        assertThat(toronto.start(LocalDate.of(1919, 3, 31).toEpochDay())).isEqualTo("1919-03-31T04:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-01-01T05, true,  true",
        "DAY,   2026-01-01T00, false, true",
        "DAY,   2026-01-01T23, true,  false",
        "DAY,   2026-01,       false, false",
        "MONTH, 2026-01-01,    false, true",
        "MONTH, 2026-01-15,    true,  true",
        "MONTH, 2026-01-31,    true,  false",
        "WEEK,  2026-01-05,    false, false",
        "WEEK,  2026-01-07,    true,  true",
        "WEEK,  2026-01-11,    true,  false",
        "YEAR,  2026-Q1,       false, true",
        "HOUR,  2026-01-01,    false, false",
        "DAY,   nonsense,      false, false",
    })
    void aPeriodMayBeginAndEndWithinOthers(Grain grain, String text, boolean isEntered, boolean isLeft) {
        TimeGrid grid = TimeGrid.utc(grain);
        assertThat(grid.isEnteredWithin(text)).isEqualTo(isEntered);
        assertThat(grid.isLeftWithin(text)).isEqualTo(isLeft);
    }

    @ParameterizedTest
    @CsvSource({
        "2013-13,       there is no month 13: they are 01 to 12",
        "2013-00-01,    there is no month 00: they are 01 to 12",
        "2013-02-30,    2013-02 has the days 01 to 28",
        "2012-02-30T01, 2012-02 has the days 01 to 29",
        "2013-02-01T24, there is no hour 24: they are 00 to 23",
        "2013-Q5,       the quarters of a year are Q1 to Q4",
    })
    void whatTheCalendarHasInsteadIsTold(String text, String told) {
        assertThat(TimeGrid.missingFromCalendar(text)).hasValue(told);
    }

    @Test
    void whatThereIsAndWhatIsNoPeriodIsNotMissingFromTheCalendar() {
        assertThat(TimeGrid.missingFromCalendar("2012-02-29")).isEmpty();
        assertThat(TimeGrid.missingFromCalendar("2013")).isEmpty();
        assertThat(TimeGrid.missingFromCalendar("13-02-2013")).isEmpty();
    }
}
