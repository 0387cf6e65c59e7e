package io.hindcast.retry;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What gave out, where that is known. None of it is the fault of a partition. */
public enum Trouble {
    /** An executor died or was taken away. */
    EXECUTOR_LOST,
    /** The driver or an executor had no memory left. */
    OUT_OF_MEMORY,
    /** A disk is full or broken. */
    DISK_FULL,
    /** Too many files are open. */
    OPEN_FILES,
    /** A store is not well, or is asked too much: it answers 429, 503 and the like. */
    STORE_AWAY,
    /** Something cannot be reached. */
    NETWORK_AWAY,
    /** Something took longer than it may. */
    TIMED_OUT,
    /** The table changed under the commit. */
    COMMIT_CONFLICT;

    /** The word in declarations and in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether smaller batches cannot help: what is away is away for each half. */
    boolean isAway() {
        return this == STORE_AWAY || this == NETWORK_AWAY;
    }

    /** The one with this word. */
    public static Optional<Trouble> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
