package io.hindcast.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitioningTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static Partitioning time(Grain grain, String from) {
        TimeGrid grid = new TimeGrid(grain, NEW_YORK);
        long first = grid.overlapping(from).orElseThrow().first();
        return Partitioning.of(TimeDimension.of("ds", grid, new Interval(first, Long.MAX_VALUE)));
    }

    private static Partitioning daysAndOrigins() {
        return Partitioning.of(
                TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), new Interval(day("2013-01-01"), day("2014-01-01"))),
                new KeyDimension("origin", new KeySource.Listed(new TreeSet<>(List.of("EWR", "JFK", "LGA")))));
    }

    private static long day(String date) {
        return LocalDate.parse(date).toEpochDay();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DAY; 2013-01; 2013-01-01..2013-01-31",
                "DAY; 2013-Q1; 2013-01-01..2013-03-31",
                "DAY; 2012; 2012-01-01..2012-12-31",
                "DAY; 2013-01-01T04; 2012-12-31",
                "DAY; 2013-01-01T05; 2013-01-01",
                "DAY; 2012-12..2013-01-02; 2012-12-01..2013-01-02",
                "DAY; 2013-01-03,2013-01-01..2013-01-02; 2013-01-01..2013-01-03",
                "DAY; ds=2013-01-01|2013-01-02; 2013-01-01..2013-01-02",
                "DAY; *; 2010-01-01..",
                "DAY; ds=*; 2010-01-01..",
                "WEEK; 2013-01-01; 2012-12-31",
                "WEEK; 2013-01-06..2013-01-07; 2012-12-31..2013-01-07",
                "WEEK; 2013-02; 2013-01-28..2013-02-25",
                "MONTH; 2013-01-31..2013-02-01; 2013-01..2013-02",
                "MONTH; 2013-Q1; 2013-01..2013-03",
                "QUARTER; 2013-02..2013-04; 2013-Q1..2013-Q2",
                "YEAR; 2013-12-31..2014-01-01; 2013..2014",
                "HOUR; 2013-03-10; 2013-03-10T05..2013-03-11T03",
                "HOUR; 2013-01-01T05..2013-01-01T07; 2013-01-01T05..2013-01-01T07"
            })
    void timeMayBeWrittenInAnyGrainAndMeansWhatItOverlaps(Grain grain, String written, String meant) {
        assertThat(time(grain, "2010").parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2013-01-01; ds=2013-01-01&origin=EWR,JFK,LGA",
                "origin=EWR&ds=2013-01-01; ds=2013-01-01&origin=EWR",
                "origin=JFK; ds=2013-01-01..2013-12-31&origin=JFK",
                "*; ds=2013-01-01..2013-12-31&origin=EWR,JFK,LGA",
                "2013-01-01&origin=*; ds=2013-01-01&origin=EWR,JFK,LGA",
                "2013-01-01&origin=XXX; ds=2013-01-01&origin=XXX"
            })
    void whatIsNotMentionedIsMeantWholly(String written, String meant) {
        assertThat(daysAndOrigins().parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2013-02-30; at character 1: '2013-02-30' is no hour, day, week, month, quarter or year; 2013-02 has the days",
                "2013-13; at character 1: '2013-13' is no hour, day, week, month, quarter or year; there is no month 13",
                "2013-01-01-2013-01-05; quarter or year; a range is written 2013-01-01..2013-01-05",
                "2013-01/2013-03; quarter or year; a range is written 2013-01..2013-03",
                "2013-01-01 to 2013-01-05; quarter or year; a range is written 2013-01-01..2013-01-05",
                "yesterday; quarter or year; days are not counted from today: write the date",
                "-7d; quarter or year; days are not counted from today: write the date",
                "2013-01-01,today; at character 12: 'today' is no hour, day",
                "2013-01-02..2013-01-01; at character 1: the range ends before it begins",
                "dt=2013; at character 1: 'dt' is not a partition column, which are: ds, origin",
                "ds=2013&ds=2014; at character 9: ds stands twice",
                "ds=2013&origin=a%2; at character 17: a percent sign is written %25",
                "ds=2013&origin=a%zz; at character 17: a percent sign",
                "ds=2013&origin=%FF; at character 16: the percent codes are not UTF-8",
                "ds=2013&origin=a*; at character 17: '*' in a value is written %2A",
                "ds=2013&origin=a=b; at character 17: '=' in a value is written %3D",
                "ds=2013&origin=; at character 16: a value is missing",
                "ds=2013&origin=a,,b; at character 18: a value is missing",
                "201303; at character 1: '201303' is no hour, day, week, month, quarter or year; a month is written 2013-03",
                "20130301; at character 1: '20130301' is no hour, day, week, month, quarter or year; a day is written 2013-03-01",
                "2013030105; at character 1: '2013030105' is no hour, day, week, month, quarter or year; an hour is written 2013-03-01T05",
                "12026; at character 1: '12026' is no hour, day, week, month, quarter or year; a year beyond 9999 is written with its sign: +12026",
                "ds=2013|; at character 9: '' is no hour, day",
                "ds=2013&; at character 9: '' is no hour, day",
                "ds=2013,; at character 9: '' is no hour, day"
            })
    void anIllegalTextIsAProblemWithItsPlaceAndWhatIsLegal(String text, String cause) {
        assertThatThrownBy(() -> daysAndOrigins().parse(text))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("[HC-513]")
                .hasMessageContaining("'" + text + "' is not a set of partitions")
                .hasMessageContaining(cause)
                .hasMessageContaining("such as ds=2013-01-01&origin=EWR;");
    }

    @Test
    void valuesForAnAssetWithoutPartitionsAreAProblem() {
        assertThatThrownBy(() -> Partitioning.none().parse("2013-01-01"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at character 1: there are no partition columns")
                .hasMessageContaining("write *");
    }

    @Test
    void valuesWithoutAColumnNeedTimeOrOneColumn() {
        KeySource keys = new KeySource.Listed(new TreeSet<>(List.of("k")));
        Partitioning two = Partitioning.of(new KeyDimension("a", keys), new KeyDimension("b", keys));
        assertThatThrownBy(() -> two.parse("k"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("values need a column, one of: a, b");
        assertThat(Partitioning.of(new KeyDimension("a", keys)).parse("k,São Paulo"))
                .hasToString("S%C3%A3o%20Paulo,k");
    }

    @Test
    void aDayThatAZoneSkippedIsAProblemForHoursAndAPartitionForDays() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Interval declared = new Interval(0, Long.MAX_VALUE);
        Partitioning hours = Partitioning.of(TimeDimension.of("at", new TimeGrid(Grain.HOUR, apia), declared));
        Partitioning days = Partitioning.of(TimeDimension.of("ds", new TimeGrid(Grain.DAY, apia), declared));
        assertThatThrownBy(() -> hours.parse("2011-12-30"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the zone Pacific/Apia skipped 2011-12-30");
        assertThat(days.parse("2011-12-30").count()).isEqualTo(1);
    }

    @Test
    void whereOnePartitionIsNeededASetIsAProblem() {
        assertThatThrownBy(() -> daysAndOrigins().parsePartition("2013-01-01"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("[HC-514]")
                .hasMessageContaining("it names 3 partitions")
                .hasMessageContaining("such as ds=2013-01-01&origin=EWR");
        assertThatThrownBy(() -> time(Grain.DAY, "2013").parsePartition("2013-01-01.."))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("it names partitions without end");
        assertThatThrownBy(() -> time(Grain.DAY, "2013").parsePartition(""))
                .hasMessageContaining("it names 0 partitions");
        Partition partition = daysAndOrigins().parsePartition("2013-01-01&origin=JFK");
        assertThat(partition.ordinal("ds")).isEqualTo(day("2013-01-01"));
        assertThat(partition.key("origin")).isEqualTo("JFK");
        assertThat(Partitioning.none().parsePartition("*")).hasToString("*");
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, 2026-01-02T05:30:00Z, 2026-01-02T04",
        "DAY, 2026-01-02T04:59:59Z, 2025-12-31",
        "DAY, 2026-01-02T05:00:00Z, 2026-01-01",
        "WEEK, 2026-01-05T04:59:59Z, 2025-12-22",
        "WEEK, 2026-01-05T05:00:00Z, 2025-12-29",
        "MONTH, 2026-01-31T12:00:00Z, 2025-12",
        "QUARTER, 2026-01-31T12:00:00Z, 2025-Q4",
        "YEAR, 2026-12-31T12:00:00Z, 2025"
    })
    void anOpenEndIsCutAtTheLastCompletePeriod(Grain grain, Instant now, String last) {
        PartitionSet extent = time(grain, "2010").extent(now);
        assertThat(grain.text(extent.timeIntervals().last())).isEqualTo(last);
        assertThat(extent.isBounded()).isTrue();
        assertThat(time(grain, "2010").domain().isBounded()).isFalse();
    }

    @Test
    void aDeclaredEndHoldsEvenInTheFutureAndBeforeTheBeginningThereIsNothing() {
        assertThat(daysAndOrigins().extent(Instant.EPOCH))
                .isEqualTo(daysAndOrigins().domain());
        assertThat(time(Grain.DAY, "2030")
                        .extent(Instant.parse("2026-01-01T00:00:00Z"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void discoveredKeysMustBeFoundOutFirst() {
        Partitioning discovered =
                Partitioning.of(new KeyDimension("origin", new KeySource.Discovered("airports", "faa")));
        assertThat(discovered.undiscovered()).hasSize(1);
        assertThatThrownBy(discovered::domain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("origin are not known yet");
        assertThatThrownBy(() -> discovered.extent(Instant.EPOCH)).isInstanceOf(IllegalStateException.class);
        Partitioning found = discovered.withKeys("origin", new TreeSet<>(List.of("JFK", "EWR")));
        assertThat(found.domain()).hasToString("EWR,JFK");
        assertThat(found.undiscovered()).isEmpty();
        assertThat(found.sameShape(discovered)).isTrue();
        assertThat(discovered.parse("EWR,JFK")).isEqualTo(found.domain());
        assertThatThrownBy(() -> found.withKeys("ds", new TreeSet<>())).hasMessageContaining("ds is no dimension");
    }

    @Test
    void shapeIsColumnsGrainsZonesAndFormatsButNotTheDomain() {
        TimeGrid days = TimeGrid.utc(Grain.DAY);
        Partitioning one = Partitioning.of(TimeDimension.of("ds", days, new Interval(0, 9)));
        assertThat(one.sameShape(Partitioning.of(TimeDimension.of("ds", days, new Interval(3, 4)))))
                .isTrue();
        assertThat(one.sameShape(Partitioning.of(TimeDimension.of("dt", days, new Interval(0, 9)))))
                .isFalse();
        assertThat(one.sameShape(
                        Partitioning.of(TimeDimension.of("ds", new TimeGrid(Grain.DAY, NEW_YORK), new Interval(0, 9)))))
                .isFalse();
        assertThat(one.sameShape(
                        Partitioning.of(new TimeDimension("ds", days, new Interval(0, 9), Optional.of("yyyyMMdd")))))
                .isFalse();
        assertThat(one.sameShape(Partitioning.none())).isFalse();
        Partitioning hours = Partitioning.of(TimeDimension.of("at", TimeGrid.utc(Grain.HOUR), new Interval(0, 9)));
        assertThat(hours.sameShape(Partitioning.of(
                        TimeDimension.of("at", new TimeGrid(Grain.HOUR, NEW_YORK), new Interval(0, 9)))))
                .isTrue();
    }

    @Test
    void declarationsThatCannotBeAreRefused() {
        KeySource keys = new KeySource.Listed(new TreeSet<>(List.of("k")));
        assertThatThrownBy(() -> Partitioning.of(new KeyDimension("a", keys), new KeyDimension("a", keys)))
                .hasMessageContaining("two dimensions of one column");
        assertThatThrownBy(() -> new KeyDimension(" ", keys)).hasMessageContaining("needs a column");
        assertThatThrownBy(() -> new Coordinate.Key("")).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> new Coordinate.Key("\uD83D")).hasMessageContaining("Unicode");
        assertThatThrownBy(() -> new Partition(Partitioning.none(), List.of(new Coordinate.Key("a"))))
                .hasMessageContaining("are not coordinates of");
    }
}
