package io.hindcast.ledger;

import java.time.Instant;

/**
 * How partitions came to be dropped on purpose.
 *
 * @param run that dropped them
 * @param version of the table that is without them; -1 where that is not told
 * @param reason in the words of who asked for it
 * @param actor user and host; empty where that is not told
 */
public record Expiry(String run, long version, Instant at, String reason, String actor) {}
