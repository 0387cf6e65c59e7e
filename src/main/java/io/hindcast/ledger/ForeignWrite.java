package io.hindcast.ledger;

import java.time.Instant;

/**
 * A commit of someone else on a derived table.
 *
 * @param version -1 when the log no longer tells which
 * @param author as far as the commit tells
 */
public record ForeignWrite(long version, Instant at, String operation, String author) {

    @Override
    public String toString() {
        String who = author.isEmpty() ? "" : " by " + author;
        return version < 0 ? "data of unknown origin" : operation + who + " at " + at + " (version " + version + ")";
    }
}
