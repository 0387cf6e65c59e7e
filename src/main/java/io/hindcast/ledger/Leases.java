package io.hindcast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The right of one run to write a warehouse, for a while. */
public interface Leases {

    /**
     * Takes the lease for a run, or says who holds it. A lease whose owner is dead, or whose time is over, is taken.
     */
    Claim take(Owner owner, Duration time);

    /** Prolongs a lease from now on; false when it was lost to another run. */
    boolean renew(Owner owner, Duration time);

    /** Gives it back; nothing happens when it is no longer held. */
    void giveBack(Owner owner);

    /** Who holds it now, alive or dead; empty when nobody does. */
    Optional<Holder> holder();

    /**
     * The run that asks.
     *
     * @param process identifies the driver's process on its host: id and start time
     */
    record Owner(String run, String host, String process, String actor) {}

    /** A lease as the ledger has it. */
    record Holder(Owner owner, Instant since, Instant until) {}

    /**
     * The answer to a claim.
     *
     * @param outcome whether the lease is now held by the one that asked
     * @param other the run that holds it, or, when it was taken, the dead run that held it before
     */
    record Claim(Outcome outcome, Optional<Holder> other) {}

    /** How a claim ended. */
    enum Outcome {
        TAKEN,
        HELD_BY_OTHER
    }
}
