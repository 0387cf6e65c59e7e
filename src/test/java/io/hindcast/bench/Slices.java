package io.hindcast.bench;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** What the loop per day overwrites at a time, of tables of each kind. */
enum Slices {
    DAYS,
    /** A day for each of the three airports: overwritten together. */
    DAYS_BY_ORIGIN,
    /** Hours, overwritten a day of New York at a time. There are some of November only. */
    HOURS,
    /** Weeks by their Monday. */
    WEEKS,
    /** Months by their first day. */
    MONTHS,
    /** All at once: a table without partitions. */
    WHOLE;

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate HOURS_FROM = LocalDate.of(2013, 11, 1);
    private static final LocalDate HOURS_UNTIL = LocalDate.of(2013, 11, 30);

    /** The first day of the slice that a day lies in. */
    LocalDate floor(LocalDate day) {
        return switch (this) {
            case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHS -> day.withDayOfMonth(1);
            case DAYS, DAYS_BY_ORIGIN, HOURS, WHOLE -> day;
        };
    }

    /** The first day on or after a day of which there is anything. */
    LocalDate from(LocalDate day) {
        return this == HOURS && day.isBefore(HOURS_FROM) ? HOURS_FROM : day;
    }

    /** The last day on or before a day of which there is anything. */
    LocalDate until(LocalDate day) {
        return this == HOURS && day.isAfter(HOURS_UNTIL) ? HOURS_UNTIL : day;
    }

    /** How many there are from a day to a day, both inclusive. */
    long count(LocalDate from, LocalDate until) {
        return switch (this) {
            case WEEKS -> ChronoUnit.WEEKS.between(floor(from), floor(until)) + 1;
            case MONTHS -> ChronoUnit.MONTHS.between(floor(from), floor(until)) + 1;
            case WHOLE -> 1;
            case DAYS, DAYS_BY_ORIGIN, HOURS -> ChronoUnit.DAYS.between(from(from), until(until)) + 1;
        };
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(NEW_YORK).toInstant();
    }

    /** How many partitions there are from a day to a day, both inclusive. */
    long partitions(LocalDate from, LocalDate until) {
        return switch (this) {
            case DAYS_BY_ORIGIN -> 3 * count(from, until);
            case HOURS ->
                Duration.between(midnight(from(from)), midnight(until(until).plusDays(1)))
                        .toHours();
            case DAYS, WEEKS, MONTHS, WHOLE -> count(from, until);
        };
    }

    /** The rows of the slices from a day to a day, as a condition; empty for all rows. */
    String condition(String column, LocalDate from, LocalDate until) {
        return switch (this) {
            case HOURS ->
                "%s >= TIMESTAMP'%s' AND %s < TIMESTAMP'%s'"
                        .formatted(column, midnight(from), column, midnight(until.plusDays(1)));
            case WHOLE -> "";
            case DAYS, DAYS_BY_ORIGIN, WEEKS, MONTHS ->
                "%s >= DATE'%s' AND %s <= DATE'%s'".formatted(column, from, column, until);
        };
    }
}
