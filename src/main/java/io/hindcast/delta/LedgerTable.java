package io.hindcast.delta;

import static io.delta.kernel.internal.util.Utils.toCloseableIterator;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.transaction.UpdateTableTransactionBuilder;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.hindcast.delta.KernelTable.ScanFile;
import io.hindcast.ledger.Entry;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Delta table of a ledger. Every commit is made at exactly the version after the one that was looked at, and each of
 * its data files has that version as a tag ({@link LedgerFiles}): so the order of commits is known without a history of the log, and whoever
 * looked and then commits knows that nobody was in between.
 */
final class LedgerTable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerTable.class);

    private static final String ENGINE = "Hindcast";

    private static final Map<String, String> PROPERTIES = Map.of(
            "delta.enableInCommitTimestamps", "true",
            "delta.checkpointInterval", "100",
            "delta.appendOnly", "true");

    /** So many times in a row a store is asked to make a version that nobody has made. */
    private static final int MOST_REFUSALS = 3;

    private final Engine engine;
    private final String path;
    private final KernelTable table;

    LedgerTable(Engine engine, String path) {
        this.engine = engine;
        this.path = path;
        this.table = new KernelTable(engine, path);
    }

    String path() {
        return path;
    }

    /** The newest snapshot; empty when there is no ledger yet. */
    Optional<Snapshot> latest() {
        Optional<Snapshot> latest = table.latest();
        latest.flatMap(snapshot -> EntryColumns.difference(snapshot.getSchema()))
                .ifPresent(difference -> {
                    throw Problems.raise(TableProblems.notALedger(path, difference));
                });
        return latest;
    }

    /** The newest snapshot of the ledger, which is made when there is none; of several makers at once one wins. */
    Snapshot latestOrNew() {
        Optional<Snapshot> latest = latest();
        if (latest.isPresent()) {
            return latest.get();
        }
        try {
            Transaction create = TableManager.buildCreateTableTransaction(path, EntryColumns.SCHEMA, ENGINE)
                    .withTableProperties(PROPERTIES)
                    .withMaxRetries(0)
                    .build(engine);
            create.commit(engine, CloseableIterable.emptyIterable());
        } catch (TableAlreadyExistsException | ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
            LOG.debug("The ledger at {} was made by someone else", path, e);
        }
        return latest().orElseThrow(() -> new IllegalStateException("the ledger vanished: " + path));
    }

    /** Entries written to data files that no commit has yet. */
    record Written(List<DataFileStatus> files) {
        Written {
            files = List.copyOf(files);
        }
    }

    /** A transaction id that Delta keeps: the last version per application. */
    record TransactionId(String application, long version) {}

    /** Writes entries to a data file. */
    Written write(Snapshot snapshot, List<Entry> entries) throws IOException {
        ColumnarBatch batch = EntryColumns.batch(entries, snapshot.getSchema());
        return writeBatches(snapshot, List.of(new FilteredColumnarBatch(batch, Optional.empty())));
    }

    private Written writeBatches(Snapshot snapshot, List<FilteredColumnarBatch> batches) throws IOException {
        Row state = update(snapshot, Optional.empty()).getTransactionState(engine);
        CloseableIterator<FilteredColumnarBatch> rows =
                Transaction.transformLogicalData(engine, state, toCloseableIterator(batches.iterator()), Map.of());
        DataWriteContext context = Transaction.getWriteContext(engine, state, Map.of());
        try (CloseableIterator<DataFileStatus> files = engine.getParquetHandler()
                .writeParquetFiles(context.getTargetDirectory(), rows, context.getStatisticsColumns())) {
            return new Written(files.toInMemoryList());
        }
    }

    /**
     * Commits data files as the next version after a snapshot.
     *
     * @return the version, or nothing when someone else made that version
     */
    OptionalLong commit(Snapshot snapshot, Written written, Optional<TransactionId> id) {
        long version = snapshot.getVersion() + 1;
        return commit(snapshot, id, actions(snapshot, written, tags(version, version), true));
    }

    private OptionalLong commit(Snapshot snapshot, Optional<TransactionId> id, List<Row> actions) {
        int refusals = 0;
        while (true) {
            try {
                return committed(snapshot, id, actions);
            } catch (MaxCommitRetryLimitReachedException e) {
                // Kernel says the same of a version that is taken and of a store that refused: that one is asked again,
                // but not without end.
                refusals++;
                if (refusals == MOST_REFUSALS) {
                    throw e;
                }
            }
        }
    }

    /**
     * One attempt.
     *
     * @throws MaxCommitRetryLimitReachedException when nobody made the version, and it could not be made
     */
    private OptionalLong committed(Snapshot snapshot, Optional<TransactionId> id, List<Row> actions) {
        long version = snapshot.getVersion() + 1;
        TransactionCommitResult result;
        try {
            Transaction transaction = update(snapshot, id);
            result = transaction.commit(
                    engine, CloseableIterable.inMemoryIterable(toCloseableIterator(actions.iterator())));
        } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
            // A store may have made our file and lost its answer, so look whose the version is.
            LOG.debug("Version {} of {} is taken", version, path, e);
            if (ours(version, actions)) {
                return OptionalLong.of(version);
            }
            if (e instanceof MaxCommitRetryLimitReachedException && !isThere(version)) {
                throw e;
            }
            return OptionalLong.empty();
        } catch (KernelException | KernelEngineException | UncheckedIOException e) {
            if (ours(version, actions)) {
                return OptionalLong.of(version);
            }
            throw e;
        }
        result.getPostCommitHooks().forEach(this::invoke);
        return OptionalLong.of(result.getVersion());
    }

    private boolean isThere(long version) {
        return latest().filter(newest -> newest.getVersion() >= version).isPresent();
    }

    private Transaction update(Snapshot snapshot, Optional<TransactionId> id) {
        UpdateTableTransactionBuilder builder =
                snapshot.buildUpdateTableTransaction(ENGINE, Operation.WRITE).withMaxRetries(0);
        id.ifPresent(transaction -> builder.withTransactionId(transaction.application(), transaction.version()));
        return builder.build(engine);
    }

    /**
     * Joins the small files of consecutive commits into one, as a commit that changes no data.
     *
     * @param smallerThan what counts as small, in bytes
     * @return whether there was something to join and nobody else made that version
     */
    boolean compact(Snapshot snapshot, long smallerThan) throws IOException {
        // All columns as they are, also those that only a later version knows.
        KernelTable.Reading reading = table.reading(snapshot, snapshot.getSchema());
        List<ScanFile> small = smallTail(reading.files(), smallerThan);
        if (small.size() < 2) {
            return false;
        }
        List<FilteredColumnarBatch> batches = new ArrayList<>();
        for (ScanFile file : small) {
            reading.batches(file, batches::add);
        }
        long last = LedgerFiles.last(small.get(small.size() - 1)).getAsLong();
        Map<String, String> order = tags(LedgerFiles.first(small.get(0)), last);
        List<Row> actions = new ArrayList<>(actions(snapshot, writeBatches(snapshot, batches), order, false));
        Optional<Long> removedAt = Optional.of(snapshot.getTimestamp(engine));
        for (ScanFile file : small) {
            AddFile add = new AddFile(file.row().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
            actions.add(SingleAction.createRemoveFileSingleAction(add.toRemoveFileRow(false, removedAt)));
        }
        return commit(snapshot, Optional.empty(), actions).isPresent();
    }

    /** The newest files in their order, back to the first that is large or of another's making. */
    private static List<ScanFile> smallTail(List<ScanFile> files, long smallerThan) {
        if (files.stream().anyMatch(file -> LedgerFiles.last(file).isEmpty())) {
            return List.of();
        }
        List<ScanFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparingLong(file -> LedgerFiles.last(file).getAsLong()));
        int from = sorted.size();
        while (from > 0 && sorted.get(from - 1).file().bytes() < smallerThan) {
            from--;
        }
        return sorted.subList(from, sorted.size());
    }

    private static Map<String, String> tags(long first, long last) {
        return Map.of(LedgerFiles.FIRST, Long.toString(first), LedgerFiles.LAST, Long.toString(last));
    }

    private static List<Row> actions(Snapshot snapshot, Written written, Map<String, String> tags, boolean dataChange) {
        List<Row> actions = new ArrayList<>();
        for (DataFileStatus file : written.files()) {
            AddFile add = AddFile.convertDataFileStatus(
                    snapshot.getMetadata().getPhysicalSchema(),
                    new Path(snapshot.getPath()).toUri(),
                    file,
                    Map.of(),
                    dataChange,
                    tags,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            actions.add(SingleAction.createAddFileSingleAction(add.toRow()));
        }
        return actions;
    }

    private boolean ours(long version, List<Row> actions) {
        if (actions.isEmpty()) {
            return false;
        }
        String first = new AddFile(actions.get(0).getStruct(SingleAction.ADD_FILE_ORDINAL)).getPath();
        try {
            boolean[] found = new boolean[1];
            table.files(table.at(version), file -> found[0] |= file.path().equals(first));
            return found[0];
        } catch (KernelException | IOException e) {
            LOG.debug("Version {} of {} is not there", version, path, e);
            return false;
        }
    }

    private void invoke(PostCommitHook hook) {
        try {
            hook.threadSafeInvoke(engine);
        } catch (IOException | RuntimeException e) {
            // Checkpoints and checksums only make reading faster; the commit stands without them.
            LOG.warn("{} after a commit of {} failed", hook.getType(), path, e);
        }
    }

    /** The version of a transaction id as of a snapshot; empty when there was none. */
    OptionalLong transactionVersion(Snapshot snapshot, String application) {
        return snapshot.getLatestTransactionVersion(engine, application)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** The data files of a snapshot, to be read with these columns. */
    LedgerFiles files(Snapshot snapshot, StructType columns) throws IOException {
        return LedgerFiles.of(table, snapshot, columns);
    }
}
