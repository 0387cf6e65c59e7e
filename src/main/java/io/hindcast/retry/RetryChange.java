package io.hindcast.retry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a declaration says of retries; what it does not say is as it is elsewhere.
 *
 * @param stop when a step is given up, also one that waits for a store that is away
 * @param backoff the time between attempts
 * @param when which failures are tried again
 * @param rules for some failures something else; they are asked before those that hold elsewhere
 * @param isNone whether nothing is tried again, whatever holds elsewhere
 */
public record RetryChange(
        Optional<Stop> stop,
        Optional<Wait> backoff,
        Optional<RetryWhen> when,
        List<RetryPolicy.Rule> rules,
        boolean isNone) {

    public RetryChange {
        rules = List.copyOf(rules);
    }

    /** Nothing is tried again. */
    public static RetryChange toNone() {
        return new RetryChange(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), true);
    }

    /** A policy with this changed. */
    public RetryPolicy of(RetryPolicy other) {
        return isNone
                ? RetryPolicy.none()
                : new RetryPolicy(
                        stop.orElse(other.stop()),
                        backoff.orElse(other.backoff()),
                        when.orElse(other.when()),
                        Stream.concat(rules.stream(), rulesOf(other).stream()).toList());
    }

    private List<RetryPolicy.Rule> rulesOf(RetryPolicy other) {
        return stop.isPresent() ? other.declaredRules() : other.rules();
    }
}
