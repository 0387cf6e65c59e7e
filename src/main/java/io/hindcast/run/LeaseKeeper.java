package io.hindcast.run;

import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets others hear that a run goes on, and gives its lease back at its end. */
public final class LeaseKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final Leases leases;
    private final Lease.Owner owner;
    private final Duration time;
    private final Runnable lost;
    private final Thread beat;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Begins to be heard.
     *
     * @param owner who holds the lease now
     * @param time how long it lasts without a sign of life; there is one three times as often
     * @param lost called once if another run has taken it
     */
    public LeaseKeeper(Leases leases, Lease.Owner owner, Duration time, Runnable lost) {
        this.leases = leases;
        this.owner = owner;
        this.time = time;
        this.lost = lost;
        this.beat = new Thread(this::beatAgainAndAgain, "hindcast-lease");
        beat.setDaemon(true);
        beat.start();
    }

    private void beatAgainAndAgain() {
        while (pause()) {
            try {
                leases.beat(owner);
                if (!leases.isHeldBy(owner)) {
                    lost.run();
                    return;
                }
            } catch (RuntimeException e) {
                // The store may be away for a moment; the lease lasts longer than one beat.
                LOG.warn("the store was not told that this run goes on; trying again", e);
            }
        }
    }

    private boolean pause() {
        try {
            return !closed.await(Math.max(1, time.toMillis() / 3), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        leases.giveBack(owner);
    }
}
