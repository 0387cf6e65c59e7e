package io.hindcast.delta;

import java.time.Instant;
import java.util.Optional;

/**
 * Who loads landing files.
 *
 * @param run the id of the run
 * @param actor user and host
 * @param loadedAt the moment that the rows have as that of their loading; empty where they have none
 */
public record StagedBy(String run, String actor, Optional<Instant> loadedAt) {

    /** Of rows that do not tell when they were loaded. */
    public StagedBy(String run, String actor) {
        this(run, actor, Optional.empty());
    }

    /** The same, of rows with this moment. */
    public StagedBy at(Instant loaded) {
        return new StagedBy(run, actor, Optional.of(loaded));
    }
}
