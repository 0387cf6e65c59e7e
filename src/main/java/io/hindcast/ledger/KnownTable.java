package io.hindcast.ledger;

/**
 * A table as it was read once.
 *
 * @param path where it lies
 * @param stamp of its newest commit: see {@link Tables#stamp}
 */
record KnownTable(String path, TableState state, String stamp) {}
