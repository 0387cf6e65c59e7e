package io.hindcast.testing;

import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableCommit;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import io.hindcast.run.StepOutcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Outcomes of attempts, as a step runner would report them. */
public final class TestingOutcomes {

    private TestingOutcomes() {}

    /**
     * What is told of a partition, and how long its attempt took.
     *
     * @param seconds of the whole attempt
     */
    public record Size(long rows, long bytes, double seconds) {}

    /** A commit of all partitions of an attempt, of which some have new content. */
    public static StepOutcome.Committed committed(
            Attempt attempt, Predicate<Partition> changes, long version, Instant at) {
        return committed(attempt, changes, version, at, new Size(1, 10, 1.5));
    }

    /**
     * The same with sizes to be seen.
     *
     * @param size of each partition
     */
    public static StepOutcome.Committed committed(
            Attempt attempt, Predicate<Partition> changes, long version, Instant at, Size size) {
        return committed(attempt, new Changes(changes, partition -> Optional.empty()), version, at, size);
    }

    /**
     * Which partitions have new content.
     *
     * @param how they differ from what they were
     */
    public record Changes(Predicate<Partition> of, Function<Partition, Optional<ColumnChange>> how) {}

    /** The same with changes of some columns alone. */
    public static StepOutcome.Committed committed(
            Attempt attempt, Changes changes, long version, Instant at, Size size) {
        Map<String, CommitRecord.Content> contents = new TreeMap<>();
        PartitionSet unchanged = PartitionSet.empty(attempt.partitions().partitioning());
        for (Partition partition : attempt.partitions().partitions().toList()) {
            boolean changed = changes.of().test(partition);
            Event event = changed ? Event.COMMITTED : Event.UNCHANGED;
            contents.put(
                    partition.toString(),
                    new CommitRecord.Content(
                            event,
                            size.rows(),
                            size.bytes(),
                            1,
                            "h1:00",
                            Map.of(),
                            changed ? changes.how().apply(partition) : Optional.empty()));
            if (!changed) {
                unchanged = unchanged.union(PartitionSet.of(unchanged.partitioning(), partition));
            }
        }
        CommitRecord record = new CommitRecord(
                Event.COMMITTED,
                "world",
                attempt.asset().name(),
                attempt.run(),
                attempt.step(),
                attempt.number(),
                attempt.partitions().toString(),
                attempt.reason(),
                attempt.asset().signature().fingerprint(),
                Map.of(),
                InputRead.ofVersions(attempt.sources()),
                contents,
                "ann@host",
                OptionalDouble.of(size.seconds()),
                "");
        TableCommit commit = new TableCommit(
                version,
                "id",
                at,
                "WRITE",
                "",
                Optional.of(record),
                attempt.partitions().minus(unchanged),
                TableCommit.Nature.REWRITE);
        return new StepOutcome.Committed(commit, unchanged, size.seconds());
    }

    public static Failure failure(Failure.Kind kind, String signature) {
        return new Failure(kind, "HC-300", signature + " raised", signature);
    }

    public static StepOutcome.Failed failed(Attempt attempt, Failure failure) {
        return new StepOutcome.Failed(failure, InputRead.ofVersions(attempt.sources()), 0.5);
    }
}
