package io.hindcast.plan;

import io.hindcast.asset.JobSignature;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Expiry;
import io.hindcast.ledger.ForeignWrite;
import io.hindcast.ledger.Quarantine;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why one partition is what it is: what it was built from, what is there now, and what hangs on it.
 *
 * @param standing empty when the partition does not exist: outside the declared range, or not yet over
 * @param reasons why the plan would rebuild it; empty when it would not
 * @param touched in which columns it may then hold something else; empty when the plan does not rebuild it
 * @param build what it was built from; empty when no commit of ours covers it
 * @param content what it holds, when a commit of ours covers it
 * @param job as it is now
 * @param quarantine why it is set aside
 * @param foreign who else wrote it
 * @param expiry how it came to be dropped
 * @param reads what it reads: each input, and its own asset as {@code self}
 * @param consumers what reads it directly, in topological order
 */
public record Explanation(
        String asset,
        Partition partition,
        Optional<Standing> standing,
        List<Reason> reasons,
        Optional<TouchedColumns> touched,
        Optional<Build> build,
        Optional<CommitRecord.Content> content,
        JobSignature job,
        Optional<Quarantine> quarantine,
        Optional<ForeignWrite> foreign,
        Optional<Expiry> expiry,
        List<Read> reads,
        List<Consumer> consumers) {

    public Explanation {
        reasons = List.copyOf(reasons);
        reads = List.copyOf(reads);
        consumers = List.copyOf(consumers);
    }

    /** Whether it was built by the code of today; false when it was never built. */
    public boolean isSameCode() {
        return build.filter(b -> job.isOf(b.fingerprint())).isPresent();
    }

    /** The fingerprint of its job as it is now. */
    public String fingerprint() {
        return job.fingerprint();
    }

    /**
     * One input, as this partition reads it.
     *
     * @param input source, asset, or {@code self}
     * @param mapping what is read, in words
     * @param mappingThen what was read when it was built, where that was recorded and is something else
     * @param partitions of the input that are read
     * @param then the version it was built from, or of a quarantined one the version it could not be built from; empty
     *     when it was never built or did not read the input then
     * @param readThen the partitions that the batch it was built in really read, in text form, where that was recorded
     * @param now the version of the table as it stands; -1 when there is none
     * @param changes what changed among the partitions read since then, oldest first
     * @param rebuilt what the plan rebuilds of the partitions read, in a column that is looked at
     * @param unseen what it rebuilds of them in other columns alone: that makes nothing stale
     * @param lacking what is waited for of the partitions read
     * @param gone what its owner keeps no longer of the partitions read
     * @param weight whether changes make it out of date
     */
    public record Read(
            String input,
            String mapping,
            Optional<String> mappingThen,
            PartitionSet partitions,
            OptionalLong then,
            Optional<String> readThen,
            long now,
            List<Change> changes,
            PartitionSet rebuilt,
            Unseen unseen,
            PartitionSet lacking,
            PartitionSet gone,
            Weight weight) {

        public Read {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Partitions that the plan rebuilds, in columns that are not looked at.
     *
     * @param columns none where nothing is rebuilt so, and where the columns alone get another order
     */
    public record Unseen(PartitionSet partitions, SortedSet<String> columns) {

        public Unseen {
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }

        /** What changes, in words. */
        public String changing() {
            return columns.isEmpty()
                    ? "only the order of its columns changes"
                    : "only " + (columns.size() == 1 ? "column " : "columns ") + String.join(", ", columns)
                            + (columns.size() == 1 ? " changes" : " change");
        }

        /** The same, as its reader sees it. */
        public String text() {
            return changing() + (columns.isEmpty() ? "" : ", which it does not read");
        }
    }

    /** Whether changes of an input count. */
    public enum Weight {
        /** They make readers out of date. */
        COUNTS,
        /** The declaration says {@code changes: ignore}. */
        IGNORED
    }

    /** What a change of partitions is. */
    public enum Cause {
        /** A version of the table changed their content. */
        CONTENT,
        /** A version of the table changed their content in columns alone that are not looked at: that makes nothing stale. */
        OTHER_COLUMNS,
        /** The table no longer tells what changed, so that all must be taken as changed. */
        FORGOTTEN,
        /** It is another table at the same path. */
        OTHER_TABLE,
        /** They were not declared when they would have been read. */
        DECLARED,
        /** They were declared when they were read, and are not any more. */
        NOT_DECLARED
    }

    /**
     * Partitions that changed.
     *
     * @param version that changed their content; empty for other causes
     * @param columns those that changed, where they are all others than are looked at
     */
    public record Change(Cause cause, OptionalLong version, PartitionSet partitions, SortedSet<String> columns) {

        public Change {
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }

        /** One of any columns. */
        public Change(Cause cause, OptionalLong version, PartitionSet partitions) {
            this(cause, version, partitions, Collections.emptySortedSet());
        }
    }

    /**
     * Partitions of another asset that read this one.
     *
     * @param reads the columns that it looks at
     */
    public record Consumer(String asset, PartitionSet partitions, ReadColumns reads) {}
}
