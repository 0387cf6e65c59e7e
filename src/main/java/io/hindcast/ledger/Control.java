package io.hindcast.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What someone tells a run, from whatever machine.
 *
 * @param run it is told to
 * @param deed what it is to do
 * @param parallel how many steps at once, for {@link Deed#LIMIT}
 * @param actor who tells it: user and host
 */
public record Control(String run, Deed deed, OptionalInt parallel, String actor, Instant at) {

    /** What a run can be told. The words are a public contract. */
    public enum Deed {
        /** To end, after the commits that are under way. */
        CANCEL,
        /** To start nothing more for now. */
        PAUSE,
        /** To go on after a pause. */
        RESUME,
        /** To do so many steps at once. */
        LIMIT;

        /** The word in the ledger. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The entry of the ledger that tells it. */
    public Entry entry(String warehouse) {
        String what = deed.word() + (parallel.isPresent() ? " --parallel " + parallel.getAsInt() : "");
        return Entry.of(at, Event.CONTROL, warehouse)
                .run(run)
                .reason(what)
                .actor(actor)
                .build();
    }

    /** What an entry tells; empty for a word of a later version. */
    public static Optional<Control> of(Entry entry) {
        String[] words = entry.reason().split(" --parallel ", 2);
        boolean readable = entry.event() == Event.CONTROL && (words.length == 1 || words[1].matches("[1-9]\\d{0,8}"));
        if (!readable) {
            return Optional.empty();
        }
        OptionalInt parallel = words.length == 1 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(words[1]));
        return Arrays.stream(Deed.values())
                .filter(deed -> deed.word().equals(words[0]))
                .filter(deed -> (deed == Deed.LIMIT) == parallel.isPresent())
                .map(deed -> new Control(entry.run(), deed, parallel, entry.actor(), entry.at()))
                .findFirst();
    }
}
