package io.hindcast.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * From what the partitions of one commit were built. Partitions of one commit share it, so that standings are
 * ranges.
 *
 * @param event committed, unchanged or accepted
 * @param version the version of the asset's table
 * @param inputs input to what was read of it
 */
public record Build(
        Event event,
        String run,
        String step,
        int attempt,
        Instant at,
        long version,
        String fingerprint,
        Map<String, String> columns,
        Map<String, InputRead> inputs) {

    public Build {
        columns = Map.copyOf(columns);
        inputs = Map.copyOf(inputs);
    }
}
