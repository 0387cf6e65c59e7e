package io.hindcast.trial;

import java.util.function.Function;

/** What a test says will come out. */
public sealed interface Expectation {

    /** The result of the function for its kind. */
    <T> T match(Function<Rows, T> rows, Function<Refusal, T> refusal);

    /** Which columns of the rows are held against the expected ones. */
    enum Columns {
        /** Those that the expected rows name. */
        NAMED,
        /** Every column; one that is not named is expected to be null. */
        ALL
    }

    /** These rows, in whatever order, each as often as it stands here. */
    record Rows(GivenRows rows, Columns columns) implements Expectation {

        @Override
        public <T> T match(Function<Rows, T> rows, Function<Refusal, T> refusal) {
            return rows.apply(this);
        }
    }

    /**
     * Rows that a run would not commit: the job raises, a check does not hold, or a row falls outside its partition.
     *
     * @param text what the error says, among other things, in whatever letter case
     */
    record Refusal(String text) implements Expectation {

        @Override
        public <T> T match(Function<Rows, T> rows, Function<Refusal, T> refusal) {
            return refusal.apply(this);
        }
    }
}
