package io.hindcast.delta;

import io.hindcast.delta.CommitOutcome.Committed;
import io.hindcast.delta.CommitOutcome.Refusal;
import io.hindcast.delta.CommitOutcome.Refused;
import io.hindcast.delta.CommitOutcome.Unknown;
import io.hindcast.ledger.CommitRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;

/** The moment in which a step becomes visible, and what to think of it when that goes wrong. */
final class CommitAttempt {

    private final OpenTables tables;
    private final StepWrite step;
    private final DeltaLog log;
    private final OptimisticTransaction transaction;

    CommitAttempt(OpenTables tables, StepWrite step, DeltaLog log, OptimisticTransaction transaction) {
        this.tables = tables;
        this.step = step;
        this.log = log;
        this.transaction = transaction;
    }

    CommitOutcome commit(Swap swap, CommitRecord record, String condition) {
        RecordFile file = new RecordFile(log, step);
        CommitOutcome outcome;
        try {
            String metadata = file.write(record);
            long version = transaction.commit(
                    Scala.seq(actions(swap)),
                    Commits.overwrite(PartitionOverwrite.partitionColumns(step.table()), condition, metadata));
            outcome = new Committed(version, record);
        } catch (Exception e) {
            outcome = afterFailure(record, e);
        }
        cleanUp(outcome, swap, file);
        return outcome;
    }

    private List<Action> actions(Swap swap) {
        long now = tables.clock().millis();
        List<Action> actions = new ArrayList<>();
        actions.add(new SetTransaction(step.application(), step.attempt(), Option.apply(now)));
        actions.addAll(swap.incoming());
        for (AddFile file : swap.outgoing()) {
            actions.add(file.removeWithTimestamp(now, true));
        }
        return actions;
    }

    private void cleanUp(CommitOutcome outcome, Swap swap, RecordFile file) {
        if (outcome instanceof Unknown) {
            // It may yet become visible: then every one of these files belongs to the table.
            return;
        }
        FileBin.delete(log, swap.dropped());
        if (outcome instanceof Refused) {
            FileBin.delete(log, swap.incoming());
            file.delete();
        }
    }

    /**
     * What an exception means. Cases:
     *
     * <ol>
     *   <li>Our transaction is in the log: committed, whatever failed after it.
     *   <li>Someone else changed rows of these partitions: refused, their data stays.
     *   <li>Delta refused for another conflict (compaction, metadata, protocol): refused, the attempt may be repeated.
     *   <li>The store failed or the thread was interrupted, and our transaction is not there yet: a write may still be
     *       under way, so nobody knows.
     *   <li>The log cannot be read now: nobody knows.
     *   <li>Anything else failed before the commit was written: refused.
     * </ol>
     */
    private CommitOutcome afterFailure(CommitRecord record, Exception cause) {
        // Looking needs a thread that may wait; the interruption is handed on afterwards.
        boolean interrupted = Thread.interrupted() || causedBy(cause, InterruptedException.class);
        try {
            Snapshot now = log.update(false, Scala.none(), Scala.none());
            TableFiles files = tables.files(step.table(), log);
            OptionalLong own = own(files, now.version());
            if (own.isPresent()) {
                return new Committed(own.getAsLong(), record);
            }
            Optional<ForeignWrite> foreign =
                    PartitionOverwrite.foreign(files, step, transaction.readVersion(), now.version());
            if (cause instanceof DeltaConcurrentModificationException) {
                return new Refused(
                        foreign.<Refusal>map(Refusal.Foreign::new).orElseGet(Refusal.TableChanged::new), cause);
            }
            return interrupted || causedBy(cause, IOException.class)
                    ? new Unknown(cause)
                    : new Refused(new Refusal.Failed(), cause);
        } catch (Exception e) {
            cause.addSuppressed(e);
            return new Unknown(cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private OptionalLong own(TableFiles files, long newest) {
        return files.changesAfter(transaction.readVersion(), newest).stream()
                .filter(change -> change.applications().contains(step.application()))
                .mapToLong(TableChange::version)
                .findFirst();
    }

    private static boolean causedBy(Throwable error, Class<? extends Throwable> kind) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
