package io.hindcast.plan;

/**
 * A figure that is not known exactly.
 *
 * @param low what it will hardly fall below
 * @param high what it will hardly exceed
 */
public record Range(long low, long likely, long high) {

    /** Nothing, exactly. */
    public static final Range ZERO = new Range(0, 0, 0);

    public Range {
        if (low > likely || likely > high) {
            throw new IllegalArgumentException("not in order: " + low + ", " + likely + ", " + high);
        }
    }

    /** A figure that is known. */
    public static Range exactly(long value) {
        return new Range(value, value, value);
    }

    /** The sum, end by end. */
    public Range plus(Range other) {
        return new Range(low + other.low, likely + other.likely, high + other.high);
    }

    /** So much of it. */
    Range times(double share) {
        return new Range(Math.round(low * share), Math.round(likely * share), Math.round(high * share));
    }
}
