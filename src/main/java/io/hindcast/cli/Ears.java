package io.hindcast.cli;

import io.hindcast.ledger.Leases.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Listens for owners of leases that are silent. Their time is measured by this process alone, so that no clock that is
 * wrong, or that was set meanwhile, declares a living run dead.
 */
final class Ears {

    private final Duration longEnough;
    private final Map<String, Silence> silences = new HashMap<>();

    Ears(Duration longEnough) {
        this.longEnough = longEnough;
    }

    private record Silence(Optional<Instant> heard, long since) {}

    /** Whether nothing was heard of an owner for long enough since this was asked first. */
    boolean listenedLongFor(Held held) {
        String key = held.lease().owner().run() + " " + held.lease().owner().process();
        long now = System.nanoTime();
        Silence known = silences.get(key);
        if (known == null || !known.heard().equals(held.heard())) {
            silences.put(key, new Silence(held.heard(), now));
            return false;
        }
        return now - known.since() >= longEnough.toNanos();
    }
}
