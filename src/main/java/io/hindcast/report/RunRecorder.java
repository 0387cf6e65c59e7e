package io.hindcast.report;

import io.hindcast.ledger.CommitRecord;
import io.hindcast.run.Attempt;
import io.hindcast.run.Notice;
import io.hindcast.run.RunListener;
import io.hindcast.run.RunState;
import io.hindcast.run.StepOutcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Counts per asset what a run commits, for its summary. */
public final class RunRecorder implements RunListener {

    private final Map<String, Done> done = new TreeMap<>();

    /**
     * What was committed of an asset.
     *
     * @param changed partitions with new content
     * @param unchanged partitions that were computed again with the content they had
     * @param rows of both
     * @param bytes of both
     * @param seconds of the attempts that committed, added up
     */
    public record Done(long changed, long unchanged, long rows, long bytes, double seconds) {

        /** Nothing. */
        static final Done NOTHING = new Done(0, 0, 0, 0, 0);

        Done plus(Done other) {
            return new Done(
                    changed + other.changed,
                    unchanged + other.unchanged,
                    rows + other.rows,
                    bytes + other.bytes,
                    seconds + other.seconds);
        }
    }

    @Override
    public void turned(RunState state, Notice notice, Instant now) {
        // What did not run is in the result.
    }

    @Override
    public void ended(Attempt attempt, StepOutcome outcome, RunState state, Instant now) {
        Done more = outcome.match(RunRecorder::of, failed -> Done.NOTHING, stopped -> Done.NOTHING);
        done.merge(attempt.asset().name(), more, Done::plus);
    }

    private static Done of(StepOutcome.Committed committed) {
        return new Done(
                committed.commit().changed().count(),
                committed.unchanged().count(),
                rows(committed),
                sum(committed, CommitRecord.Content::bytes),
                committed.seconds());
    }

    /** The rows that the partitions of a commit hold. */
    static long rows(StepOutcome.Committed committed) {
        return sum(committed, CommitRecord.Content::rows);
    }

    private static long sum(StepOutcome.Committed committed, ToLongFunction<CommitRecord.Content> figure) {
        return committed.commit().record().stream()
                .flatMap(record -> record.contents().values().stream())
                .mapToLong(figure)
                .sum();
    }

    /** Per asset; none for an asset of which no attempt ended. */
    public Map<String, Done> done() {
        return Map.copyOf(done);
    }
}
