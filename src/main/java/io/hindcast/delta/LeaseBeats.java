package io.hindcast.delta;

import io.hindcast.ledger.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs of life of runs: a small file each, which its owner writes again and again. When it did so last is told by the
 * store, and so is now: clocks of hosts, which may be wrong, decide nothing.
 */
final class LeaseBeats {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseBeats.class);

    private final WarehouseFiles files;
    private final String process;
    private final Duration time;

    LeaseBeats(WarehouseFiles files, DeltaLeases.Rules rules) {
        this.files = files;
        this.process = safe(rules.host().name() + "-" + rules.host().process());
        this.time = rules.time();
    }

    void beat(Lease.Owner owner) throws IOException {
        files.put(file(owner.run()), (owner.host() + " " + owner.process() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void forget(String run) {
        try {
            files.delete(file(run));
        } catch (IOException e) {
            // Nobody looks for it any more.
            LOG.debug("the sign of life of {} is still there", run, e);
        }
    }

    private static String file(String run) {
        return "leases/" + safe(run);
    }

    private static String safe(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** One look at all of them. */
    Listening listening() {
        return new Listening();
    }

    /** Asks the store for now when that is needed first. */
    final class Listening {

        private final AtomicReference<@Nullable Instant> now = new AtomicReference<>();

        /** When an owner was last heard of; empty when nothing tells, as of owners of before. */
        Optional<Instant> heard(Lease.Owner owner) {
            return files.modified(file(owner.run()));
        }

        /** Whether that is within the time of a lease. */
        boolean isRecent(Instant heard) {
            return Duration.between(heard, storeNow()).compareTo(time) < 0;
        }

        private Instant storeNow() {
            Instant known = now.get();
            if (known == null) {
                known = asked();
                now.set(known);
            }
            return known;
        }

        private Instant asked() {
            String probe = "leases/now-" + process;
            try {
                files.put(probe, new byte[0]);
                Optional<Instant> written = files.modified(probe);
                files.delete(probe);
                // Without an answer nobody counts as silent.
                return written.orElse(Instant.MIN);
            } catch (IOException e) {
                LOG.warn("the store does not tell its time", e);
                return Instant.MIN;
            }
        }
    }
}
