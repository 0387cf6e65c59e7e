package io.hindcast.delta;

import io.delta.kernel.Snapshot;
import io.hindcast.delta.LedgerTable.TransactionId;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The leases of a warehouse, as {@code leased} entries of its ledger. Each is committed as the next version after the one
 * in which the leases were looked up, with a transaction id whose version is that of the ledger: of several who saw a lease
 * free exactly one commits, and the others look again. That an owner lives is told beside the ledger ({@link
 * LeaseBeats}), so that no run grows it by living long.
 */
public final class DeltaLeases implements Leases {

    private static final String APPLICATION = "lease";

    private final DeltaLedger ledger;
    private final String warehouse;
    private final InstantSource clock;
    private final Host host;
    private final LeaseBeats beats;

    /**
     * The leases of a warehouse.
     *
     * @param ledger the warehouse's ledger
     * @param files where signs of life are left
     * @param warehouse its name
     * @param clock tells now
     * @param rules how leases end
     */
    public DeltaLeases(DeltaLedger ledger, WarehouseFiles files, String warehouse, InstantSource clock, Rules rules) {
        this.ledger = ledger;
        this.warehouse = warehouse;
        this.clock = clock;
        this.host = rules.host();
        this.beats = new LeaseBeats(files, rules);
    }

    /**
     * How leases end.
     *
     * @param host knows which processes still run
     * @param time for which an owner need not be heard of
     */
    public record Rules(Host host, Duration time) {}

    @Override
    public List<Held> all() {
        return ledger.guarded(() -> {
            Optional<Snapshot> snapshot = ledger.table().latest();
            return snapshot.isPresent() ? seen(leases(snapshot.get())) : List.of();
        });
    }

    @Override
    public <T> T decide(Function<List<Held>, Decided<T>> decision) {
        return ledger.guarded(() -> {
            Optional<T> answer = Optional.empty();
            while (answer.isEmpty()) {
                answer = tryToDecide(decision);
            }
            return answer.get();
        });
    }

    /** One attempt; empty when the ledger moved on meanwhile. */
    private <T> Optional<T> tryToDecide(Function<List<Held>, Decided<T>> decision) throws IOException {
        Optional<Snapshot> snapshot = ledger.table().latest();
        List<Lease> leases = snapshot.isPresent() ? leases(snapshot.get()) : List.of();
        Decided<T> decided = decision.apply(seen(leases));
        if (decided.change().isEmpty()) {
            return Optional.of(decided.answer());
        }
        if (snapshot.isEmpty()) {
            // Whoever makes the ledger first may take leases before we do: look again.
            ledger.table().latestOrNew();
            return Optional.empty();
        }
        Change change = decided.change().get();
        if (change.deed() == Deed.TAKEN) {
            // Before the lease: whoever sees it finds its owner alive.
            beats.beat(change.lease().owner());
        }
        boolean written = write(snapshot.get(), change);
        if (written) {
            forget(leases, change);
        }
        return written ? Optional.of(decided.answer()) : Optional.empty();
    }

    /** Signs of life of owners that have no lease any more mean nothing. */
    private void forget(List<Lease> before, Change change) {
        List<String> runs = new ArrayList<>();
        new LeaseDetail(change).held().forEach(lease -> runs.add(lease.owner().run()));
        before.stream()
                .map(lease -> lease.owner().run())
                .filter(run -> !runs.contains(run))
                .forEach(beats::forget);
    }

    private boolean write(Snapshot snapshot, Change change) throws IOException {
        Lease.Owner owner = change.lease().owner();
        Entry entry = Entry.of(clock.instant(), Event.LEASED, warehouse)
                .run(owner.run())
                .actor(owner.actor())
                .detail(new LeaseDetail(change).json())
                .build();
        LedgerTable table = ledger.table();
        TransactionId id = new TransactionId(APPLICATION, snapshot.getVersion() + 1);
        return table.commit(snapshot, table.write(snapshot, List.of(entry)), Optional.of(id))
                .isPresent();
    }

    @Override
    public void beat(Lease.Owner owner) {
        ledger.guarded(() -> {
            beats.beat(owner);
            return owner;
        });
    }

    private List<Held> seen(List<Lease> leases) {
        Instant now = clock.instant();
        LeaseBeats.Listening listening = beats.listening();
        return leases.stream()
                .map(lease -> {
                    Optional<Instant> heard = listening.heard(lease.owner());
                    return new Held(lease, sign(lease, listening, heard, now), heard);
                })
                .toList();
    }

    private Sign sign(Lease lease, LeaseBeats.Listening listening, Optional<Instant> heard, Instant now) {
        if (host.lifeOf(lease.owner().host(), lease.owner().process()) == Host.Life.ENDED) {
            return Sign.ENDED;
        }
        boolean within = heard.map(listening::isRecent).orElse(now.isBefore(lease.until()));
        return within ? Sign.ALIVE : Sign.SILENT;
    }

    private List<Lease> leases(Snapshot snapshot) throws IOException {
        // The id's version is that of the commit with the newest lease: what lies beside need not be read.
        OptionalLong version = ledger.table().transactionVersion(snapshot, APPLICATION);
        if (version.isEmpty()) {
            return List.of();
        }
        Newest newest = new Newest();
        ledger.table()
                .files(snapshot, EntryColumns.SCHEMA)
                .of(version.getAsLong())
                .forEach(newest::see);
        return newest.detail.map(LeaseDetail::held).orElse(List.of());
    }

    /** Remembers the last lease that passes by. */
    private static final class Newest {

        private Optional<LeaseDetail> detail = Optional.empty();

        void see(Entry entry) {
            if (entry.event() == Event.LEASED) {
                detail = Optional.of(LeaseDetail.of(entry));
            }
        }
    }
}
