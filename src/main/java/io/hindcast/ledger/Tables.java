package io.hindcast.ledger;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What only Delta can tell of tables, read from their logs alone. */
public interface Tables {

    /** The newest state; empty when there is no table at the path. */
    Optional<TableState> state(TableRef table);

    /**
     * What the newest commit of a table is known by, as long as a version is the newest; cheaper than its state. Empty
     * when there is a newer version, or when this cannot be told.
     */
    Optional<String> stamp(TableRef table, long version);

    /**
     * The commits after one version up to another, oldest first. Fails with a problem when the log no longer holds
     * one of them; never leaves one out.
     *
     * @param after exclusive; -1 for the whole history
     * @param upTo inclusive
     */
    List<TableCommit> commits(TableRef table, long after, long upTo);

    /** The oldest version whose commit the log still holds. */
    long oldestCommit(TableRef table);

    /** Partitions with their files, bytes and rows at a version. */
    Inventory inventory(TableRef table, long version);

    /**
     * The distinct values of a column at a version, as partition keys are written; nulls and empty texts are left out.
     * Reads the column's data, so it is meant for small tables.
     */
    SortedSet<String> distinct(TableRef table, String column, long version);
}
