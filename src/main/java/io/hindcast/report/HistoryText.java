package io.hindcast.report;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.problem.Counts;
import io.hindcast.run.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What happened, newest first, on a terminal. */
public final class HistoryText {

    private HistoryText() {}

    /**
     * Runs.
     *
     * @param runs newest first
     * @param more how many older ones are not shown
     * @param width of the terminal, in characters
     */
    public static String ofRuns(List<PastRun> runs, long more, int width) {
        Lines lines = new Lines(width);
        if (runs.isEmpty()) {
            return lines.add("nothing has happened yet").text();
        }
        for (PastRun run : runs) {
            String seconds = run.seconds().isPresent()
                    ? " in " + Amounts.seconds(run.seconds().getAsDouble())
                    : "";
            lines.add(began(run) + "  ", run.id() + " " + run.outcome() + seconds);
            lines.add("    ", asked(run));
            run.of(Event.CONTROL).forEach(told -> lines.add("    ", "told by " + told.actor() + ": " + told.reason()));
            String counts = counts(run);
            if (!counts.isEmpty()) {
                lines.add("    ", counts);
            }
        }
        return more(more, "run", lines).text();
    }

    /** When a run began, or when the first was done of it that is known. */
    static String began(PastRun run) {
        return (run.knowsBegin() ? "" : "first known ") + Amounts.instant(run.began());
    }

    /** Who asked for what. */
    static String asked(PastRun run) {
        String request =
                run.requests().isEmpty() ? "the ledger lost what was asked" : String.join("; ", run.requests());
        return run.actor().isEmpty() ? request : run.actor() + ": " + request;
    }

    private static String counts(PastRun run) {
        List<String> parts = new ArrayList<>();
        for (Event event : List.of(
                Event.COMMITTED, Event.UNCHANGED, Event.SKIPPED, Event.QUARANTINED, Event.EXPIRED, Event.STAGED)) {
            long count = run.count(event);
            if (count > 0) {
                String what = event == Event.STAGED ? Counts.of(count, "partition") : Amounts.number(count);
                parts.add(what + " " + event.word());
            }
        }
        long failed = run.of(Event.FAILED).size();
        if (failed > 0) {
            parts.add(Counts.of(failed, "attempt") + " failed");
        }
        if (!run.saved().isNothing()) {
            parts.add(SavedText.brief(run.saved()));
        }
        OptionalLong left = run.left();
        if (left.orElse(0) > 0) {
            parts.add(Amounts.number(left.getAsLong()) + " left");
        }
        return String.join(", ", parts);
    }

    /**
     * Events.
     *
     * @param events newest first
     * @param more how many older ones are not shown
     * @param width of the terminal, in characters
     */
    public static String ofEvents(List<GroupedEntry> events, long more, int width) {
        Lines lines = new Lines(width);
        if (events.isEmpty()) {
            return lines.add("nothing has happened to it yet").text();
        }
        events.forEach(event -> event(event, lines));
        return more(more, "event", lines).text();
    }

    private static void event(GroupedEntry event, Lines lines) {
        Entry entry = event.first();
        String head = Amounts.instant(entry.at()) + "  " + entry.event().word() + " " + entry.asset();
        if (event.count() > 0) {
            head += ", " + Counts.of(event.count(), "partition");
        }
        lines.add(head);
        if (!event.text().isEmpty()) {
            lines.whole("    " + event.shortened(lines.width() - 4));
        }
        String made = made(event);
        if (!made.isEmpty()) {
            lines.add("    ", made);
        }
        if (!entry.run().isEmpty()) {
            String step = entry.step().isEmpty() ? "" : ", step " + entry.step();
            String attempt =
                    entry.attempt().isPresent() ? ", attempt " + entry.attempt().getAsInt() : "";
            lines.add("    ", "run " + entry.run() + step + attempt);
        }
        if (!entry.error().isEmpty()) {
            lines.add("    error: ", entry.error());
        }
    }

    private static String made(GroupedEntry event) {
        Entry entry = event.first();
        List<String> parts = new ArrayList<>();
        event.rows().ifPresent(rows -> parts.add(Counts.of(rows, "row")));
        entry.version().ifPresent(version -> parts.add("version " + version));
        entry.seconds().ifPresent(seconds -> parts.add(Amounts.seconds(seconds)));
        if (!entry.reason().isEmpty()) {
            parts.add("why: " + entry.reason());
        }
        return String.join(", ", parts);
    }

    private static Lines more(long more, String noun, Lines lines) {
        return more > 0 ? lines.gap().add(Counts.of(more, "older " + noun) + ": --limit shows more") : lines;
    }
}
