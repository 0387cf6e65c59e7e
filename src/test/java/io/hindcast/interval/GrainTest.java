package io.hindcast.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrainTest {

    private static final LocalDateTime EPOCH = LocalDate.of(1970, 1, 1).atStartOfDay();

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void everyHourOfDecadesAroundTheEpochLiesInThePeriodThatTheCalendarSays(Grain grain) {
        LocalDateTime time = LocalDate.of(1895, 12, 20).atTime(0, 30);
        for (; time.getYear() < 2045; time = time.plusHours(13)) {
            long ordinal = grain.ordinalOf(time);
            assertThat(grain.start(ordinal)).isEqualTo(startByCalendar(grain, time));
            assertThat(grain.ordinalOf(grain.start(ordinal + 1))).isEqualTo(ordinal + 1);
            assertThat(grain.ordinalOf(grain.start(ordinal + 1).minusNanos(1))).isEqualTo(ordinal);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ordinalsCountPeriodsFromTheOneThatHoldsTheEpoch(Grain grain) {
        assertThat(grain.ordinalOf(EPOCH)).isZero();
        assertThat(grain.ordinalOf(EPOCH.minusNanos(1))).isEqualTo(grain == Grain.WEEK ? 0 : -1);
        assertThat(grain.ordinalOf(EPOCH.plusYears(40)))
                .isEqualTo(unit(grain).between(startByCalendar(grain, EPOCH), EPOCH.plusYears(40)));
    }

    @ParameterizedTest
    @EnumSource
    void theTextOfAPeriodIsReadBackAsThatPeriod(Grain grain) {
        TimeGrid grid = TimeGrid.utc(grain);
        for (long ordinal = -800; ordinal < 1_200; ordinal++) {
            assertThat(grid.overlapping(grain.text(ordinal))).hasValue(IntervalSet.point(ordinal));
        }
        for (int year : new int[] {-20_000, -1, 0, 999, 10_000, 123_456}) {
            long ordinal = grain.ordinalOf(LocalDate.of(year, 2, 3).atTime(4, 0));
            assertThat(grid.overlapping(grain.text(ordinal))).hasValue(IntervalSet.point(ordinal));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, 2026-01-01T05",
        "DAY, 2026-01-01",
        "WEEK, 2025-12-29",
        "MONTH, 2026-01",
        "QUARTER, 2026-Q1",
        "YEAR, 2026"
    })
    void periodsAreWrittenAsInTheGuide(Grain grain, String text) {
        LocalDateTime time = LocalDate.of(2026, 1, 1).atTime(5, 59);
        assertThat(grain.text(grain.ordinalOf(time))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1969-12-31T23, HOUR, -1",
        "1969-12-29, WEEK, 0",
        "1969-12-28, WEEK, -1",
        "2020-12-31, WEEK, 2661",
        "2021-01-03, WEEK, 2661",
        "2021-01-04, WEEK, 2662",
        "2024-02-29, DAY, 19782",
        "1969-Q4, QUARTER, -1",
        "1969, YEAR, -1"
    })
    void edgesOfWeeksYearsAndTheEpochAreWhereTheyShouldBe(String text, Grain grain, long ordinal) {
        assertThat(TimeGrid.utc(grain).overlapping(text)).hasValue(IntervalSet.point(ordinal));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-29",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-1-1",
        "26",
        "2026-01-01T24",
        "2026-01-01T5",
        "x",
        "''"
    })
    void whatIsNoPeriodIsNotRead(String text) {
        assertThat(TimeGrid.utc(Grain.DAY).overlapping(text)).isEmpty();
    }

    @Test
    void wordsNameGrains() {
        for (Grain grain : Grain.values()) {
            assertThat(Grain.ofWord(grain.word())).hasValue(grain);
        }
        assertThat(Grain.DAY.word()).isEqualTo("day");
        assertThat(Grain.ofWord("DAY")).isEmpty();
        assertThat(Grain.ofWord("fortnight")).isEmpty();
    }

    private static LocalDateTime startByCalendar(Grain grain, LocalDateTime time) {
        LocalDate date = time.toLocalDate();
        return switch (grain) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> date.atStartOfDay();
            case WEEK ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
            case MONTH -> date.withDayOfMonth(1).atStartOfDay();
            case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1).atStartOfDay();
            case YEAR -> date.withDayOfYear(1).atStartOfDay();
        };
    }

    private static TemporalUnit unit(Grain grain) {
        return switch (grain) {
            case HOUR -> ChronoUnit.HOURS;
            case DAY -> ChronoUnit.DAYS;
            case WEEK -> ChronoUnit.WEEKS;
            case MONTH -> ChronoUnit.MONTHS;
            case QUARTER -> IsoFields.QUARTER_YEARS;
            case YEAR -> ChronoUnit.YEARS;
        };
    }
}
