package io.hindcast.plan;

/** What a step or a plan will write, as far as history and statistics tell. */
public record Estimate(Range rows, Range bytes) {

    /** Nothing to write. */
    public static final Estimate NOTHING = new Estimate(Range.ZERO, Range.ZERO);

    /** Both together. */
    public Estimate plus(Estimate other) {
        return new Estimate(rows.plus(other.rows), bytes.plus(other.bytes));
    }
}
