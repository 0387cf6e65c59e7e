package io.hindcast.flights;

import io.hindcast.delta.DeltaLeases;
import io.hindcast.delta.DeltaLedger;
import io.hindcast.delta.LocalDisk;
import io.hindcast.delta.LocalHost;
import io.hindcast.delta.WarehouseFiles;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases;
import io.hindcast.ledger.Territory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A run that is at work on small sales in some other process: nothing of it is here but the lease that it holds. */
record OtherRun(SmallSales sales, Lease.Owner owner) {

    private static final Duration TIME = Duration.ofSeconds(90);

    /** Of the other lease holders too. */
    Leases leases() {
        String root = sales.base().resolve("tables").toString();
        Configuration hadoop = LocalDisk.hadoop();
        return new DeltaLeases(
                new DeltaLedger(hadoop, root),
                new WarehouseFiles(hadoop, root),
                "sales",
                InstantSource.system(),
                new DeltaLeases.Rules(LocalHost.lookedUp(), TIME));
    }

    /** Takes what it writes and reads: asset to set. */
    void holds(Map<String, String> writes, Map<String, String> reads) {
        Instant now = Instant.now();
        Lease lease = new Lease(owner, now, now.plus(TIME), Territory.of(writes, reads));
        leases().decide(all ->
                new Leases.Decided<>("held", Optional.of(new Leases.Change(Leases.Deed.TAKEN, lease, List.of()))));
    }

    /** Gives back what it holds. */
    void ends() {
        leases().giveBack(owner);
    }
}
