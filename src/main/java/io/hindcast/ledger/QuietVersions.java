package io.hindcast.ledger;

import io.hindcast.interval.IntervalSet;

/**
 * Versions of a table whose commits tell nothing that a ledger would: they made it, shaped it or tidied it up. A commit
 * never changes, so that each is looked at once.
 *
 * @param table the table's own id
 * @param versions as half-open ranges
 */
record QuietVersions(String table, IntervalSet versions) {

    static final QuietVersions NONE = new QuietVersions("", IntervalSet.empty());

    /** Those of a table: none, when these are of another. */
    IntervalSet of(String id) {
        return table.equals(id) ? versions : IntervalSet.empty();
    }
}
