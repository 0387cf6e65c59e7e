package io.hindcast.retry;

import java.time.Duration;

/**
 * What is known when it is decided whether a failed attempt is made again.
 *
 * @param attempt how many attempts failed that count for this decision, the last one included; at least one
 * @param sinceFirst from the begin of the first of them to the end of the last
 * @param idle how long was waited between them
 * @param failure of the last
 */
public record RetryContext(int attempt, Duration sinceFirst, Duration idle, Failure failure) {

    public RetryContext {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from one, not " + attempt);
        }
    }
}
