package io.hindcast.cli;

import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.run.Claiming;
import io.hindcast.run.Claiming.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Takes leases for one run, waits for others as long as it is told to, and listens for those that are silent. */
final class LeaseClaim {

    /** Long for a driver that is busy collecting garbage, and short for whoever waits for a dead one. */
    private static final long SECONDS = 90;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Leases leases;
    private final Lease.Owner owner;
    private final Duration patience;
    private final InstantSource clock;
    /** An owner is heard of three times within the time of its lease. */
    private final Ears ears = new Ears(time().dividedBy(2));

    private final Set<String> awaited = new HashSet<>();

    /**
     * For one run.
     *
     * @param patience how long to wait for others
     */
    LeaseClaim(Leases leases, Lease.Owner owner, Duration patience, InstantSource clock) {
        this.leases = leases;
        this.owner = owner;
        this.patience = patience;
        this.clock = clock;
    }

    /** How long a lease lasts without a sign of life; a dead owner on this host is known at once all the same. */
    static Duration time() {
        return Duration.ofSeconds(Long.getLong("hindcast.lease.seconds", SECONDS));
    }

    /**
     * Takes what is wished for, or the part of it that nobody holds once patience is over.
     *
     * @throws io.hindcast.problem.ProblemException when the process is to end
     */
    <T> Answer<T> ask(Claiming.Wish<T> wish, Stopping stopping, Console console) {
        Instant end = clock.instant().plus(patience);
        while (true) {
            stopping.requireGoingOn("waited for another run");
            Instant now = clock.instant();
            Claiming claiming = new Claiming(
                    owner,
                    now,
                    time(),
                    now.isBefore(end) ? Claiming.Patience.WAIT : Claiming.Patience.LEAVE_OUT,
                    ears::listenedLongFor);
            Answer<T> answer = leases.decide(all -> claiming.decide(wish, all));
            if (!(answer instanceof Answer.Wait<T> wait)) {
                return answer;
            }
            tell(wait.of(), now, console);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void tell(List<Held> others, Instant now, Console console) {
        for (Held held : others) {
            Lease lease = held.lease();
            if (awaited.add(lease.owner().run() + held.sign())) {
                String who = LedgerProblems.atWork(
                        lease.owner().run(), lease.owner().actor(), Duration.between(lease.since(), now));
                console.log(
                        held.sign() == Leases.Sign.SILENT
                                ? "listening whether it still lives: " + who
                                : "waiting: " + who);
            }
        }
    }
}
