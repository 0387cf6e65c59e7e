package io.hindcast.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** How long the partitions of an asset took: all partitions of a commit tell the time of its attempt. */
final class Pace {

    private record Try(String run, String step, int attempt) {}

    private final Map<Try, Double> seconds = new HashMap<>();
    private long partitions;

    void add(Entry entry) {
        if (entry.event() != Event.ACCEPTED && entry.seconds().isPresent()) {
            seconds.put(
                    new Try(entry.run(), entry.step(), entry.attempt().orElse(0)),
                    entry.seconds().getAsDouble());
            partitions++;
        }
    }

    OptionalDouble secondsPerPartition() {
        double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return partitions == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / partitions);
    }
}
