package io.hindcast.delta;

import io.delta.kernel.CommitActions;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.RemoveFile;
import io.delta.kernel.utils.CloseableIterator;
import io.hindcast.ledger.TableCommit.Nature;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the commits of a table changed, told by the files that they name. Commits are looked at oldest first. */
final class CommitChanges {

    static final Set<DeltaAction> ACTIONS = Set.of(DeltaAction.ADD, DeltaAction.REMOVE, DeltaAction.METADATA);

    private final Partitioning partitioning;
    private final KernelTable reader;
    private final FilePartitions partitions;
    private Optional<PhysicalNames> names = Optional.empty();

    CommitChanges(Partitioning partitioning, KernelTable reader, FilePartitions partitions) {
        this.partitioning = partitioning;
        this.reader = reader;
        this.partitions = partitions;
    }

    /**
     * What one commit changed.
     *
     * @param partitions whose rows were added, removed or replaced
     */
    record Found(PartitionSet partitions, Nature nature) {}

    Found of(CommitActions commit) throws IOException {
        OfOne one = new OfOne(commit.getVersion());
        try (CloseableIterator<ColumnarBatch> batches = commit.getActions()) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        one.add(rows.next());
                    }
                }
            }
        }
        return new Found(PartitionSet.unionAll(partitioning, one.sets), one.nature);
    }

    /** Gathers what one commit changed. */
    private final class OfOne {

        private final long version;
        private final Set<PartitionSet> sets = new HashSet<>();
        private Nature nature = Nature.NEUTRAL;
        private Optional<Map<String, LogFile>> before = Optional.empty();

        OfOne(long version) {
            this.version = version;
        }

        void add(Row actions) throws IOException {
            int add = actions.getSchema().indexOf(DeltaAction.ADD.colName);
            if (!actions.isNullAt(add)) {
                AddFile file = new AddFile(actions.getStruct(add));
                if (file.getDataChange()) {
                    nature = nature == Nature.REWRITE ? Nature.REWRITE : Nature.APPEND;
                    sets.add(partitions.of(LogFile.of(file)));
                }
            }
            int remove = actions.getSchema().indexOf(DeltaAction.REMOVE.colName);
            if (!actions.isNullAt(remove)) {
                RemoveFile file = new RemoveFile(actions.getStruct(remove));
                if (file.getDataChange()) {
                    nature = Nature.REWRITE;
                    sets.add(partitions.of(described(LogFile.of(file))));
                }
            }
            int metadata = actions.getSchema().indexOf(DeltaAction.METADATA.colName);
            if (!actions.isNullAt(metadata)) {
                shape(Metadata.fromRow(actions.getStruct(metadata)));
            }
        }

        /** Columns that change their names may change places: then every row holds something else, in the same files. */
        private void shape(Metadata metadata) {
            PhysicalNames after = PhysicalNames.of(metadata.getSchema());
            if (after.isMapped() && version > 0) {
                Optional<PhysicalNames> earlier = names.or(this::namesBefore);
                if (earlier.isEmpty() || !earlier.get().agreesWith(after)) {
                    nature = Nature.REWRITE;
                    sets.add(partitioning.domain());
                }
                names = Optional.of(earlier.map(known -> known.and(after)).orElse(after));
            }
        }

        private Optional<PhysicalNames> namesBefore() {
            try {
                return Optional.of(PhysicalNames.of(reader.at(version - 1).getSchema()));
            } catch (KernelException e) {
                // The version before cannot be read any more: nobody knows what its columns were.
                return Optional.empty();
            }
        }

        /** A removal may leave out the file's values and statistics: the version before has them. */
        private LogFile described(LogFile removed) throws IOException {
            if (removed.values().isPresent() && !partitions.needsStatistics(removed)) {
                return removed;
            }
            if (before.isEmpty()) {
                before = Optional.of(filesBefore());
            }
            return before.get().getOrDefault(removed.path(), removed);
        }

        private Map<String, LogFile> filesBefore() throws IOException {
            Map<String, LogFile> files = new HashMap<>();
            try {
                reader.files(reader.at(version - 1), file -> files.put(file.path(), file));
            } catch (KernelException e) {
                // The version before cannot be read any more: the removed file counts for everything then.
                return Map.of();
            }
            return files;
        }
    }
}
