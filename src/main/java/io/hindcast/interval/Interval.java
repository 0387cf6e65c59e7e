package io.hindcast.interval;

/**
 * A range of ordinals, half-open, never empty.
 *
 * @param from the first ordinal; {@link Long#MIN_VALUE} when there is no first
 * @param until the first ordinal behind the range; {@link Long#MAX_VALUE} when there is no last
 */
public record Interval(long from, long until) {

    public Interval {
        if (from >= until) {
            throw new IllegalArgumentException("an empty interval: " + from + " until " + until);
        }
    }

    /** One ordinal. */
    public static Interval point(long ordinal) {
        return new Interval(ordinal, ordinal + 1);
    }

    /** Whether both ends are there. */
    public boolean isBounded() {
        return from != Long.MIN_VALUE && until != Long.MAX_VALUE;
    }

    /** Whether the ordinal lies in the range. */
    public boolean contains(long ordinal) {
        return from <= ordinal && ordinal < until;
    }
}
