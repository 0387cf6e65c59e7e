package io.hindcast.ledger;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a row of the ledger tells. The words are a public contract; later versions may add to them. */
public enum Event {
    /** A person or an orchestrator asked for a run. */
    REQUESTED,
    /** A plan was made and saved. */
    PLANNED,
    /** An attempt of a step began. */
    STARTED,
    /** A partition has new content. One row a partition. */
    COMMITTED,
    /** A partition was computed again, with the content it had. One row a partition. */
    UNCHANGED,
    /** Existing data was taken as built. One row a partition. */
    ACCEPTED,
    /** An attempt failed. */
    FAILED,
    /** A partition failed by its own fault and is set aside. One row a partition. */
    QUARANTINED,
    /** A run was cancelled, by a person or by its death. */
    CANCELLED,
    /** A planned step, or a part of it, was not needed or not possible. */
    SKIPPED,
    /** Partitions were dropped on purpose. */
    EXPIRED,
    /** A release was made. */
    RELEASED,
    /** A lease was taken, renewed or given back. */
    LEASED,
    /** A run was told to stop, to pause, to go on, or how many steps to do at once. */
    CONTROL,
    /** Landing files were loaded into a source. */
    STAGED,
    /** Someone else wrote partitions of a derived table. */
    FOREIGN,
    /** A derived table began anew: with another schema or partitioning, or after it was dropped. */
    RESET,
    /** Partitions were computed again and held against what was recorded of them; the detail tells how that came out. */
    VERIFIED,
    /** A run came to its end. */
    FINISHED;

    private static final Map<String, Event> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Event::word, event -> event));

    /** The word in the ledger's column. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The event of a word; empty for a word of a later version. */
    public static Optional<Event> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
