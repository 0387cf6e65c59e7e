package io.hindcast.delta;

import io.delta.kernel.Snapshot;
import io.hindcast.delta.LeaseDetail.State;
import io.hindcast.delta.LedgerTable.TransactionId;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Leases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lease of a warehouse, as {@code leased} entries of its ledger. Each is committed as the next version after the one
 * in which the lease was looked up, with a transaction id whose version is that of the ledger: of several who saw the
 * lease free exactly one commits, and the others look again.
 */
public final class DeltaLeases implements Leases {

    private static final String APPLICATION = "lease";

    private final DeltaLedger ledger;
    private final String warehouse;
    private final InstantSource clock;
    private final Host host;

    /**
     * The lease of a warehouse.
     *
     * @param ledger the warehouse's ledger
     * @param warehouse its name
     * @param clock tells now
     * @param host knows which processes still run
     */
    public DeltaLeases(DeltaLedger ledger, String warehouse, InstantSource clock, Host host) {
        this.ledger = ledger;
        this.warehouse = warehouse;
        this.clock = clock;
        this.host = host;
    }

    @Override
    public Claim take(Owner owner, Duration time) {
        return ledger.guarded(() -> {
            Optional<Claim> claim = Optional.empty();
            while (claim.isEmpty()) {
                claim = tryToTake(owner, time);
            }
            return claim.get();
        });
    }

    /** One attempt; empty when the ledger moved on meanwhile. */
    private Optional<Claim> tryToTake(Owner owner, Duration time) throws IOException {
        Snapshot snapshot = ledger.table().latestOrNew();
        Optional<Holder> other = holder(snapshot);
        Instant now = clock.instant();
        boolean mine = other.isPresent() && sameRun(other.get().owner(), owner);
        if (other.isPresent() && !mine && isAlive(other.get(), now)) {
            return Optional.of(new Claim(Outcome.HELD_BY_OTHER, other));
        }
        Holder holder = new Holder(owner, now, now.plus(time));
        boolean taken = write(snapshot, now, new LeaseDetail(State.TAKEN, holder));
        return taken ? Optional.of(new Claim(Outcome.TAKEN, mine ? Optional.empty() : other)) : Optional.empty();
    }

    private boolean isAlive(Holder holder, Instant now) {
        Owner owner = holder.owner();
        return now.isBefore(holder.until()) && host.lifeOf(owner.host(), owner.process()) != Host.Life.ENDED;
    }

    private static boolean sameRun(Owner holder, Owner asking) {
        return holder.run().equals(asking.run())
                && holder.host().equals(asking.host())
                && holder.process().equals(asking.process());
    }

    @Override
    public boolean renew(Owner owner, Duration time) {
        return change(owner, State.RENEWED, time);
    }

    @Override
    public void giveBack(Owner owner) {
        change(owner, State.GIVEN_BACK, Duration.ZERO);
    }

    /** Writes another state of an owner's lease; false when it is not, or no longer, theirs. */
    private boolean change(Owner owner, State state, Duration time) {
        return ledger.guarded(() -> {
            boolean written = false;
            while (!written) {
                Optional<Snapshot> snapshot = ledger.table().latest();
                Optional<Holder> holder = snapshot.isPresent() ? holder(snapshot.get()) : Optional.empty();
                if (holder.isEmpty() || !sameRun(holder.get().owner(), owner)) {
                    return false;
                }
                Instant now = clock.instant();
                Holder changed = new Holder(owner, holder.get().since(), now.plus(time));
                written = write(snapshot.orElseThrow(), now, new LeaseDetail(state, changed));
            }
            return true;
        });
    }

    private boolean write(Snapshot snapshot, Instant now, LeaseDetail detail) throws IOException {
        Owner owner = detail.holder().owner();
        Entry entry = Entry.of(now, Event.LEASED, warehouse)
                .run(owner.run())
                .actor(owner.actor())
                .detail(detail.json())
                .build();
        LedgerTable table = ledger.table();
        TransactionId id = new TransactionId(APPLICATION, snapshot.getVersion() + 1);
        return table.commit(snapshot, table.write(snapshot, List.of(entry)), Optional.of(id))
                .isPresent();
    }

    @Override
    public Optional<Holder> holder() {
        return ledger.guarded(() -> {
            Optional<Snapshot> snapshot = ledger.table().latest();
            return snapshot.isPresent() ? holder(snapshot.get()) : Optional.empty();
        });
    }

    private Optional<Holder> holder(Snapshot snapshot) throws IOException {
        // The id's version is that of the commit with the newest lease: what lies before need not be read.
        OptionalLong version = ledger.table().transactionVersion(snapshot, APPLICATION);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        Newest newest = new Newest();
        ledger.table()
                .files(snapshot, EntryColumns.SCHEMA)
                .from(version.getAsLong())
                .forEach(newest::see);
        return newest.lease.filter(lease -> lease.state() != State.GIVEN_BACK).map(LeaseDetail::holder);
    }

    /** Remembers the last lease that passes by. */
    private static final class Newest {

        private Optional<LeaseDetail> lease = Optional.empty();

        void see(Entry entry) {
            if (entry.event() == Event.LEASED) {
                lease = Optional.of(LeaseDetail.of(entry));
            }
        }
    }
}
