package io.hindcast.run;

import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableCommit;
import io.hindcast.partition.PartitionSet;
import io.hindcast.retry.Failure;
import java.util.Map;
import java.util.function.Function;

/** How an attempt ended. An outcome that was unknown has been looked up by whoever reports it. */
public sealed interface StepOutcome {

    /** The result of the one function that fits. */
    <T> T match(Function<Committed, T> committed, Function<Failed, T> failed, Function<Stopped, T> stopped);

    /**
     * The commit is in the table.
     *
     * @param commit the commit itself, with its record
     * @param unchanged the partitions whose content is what it was; the commit tells those that changed
     * @param seconds wall time
     */
    record Committed(TableCommit commit, PartitionSet unchanged, double seconds) implements StepOutcome {

        /** What the partitions with new content hold. */
        long bytesWritten() {
            return commit.record().stream()
                    .flatMap(record -> record.contents().values().stream())
                    .filter(content -> content.event() == Event.COMMITTED)
                    .mapToLong(CommitRecord.Content::bytes)
                    .sum();
        }

        @Override
        public <T> T match(Function<Committed, T> committed, Function<Failed, T> failed, Function<Stopped, T> stopped) {
            return committed.apply(this);
        }
    }

    /**
     * Nothing was committed.
     *
     * @param inputs input to what was read of it
     * @param seconds wall time
     */
    record Failed(Failure failure, Map<String, InputRead> inputs, double seconds) implements StepOutcome {

        public Failed {
            inputs = Map.copyOf(inputs);
        }

        @Override
        public <T> T match(Function<Committed, T> committed, Function<Failed, T> failed, Function<Stopped, T> stopped) {
            return failed.apply(this);
        }
    }

    /** The attempt was cancelled before its commit. */
    record Stopped() implements StepOutcome {
        @Override
        public <T> T match(Function<Committed, T> committed, Function<Failed, T> failed, Function<Stopped, T> stopped) {
            return stopped.apply(this);
        }
    }
}
