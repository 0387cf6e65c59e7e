package io.hindcast.run;

import java.time.Duration;

/**
 * How often a failed step is tried, and how long is waited in between. It knows no clock and draws no random numbers.
 *
 * @param attempts how often a step is tried in all, at least once
 * @param backoff the time between attempts
 * @param jitter up to so much is added to each wait, so that steps that failed together do not return together
 */
public record RetryPolicy(int attempts, Wait backoff, Duration jitter) {

    private static final RetryPolicy STANDARD =
            new RetryPolicy(3, Wait.exponential(Duration.ofSeconds(1), Duration.ofMinutes(1)), Duration.ofSeconds(1));

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("a step is tried at least once, not " + attempts + " times");
        }
        if (jitter.isNegative()) {
            throw new IllegalArgumentException("a negative jitter: " + jitter);
        }
    }

    /** What holds where nothing is declared: three attempts, after one and two seconds and up to a second of jitter. */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    /** Whether an attempt of this number, counted from one, may be made. */
    public boolean allows(int attempt) {
        return attempt <= attempts;
    }

    /**
     * How long to wait before an attempt.
     *
     * @param attempt the attempt that is to be made, counted from one; the first does not wait
     * @param random between 0 and 1: which share of the jitter is added
     */
    public Duration waitBefore(int attempt, double random) {
        if (attempt < 1 || random < 0 || random > 1) {
            throw new IllegalArgumentException("attempt " + attempt + " with random " + random);
        }
        if (attempt == 1) {
            return Duration.ZERO;
        }
        return backoff.after(attempt - 1).plusNanos(Math.round(jitter.toNanos() * random));
    }
}
