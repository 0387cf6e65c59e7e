package io.hindcast.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * Why partitions are set aside, and from what they could not be built.
 *
 * @param error as people read it
 * @param inputs input to what was read of it
 */
public record Quarantine(
        String run, String step, Instant at, String error, String fingerprint, Map<String, InputRead> inputs) {

    public Quarantine {
        inputs = Map.copyOf(inputs);
    }
}
