package io.hindcast.plan;

import java.util.Locale;
import java.util.Optional;

/** What is known of a partition, the gravest first. The words are a public contract. */
public enum Standing {
    /** It failed by its own fault, and neither its code nor an input changed since. */
    QUARANTINED,
    /** An input is beyond its own retention. */
    BLOCKED,
    /** Someone else wrote it. */
    FOREIGN,
    /** No commit of ours covers it and no data is there. */
    MISSING,
    /** It was built from other code or other inputs than today's. */
    STALE,
    /** An input partition is not there yet. */
    WAITING,
    /** It was dropped on purpose. */
    EXPIRED,
    /** It is what today's code and today's staging imply. */
    FRESH;

    /** The word in documents and on the terminal. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a plan says of partitions that it leaves out; empty where that lies in the request alone. */
    static Optional<Standing> of(LeftOut cause) {
        return switch (cause) {
            case FRESH -> Optional.of(FRESH);
            case STALE -> Optional.of(STALE);
            case WAITING -> Optional.of(WAITING);
            case QUARANTINED -> Optional.of(QUARANTINED);
            case FOREIGN -> Optional.of(FOREIGN);
            case EXPIRED -> Optional.of(EXPIRED);
            case BLOCKED -> Optional.of(BLOCKED);
            case EXCEPTED, OUTSIDE, HELD -> Optional.empty();
        };
    }
}
