package io.hindcast.report;

import io.hindcast.plan.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures as people read them. */
public final class Amounts {

    private static final double KILO = 1000;
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private Amounts() {}

    /** {@code 336,776}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** With as many decimals as it takes to tell it from nothing: {@code 12.5}, {@code 0.0042}. */
    static String small(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal two = exact.setScale(2, RoundingMode.HALF_UP);
        boolean tells = value == 0 || two.compareTo(TENTH) >= 0;
        String text = (tells ? two : exact.round(new MathContext(2))).toPlainString();
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** {@code 12.30 EUR}, {@code 0.0042 EUR}. */
    static String money(double amount, String currency) {
        BigDecimal cents = new BigDecimal(amount).setScale(2, RoundingMode.HALF_UP);
        return (cents.compareTo(TENTH) >= 0 ? String.format(Locale.ROOT, "%,.2f", cents) : small(amount)) + " "
                + currency;
    }

    /** Powers of a thousand: {@code 12.3 MB}. */
    static String bytes(long value) {
        double amount = value;
        int unit = 0;
        while (amount >= KILO && unit < BYTE_UNITS.length - 1) {
            amount /= KILO;
            unit++;
        }
        return unit == 0 ? value + " B" : String.format(Locale.ROOT, "%.1f %s", amount, BYTE_UNITS[unit]);
    }

    /** {@code 0.4 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String seconds(double value) {
        if (value < 10) {
            return String.format(Locale.ROOT, "%.1f s", value);
        }
        long whole = Math.round(value);
        if (whole < MINUTE) {
            return whole + " s";
        }
        return whole < HOUR
                ? whole / MINUTE + " min " + whole % MINUTE + " s"
                : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
    }

    static String duration(Duration value) {
        return seconds(value.toMillis() / KILO);
    }

    /** In UTC, to the second: {@code 2026-01-31T14:25:01Z}. */
    static String instant(Instant value) {
        return DateTimeFormatter.ISO_INSTANT.format(value.truncatedTo(ChronoUnit.SECONDS));
    }

    /** {@code about 300 (100 to 500)}; the bare figure when it is known. */
    static String likely(Range range) {
        return range.low() == range.high()
                ? number(range.likely())
                : "about " + number(range.likely()) + " (" + number(range.low()) + " to " + number(range.high()) + ")";
    }
}
