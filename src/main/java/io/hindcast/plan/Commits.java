package io.hindcast.plan;

import io.hindcast.ledger.TableCommit;
import java.util.Optional;

/** What the logs of tables still tell of single commits. */
public interface Commits {

    /** The commit that made a version of a source or an asset; empty where the log holds it no longer. */
    Optional<TableCommit> commit(String table, long version);

    /** Of which nothing is told. */
    static Commits none() {
        return (table, version) -> Optional.empty();
    }
}
