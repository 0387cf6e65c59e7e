package io.hindcast.plan;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A figure with decimals that is not known exactly.
 *
 * @param low what it will hardly fall below
 * @param high what it will hardly exceed
 */
public record Spread(double low, double likely, double high) {

    /** Nothing, exactly. */
    public static final Spread ZERO = new Spread(0, 0, 0);

    /** More digits would pretend to know. */
    private static final MathContext DIGITS = new MathContext(4);

    public Spread {
        if (!(low <= likely && likely <= high)) {
            throw new IllegalArgumentException("not in order: " + low + ", " + likely + ", " + high);
        }
    }

    /**
     * A likely figure that may be so many times smaller or larger.
     *
     * @param factor at least one
     */
    static Spread within(double likely, double factor) {
        return new Spread(likely / factor, likely, likely * factor);
    }

    /** The sum, end by end: right where they err together. */
    public Spread plus(Spread other) {
        return new Spread(low + other.low, likely + other.likely, high + other.high);
    }

    /**
     * The sum of what errs for itself, so that some of it evens out: the distances from what is likely are added as
     * squares.
     */
    Spread beside(Spread other) {
        double sum = likely + other.likely;
        return new Spread(
                sum - Math.hypot(likely - low, other.likely - other.low),
                sum,
                sum + Math.hypot(high - likely, other.high - other.likely));
    }

    /** So many times as much. */
    public Spread times(double factor) {
        return new Spread(low * factor, likely * factor, high * factor);
    }

    /** With the digits that mean something. */
    public Spread rounded() {
        return new Spread(rounded(low), rounded(likely), rounded(high));
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
