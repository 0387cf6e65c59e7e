package io.hindcast.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long an attempt may take.
 *
 * @param usual where an asset says nothing; empty for as long as it likes
 * @param ofAssets asset to its own time
 * @param grace how long one that was told to end may take to do so, until it is given up
 */
public record Timeouts(Optional<Duration> usual, Map<String, Duration> ofAssets, Duration grace) {

    public Timeouts {
        ofAssets = Map.copyOf(ofAssets);
    }

    /** An attempt may take as long as it likes, and to end as well. */
    static Timeouts none() {
        return new Timeouts(Optional.empty(), Map.of(), Duration.ofDays(1));
    }

    Optional<Duration> of(String asset) {
        return Optional.ofNullable(ofAssets.get(asset)).or(() -> usual);
    }
}
