package io.hindcast.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a step or a half was tried so far.
 *
 * @param attempts how often, over all lives of the run
 * @param first when the first attempt of this life began
 * @param latest when the latest began
 * @param waited how long was waited for it
 * @param idle how long was waited in all, in this life
 * @param counts of failures that count, by the rule that governed them; those that the policy itself did have no name
 */
record Track(
        int attempts,
        Optional<Instant> first,
        Optional<Instant> latest,
        Duration waited,
        Duration idle,
        Map<String, Count> counts) {

    static final Track NOTHING =
            new Track(0, Optional.empty(), Optional.empty(), Duration.ZERO, Duration.ZERO, Map.of());

    /**
     * Failures that one rule governed.
     *
     * @param failed how many, over all lives of the run
     * @param first when the first of them in this life began
     * @param idle how long was waited after them
     */
    record Count(int failed, Optional<Instant> first, Duration idle) {

        static final Count NONE = new Count(0, Optional.empty(), Duration.ZERO);

        private Count more(Optional<Instant> began) {
            return new Count(failed + 1, first.or(() -> began), idle);
        }

        private Count waiting(Duration time) {
            return new Count(failed, first, idle.plus(time));
        }
    }

    Track {
        counts = Map.copyOf(counts);
    }

    /** What an earlier life of the run knows: times begin anew, for nobody tried anything while it was dead. */
    static Track earlier(int attempts, Map<String, Integer> failures) {
        Map<String, Count> counts = new HashMap<>();
        failures.forEach((rule, failed) -> counts.put(rule, new Count(failed, Optional.empty(), Duration.ZERO)));
        return new Track(attempts, Optional.empty(), Optional.empty(), Duration.ZERO, Duration.ZERO, counts);
    }

    /** The next attempt begins. */
    Track started(Instant now) {
        return new Track(attempts + 1, first.or(() -> Optional.of(now)), Optional.of(now), waited, idle, counts);
    }

    /** The latest attempt failed, and that counts. */
    Track failed(String rule) {
        return counting(rule, count(rule).more(latest));
    }

    /** It is tried again after a time. */
    Track waiting(String rule, Duration time) {
        Track counted =
                count(rule).failed() == 0 ? this : counting(rule, count(rule).waiting(time));
        return new Track(attempts, first, latest, time, idle.plus(time), counted.counts);
    }

    Count count(String rule) {
        return counts.getOrDefault(rule, Count.NONE);
    }

    private Track counting(String rule, Count count) {
        Map<String, Count> all = new HashMap<>(counts);
        all.put(rule, count);
        return new Track(attempts, first, latest, waited, idle, all);
    }

    /** The time from the begin of the first attempt. */
    Duration sinceFirst(Instant now) {
        return first.map(begin -> Duration.between(begin, now)).orElse(Duration.ZERO);
    }

    /** What is known of both, where a rest goes on under another id. */
    Track and(Track other) {
        Map<String, Integer> most = new HashMap<>();
        counts.forEach((rule, count) -> most.merge(rule, count.failed(), Math::max));
        other.counts.forEach((rule, count) -> most.merge(rule, count.failed(), Math::max));
        return earlier(Math.max(attempts, other.attempts), most);
    }
}
