package io.hindcast.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.problem.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A run as the ledger tells of it.
 *
 * @param id the run's
 * @param entries of it, oldest first, at least one; leases are not among them
 */
public record PastRun(String id, List<Entry> entries) {

    /** In the detail of a cancelled entry: the run that went on where this one had died. */
    public static final String CLOSED_BY = "closed_by";

    private static final Set<String> UNDONE = Set.of(ExitCode.DEFECT.outcome(), ExitCode.STOPPED.outcome());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public PastRun {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("nothing is told of run " + id);
        }
    }

    /**
     * Every run of which something is told, in the order in which they began.
     *
     * @param ledger all entries, oldest first, commits that were recognised from the tables among them
     */
    public static List<PastRun> all(List<Entry> ledger) {
        Map<String, List<Entry>> byRun = new LinkedHashMap<>();
        for (Entry entry : ledger) {
            if (!entry.run().isEmpty() && entry.event() != Event.LEASED) {
                byRun.computeIfAbsent(entry.run(), run -> new ArrayList<>()).add(entry);
            }
        }
        List<PastRun> runs = new ArrayList<>();
        byRun.forEach((id, entries) -> runs.add(new PastRun(id, entries)));
        return runs;
    }

    /** The latest that had a plan and did not come to its end, else the latest; empty when there is none. */
    public static Optional<PastRun> latest(List<PastRun> runs) {
        return last(runs.stream()
                        .filter(run -> run.plan().isPresent() && !run.isOver())
                        .toList())
                .or(() -> last(runs));
    }

    private static Optional<PastRun> last(List<PastRun> runs) {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** Whether its begin is told; of a ledger that was lost only what the tables remember is, and that came later. */
    public boolean knowsBegin() {
        return !requests().isEmpty() || plan().isPresent();
    }

    /** When the first of it was told. */
    public Instant began() {
        return entries.get(0).at();
    }

    /** Who asked for it: user and host; empty when nothing tells. */
    public String actor() {
        return entries.stream()
                .map(Entry::actor)
                .filter(actor -> !actor.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What was asked for, in the words of each command, the first one first. */
    public List<String> requests() {
        return of(Event.REQUESTED).stream().map(Entry::reason).toList();
    }

    /** The id of its plan; empty when it had none. */
    public Optional<String> plan() {
        return last(Event.PLANNED).map(entry -> detail(entry).path("plan").asText());
    }

    /**
     * Whether it came to its end, or another run went on where it had died. One that a defect or a budget ended has
     * something left.
     */
    public boolean isOver() {
        return last(Event.FINISHED)
                        .filter(end -> !UNDONE.contains(end.reason()))
                        .isPresent()
                || of(Event.CANCELLED).stream()
                        .anyMatch(
                                entry -> !detail(entry).path(CLOSED_BY).asText().isEmpty());
    }

    /** The last thing that was told of its end; empty while it goes on, and when it died. */
    public Optional<Entry> end() {
        return last(Event.FINISHED).or(() -> last(Event.CANCELLED));
    }

    /**
     * How it ended, in a word: an outcome of an exit code, {@code unfinished} when nothing tells of an end, or {@code
     * unknown} when only the tables remember it.
     */
    public String outcome() {
        Optional<Entry> finished = last(Event.FINISHED);
        if (finished.isPresent()) {
            return finished.get().reason();
        }
        if (last(Event.CANCELLED).isPresent()) {
            return "cancelled";
        }
        return last(Event.REQUESTED).or(() -> last(Event.PLANNED)).isPresent() ? "unfinished" : "unknown";
    }

    /** Wall time of its last life, as told at its end. */
    public OptionalDouble seconds() {
        return end().map(Entry::seconds).orElse(OptionalDouble.empty());
    }

    /** What its process ended with; empty when nothing tells. */
    public OptionalInt exit() {
        return end().map(PastRun::detail)
                .filter(detail -> detail.has("exit"))
                .map(detail -> OptionalInt.of(detail.path("exit").asInt()))
                .orElse(OptionalInt.empty());
    }

    /** What authors were told at its end. */
    public Advice advice() {
        return end().map(PastRun::detail).map(Details::advice).orElse(Advice.NOTHING);
    }

    /** How many partitions were left when it ended; empty when nothing tells. */
    public OptionalLong left() {
        return end().map(PastRun::detail)
                .filter(detail -> detail.has("left"))
                .map(detail -> OptionalLong.of(detail.path("left").asLong()))
                .orElse(OptionalLong.empty());
    }

    /** What it did not have to do, as told at its end. */
    public Saved saved() {
        return end().map(PastRun::detail).map(Details::saved).orElse(Saved.NOTHING);
    }

    /** How many partitions met an event; an entry that was written twice counts once. */
    public long count(Event event) {
        record Which(String asset, String partition) {}
        Map<Which, Long> counts = new LinkedHashMap<>();
        of(event)
                .forEach(entry -> counts.put(
                        new Which(entry.asset(), entry.partition()),
                        entry.partitions().orElse(1)));
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Its entries of one event. */
    public List<Entry> of(Event event) {
        return entries.stream().filter(entry -> entry.event() == event).toList();
    }

    private Optional<Entry> last(Event event) {
        return of(event).stream().reduce((earlier, later) -> later);
    }

    private static JsonNode detail(Entry entry) {
        try {
            return entry.detail().isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(entry.detail());
        } catch (JsonProcessingException otherwise) {
            // A row of another hand: it tells nothing of what is asked here.
            return MissingNode.getInstance();
        }
    }
}
