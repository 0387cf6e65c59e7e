package io.hindcast.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the attributes of a plan are, by Spark's number of them.
 *
 * @param columns number to term
 * @param host of a query within an expression: the scope that the expression is in
 */
record Scope(Map<Long, Term> columns, Optional<Scope> host) {

    Scope {
        columns = Map.copyOf(columns);
    }

    Optional<Term> find(long attribute) {
        return Optional.ofNullable(columns.get(attribute));
    }

    /** An attribute of the query around this one, or of one around that. */
    Optional<Term> findAround(long attribute) {
        return host.flatMap(around -> around.find(attribute)
                .or(() -> around.findAround(attribute))
                .map(term -> new Term("outer(" + term.text() + ")", term.reads(), term.failure())));
    }

    /** The same and some more. */
    Scope with(Map<Long, Term> more) {
        Map<Long, Term> both = new HashMap<>(columns);
        both.putAll(more);
        return new Scope(both, host);
    }
}
