package io.hindcast.retry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a failure comes from.
 *
 * @param trouble what gave out, where that is known
 * @param chain the error and its causes, outermost first; empty where nothing was thrown
 * @param retryAfter how long the error asks to wait
 */
public record Origin(Optional<Trouble> trouble, List<Raised> chain, Optional<Duration> retryAfter) {

    private static final Origin UNKNOWN = new Origin(Optional.empty(), List.of(), Optional.empty());

    public Origin {
        chain = List.copyOf(chain);
    }

    /** Nothing is known. */
    public static Origin unknown() {
        return UNKNOWN;
    }

    /** Something gave out, and nothing was thrown for it. */
    public static Origin of(Trouble trouble) {
        return new Origin(Optional.of(trouble), List.of(), Optional.empty());
    }

    /**
     * An error that was raised.
     *
     * @param types the name of its class, then those of all classes and interfaces that it is of
     * @param message as it was raised
     */
    public record Raised(List<String> types, String message) {
        public Raised {
            types = List.copyOf(types);
        }
    }
}
