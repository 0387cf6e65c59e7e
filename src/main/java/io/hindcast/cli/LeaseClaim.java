package io.hindcast.cli;

import io.hindcast.ledger.Leases;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Takes the lease of a warehouse, and waits for it where another run has it. */
final class LeaseClaim {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Workspace workspace;
    private final Leases leases;
    private final Leases.Owner owner;

    LeaseClaim(Workspace workspace, Leases leases, Leases.Owner owner) {
        this.workspace = workspace;
        this.leases = leases;
        this.owner = owner;
    }

    /**
     * Takes it.
     *
     * @param time how long it lasts without renewal
     * @param patience how long to wait for another run
     * @throws io.hindcast.problem.ProblemException when another run holds it beyond that, or the process is to end
     */
    Leases.Claim take(Duration time, Duration patience, Stopping stopping, Console console) {
        Instant end = workspace.clock().instant().plus(patience);
        String awaited = "";
        while (true) {
            stopping.requireGoingOn("waited for another run");
            Leases.Claim claim = leases.take(owner, time);
            if (claim.outcome() == Leases.Outcome.TAKEN) {
                return claim;
            }
            Leases.Holder holder = claim.other().orElseThrow();
            Instant now = workspace.clock().instant();
            Duration age = Duration.between(holder.since(), now);
            if (!now.isBefore(end)) {
                throw Problems.raise(LedgerProblems.leaseHeld(
                        workspace.warehouse().name(),
                        holder.owner().run(),
                        holder.owner().actor(),
                        age,
                        holder.until()));
            }
            if (!awaited.equals(holder.owner().run())) {
                awaited = holder.owner().run();
                console.log("waiting: "
                        + LedgerProblems.atWork(awaited, holder.owner().actor(), age));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
