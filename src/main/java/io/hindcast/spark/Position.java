package io.hindcast.spark;

import java.util.Map;
import java.util.Optional;

/**
 * Where a plan stands among those that it is joined with, when its canonical form is told.
 *
 * @param base the number of its first source
 * @param host the scope of the expression that it is in, if it is in one
 */
record Position(int base, Optional<Scope> host) {

    Position closed() {
        return new Position(0, host);
    }

    Position after(RowForm rows) {
        return new Position(base + rows.width(), host);
    }

    Scope scope(Map<Long, Term> columns) {
        return new Scope(columns, host);
    }

    Scope scope(RowForm rows) {
        return scope(rows.columns());
    }
}
