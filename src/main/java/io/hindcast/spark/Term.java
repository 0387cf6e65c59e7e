package io.hindcast.spark;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An expression in canonical form.
 *
 * @param text equal for expressions that give the same value for the same rows, as far as this is known
 * @param reads the columns of inputs that its value is computed from
 * @param failure whether to compute it can fail
 */
record Term(String text, SortedSet<InputColumn> reads, Failure failure) {

    /** Whether to compute it can fail: what can must not be computed earlier or later than it is written. */
    enum Failure {
        NEVER,
        POSSIBLE
    }

    Term {
        reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
    }

    static SortedSet<InputColumn> reads(Collection<Term> terms) {
        SortedSet<InputColumn> reads = new TreeSet<>();
        terms.forEach(term -> reads.addAll(term.reads()));
        return reads;
    }

    static Failure failure(Collection<Term> terms) {
        return terms.stream().anyMatch(term -> term.failure() == Failure.POSSIBLE) ? Failure.POSSIBLE : Failure.NEVER;
    }

    /** The same value, seen from above the rows that it was computed over: they are the source of this number there. */
    Term from(int source, SharedTexts texts) {
        return new Term(texts.shared("@" + source + "{" + text + "}"), reads, Failure.NEVER);
    }
}
