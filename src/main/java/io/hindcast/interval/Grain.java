package io.hindcast.interval;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How long one period of time is. Periods are counted by ordinals: zero is the one that holds 1970-01-01T00, those
 * before it are negative. A grain knows the calendar only; zones belong to {@link TimeGrid}.
 */
public enum Grain {
    /** Ordinals are hours since 1970-01-01T00. */
    HOUR {
        @Override
        public long ordinalOf(LocalDateTime time) {
            return Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC), SECONDS_OF_HOUR);
        }

        @Override
        public LocalDateTime start(long ordinal) {
            return LocalDateTime.ofEpochSecond(Math.multiplyExact(ordinal, SECONDS_OF_HOUR), 0, ZoneOffset.UTC);
        }

        @Override
        public String text(long ordinal) {
            LocalDateTime start = start(ordinal);
            // Plans are long lists of such texts: a format costs ten times as much.
            return start.toLocalDate() + (start.getHour() < TWO_DIGITS ? "T0" : "T") + start.getHour();
        }
    },

    /** Ordinals are days since 1970-01-01. */
    DAY {
        @Override
        public long ordinalOf(LocalDateTime time) {
            return time.toLocalDate().toEpochDay();
        }

        @Override
        public LocalDateTime start(long ordinal) {
            return LocalDate.ofEpochDay(ordinal).atStartOfDay();
        }

        @Override
        public String text(long ordinal) {
            return LocalDate.ofEpochDay(ordinal).toString();
        }
    },

    /** Weeks begin on Monday; week zero begins on 1969-12-29. */
    WEEK {
        @Override
        public long ordinalOf(LocalDateTime time) {
            return Math.floorDiv(time.toLocalDate().toEpochDay() + DAYS_FROM_MONDAY_TO_EPOCH, DAYS_OF_WEEK);
        }

        @Override
        public LocalDateTime start(long ordinal) {
            long monday = Math.multiplyExact(ordinal, DAYS_OF_WEEK) - DAYS_FROM_MONDAY_TO_EPOCH;
            return LocalDate.ofEpochDay(monday).atStartOfDay();
        }

        @Override
        public String text(long ordinal) {
            return start(ordinal).toLocalDate().toString();
        }
    },

    /** Ordinals are months since 1970-01. */
    MONTH {
        @Override
        public long ordinalOf(LocalDateTime time) {
            return (time.getYear() - EPOCH_YEAR) * MONTHS_OF_YEAR + time.getMonthValue() - 1;
        }

        @Override
        public LocalDateTime start(long ordinal) {
            return firstOfMonth(ordinal);
        }

        @Override
        public String text(long ordinal) {
            String date = start(ordinal).toLocalDate().toString();
            return date.substring(0, date.length() - "-01".length());
        }
    },

    /** Ordinals are quarters since 1970-Q1. */
    QUARTER {
        @Override
        public long ordinalOf(LocalDateTime time) {
            return Math.floorDiv(MONTH.ordinalOf(time), MONTHS_OF_QUARTER);
        }

        @Override
        public LocalDateTime start(long ordinal) {
            return firstOfMonth(Math.multiplyExact(ordinal, MONTHS_OF_QUARTER));
        }

        @Override
        public String text(long ordinal) {
            long quarter = Math.floorMod(ordinal, MONTHS_OF_YEAR / MONTHS_OF_QUARTER) + 1;
            return yearText(start(ordinal)) + "-Q" + quarter;
        }
    },

    /** Ordinals are years since 1970. */
    YEAR {
        @Override
        public long ordinalOf(LocalDateTime time) {
            return time.getYear() - EPOCH_YEAR;
        }

        @Override
        public LocalDateTime start(long ordinal) {
            return firstOfMonth(Math.multiplyExact(ordinal, MONTHS_OF_YEAR));
        }

        @Override
        public String text(long ordinal) {
            return yearText(start(ordinal));
        }
    };

    private static final long SECONDS_OF_HOUR = 3600;
    private static final int TWO_DIGITS = 10;
    private static final long DAYS_OF_WEEK = 7;
    private static final long DAYS_FROM_MONDAY_TO_EPOCH = 3;
    private static final long MONTHS_OF_YEAR = 12;
    private static final long MONTHS_OF_QUARTER = 3;
    private static final long EPOCH_YEAR = 1970;

    /** The ordinal of the period that holds a time of the calendar. */
    public abstract long ordinalOf(LocalDateTime time);

    /**
     * The first moment of a period.
     *
     * @throws java.time.DateTimeException or ArithmeticException beyond the years of {@link LocalDate}
     */
    public abstract LocalDateTime start(long ordinal);

    /** The text form of a period: {@code 2026-01-01T05}, {@code 2026-01-01}, the Monday, {@code 2026-01}, {@code 2026-Q1}, {@code 2026}. */
    public abstract String text(long ordinal);

    /** The word in declarations and messages: {@code hour}, {@code day} and so on. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The grain of a word, or empty when there is none of that name. */
    public static Optional<Grain> ofWord(String word) {
        return Arrays.stream(values())
                .filter(grain -> grain.word().equals(word))
                .findFirst();
    }

    private static LocalDateTime firstOfMonth(long month) {
        long year = EPOCH_YEAR + Math.floorDiv(month, MONTHS_OF_YEAR);
        int monthOfYear = (int) Math.floorMod(month, MONTHS_OF_YEAR) + 1;
        return LocalDate.of(Math.toIntExact(year), monthOfYear, 1).atStartOfDay();
    }

    /** As {@link LocalDate} writes years, so that one rule reads them all. */
    private static String yearText(LocalDateTime start) {
        String date = start.toLocalDate().toString();
        return date.substring(0, date.length() - "-01-01".length());
    }
}
