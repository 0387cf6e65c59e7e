package io.hindcast.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What someone tells a run, from whatever machine.
 *
 * @param run it is told to
 * @param deed what it is to do
 * @param parallel how many steps at once, for {@link Deed#LIMIT}
 * @param of which steps that is said of: an asset, {@code pool:} with the name of a pool, or empty for all together
 * @param actor who tells it: user and host
 */
public record Control(String run, Deed deed, OptionalInt parallel, String of, String actor, Instant at) {

    private static final Pattern LIMITED = Pattern.compile("limit --parallel ([1-9]\\d{0,8})(?: --of (\\S+))?");

    /** Of all steps together, or of none. */
    public Control(String run, Deed deed, OptionalInt parallel, String actor, Instant at) {
        this(run, deed, parallel, "", actor, at);
    }

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
        String what = deed.word()
                + (parallel.isPresent() ? " --parallel " + parallel.getAsInt() : "")
                + (of.isEmpty() ? "" : " --of " + of);
        return Entry.of(at, Event.CONTROL, warehouse)
                .run(run)
                .reason(what)
                .actor(actor)
                .build();
    }

    /** What an entry tells; empty for a word of a later version. */
    public static Optional<Control> of(Entry entry) {
        if (entry.event() != Event.CONTROL) {
            return Optional.empty();
        }
        Matcher limit = LIMITED.matcher(entry.reason());
        if (limit.matches()) {
            OptionalInt steps = OptionalInt.of(Integer.parseInt(limit.group(1)));
            String of = Optional.ofNullable(limit.group(2)).orElse("");
            return Optional.of(new Control(entry.run(), Deed.LIMIT, steps, of, entry.actor(), entry.at()));
        }
        return Arrays.stream(Deed.values())
                .filter(deed -> deed != Deed.LIMIT && deed.word().equals(entry.reason()))
                .map(deed -> new Control(entry.run(), deed, OptionalInt.empty(), entry.actor(), entry.at()))
                .findFirst();
    }
}
