package io.hindcast.interval;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of one period; its shape tells the grain. */
final class PeriodText {

    /** A year, with its sign where it has not four digits (202603 is meant for a month), then nothing, a quarter, or a month, a day and an hour as far as they are written. */
    private static final Pattern FORM =
            Pattern.compile("(\\d{4}|[+-]\\d{4,9})(?:-Q([1-4])|-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d))?)?)?");

    /** The same with any numbers, of the years that people write. */
    private static final Pattern LOOSE_FORM =
            Pattern.compile("(\\d{4})(?:-Q(\\d)|-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d))?)?)");

    private static final String DAY = "yyyy-mm-dd";

    private static final int MONTHS_OF_YEAR = 12;
    private static final int MONTHS_OF_QUARTER = 3;

    private PeriodText() {}

    /** A period that somebody wrote. */
    record Period(Grain grain, long ordinal) {}

    /**
     * The period of a text, or empty when it is none (2026-02-30 is none). A date is a day; a week, written as its
     * Monday, is found by the caller as what overlaps that day.
     */
    static Optional<Period> parse(String text) {
        return isDay(text) ? day(text) : anyPeriod(text);
    }

    /** Four digits, two and two, with dashes: the form of nearly all, and there may be millions of them. */
    private static boolean isDay(String text) {
        if (text.length() != DAY.length()) {
            return false;
        }
        for (int i = 0; i < DAY.length(); i++) {
            char c = text.charAt(i);
            if (DAY.charAt(i) == '-' ? c != '-' : c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static Optional<Period> day(String text) {
        try {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(text, 0, 4, 10),
                    Integer.parseInt(text, 5, 7, 10),
                    Integer.parseInt(text, 8, 10, 10));
            return Optional.of(new Period(Grain.DAY, Grain.DAY.ordinalOf(day.atStartOfDay())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Period> anyPeriod(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(matcher.group(1));
            int month =
                    matcher.group(2) == null ? number(matcher, 3) : (number(matcher, 2) - 1) * MONTHS_OF_QUARTER + 1;
            int hour = matcher.group(5) == null ? 0 : Integer.parseInt(matcher.group(5));
            LocalDateTime start = LocalDate.of(year, month, number(matcher, 4)).atTime(hour, 0);
            Grain grain = grainOf(matcher);
            return Optional.of(new Period(grain, grain.ordinalOf(start)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What the calendar has instead of a period that it has not. */
    static Optional<String> missing(String text) {
        Matcher matcher = LOOSE_FORM.matcher(text);
        if (!matcher.matches() || parse(text).isPresent()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) != null) {
            return Optional.of("the quarters of a year are Q1 to Q4");
        }
        int month = number(matcher, 3);
        if (month < 1 || month > MONTHS_OF_YEAR) {
            return Optional.of("there is no month " + matcher.group(3) + ": they are 01 to 12");
        }
        YearMonth days = YearMonth.of(year, month);
        int day = number(matcher, 4);
        if (day < 1 || day > days.lengthOfMonth()) {
            return Optional.of(days + " has the days 01 to " + days.lengthOfMonth());
        }
        return Optional.of("there is no hour " + matcher.group(5) + ": they are 00 to 23");
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    private static Grain grainOf(Matcher matcher) {
        if (matcher.group(5) != null) {
            return Grain.HOUR;
        }
        if (matcher.group(4) != null) {
            return Grain.DAY;
        }
        if (matcher.group(3) != null) {
            return Grain.MONTH;
        }
        return matcher.group(2) == null ? Grain.YEAR : Grain.QUARTER;
    }
}
