package io.hindcast.ledger;

import java.time.Instant;

/**
 * The right of one run to write certain partitions, for a while.
 *
 * @param since when it was first taken
 * @param until when its time is over unless it is heard of, by its owner's clock
 * @param territory what it covers
 */
public record Lease(Owner owner, Instant since, Instant until, Territory territory) {

    /**
     * The run that holds it.
     *
     * @param process identifies the driver's process on its host: id and start time
     * @param actor who asked for the run: user and host
     */
    public record Owner(String run, String host, String process, String actor) {

        /** Whether this is the same process at work on the same run. */
        public boolean isSame(Owner other) {
            return run.equals(other.run) && host.equals(other.host) && process.equals(other.process);
        }
    }
}
