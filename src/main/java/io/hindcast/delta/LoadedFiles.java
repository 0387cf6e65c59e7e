package io.hindcast.delta;

import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.replay.ActionsIterator;
import io.delta.kernel.internal.replay.LogReplay;
import io.hindcast.ledger.TableRef;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Which landing files a source holds, read from its log without a Spark session. */
public final class LoadedFiles {

    /** What stands before a file's name in the id that Delta knows it by. */
    static final String APPLICATION = "stage/";

    /** The same for when the file was written, and for its checksum. */
    static final String MODIFIED = "stage-modified/";

    static final String CHECKSUM = "stage-checksum/";

    private final Map<String, Long> lengths = new TreeMap<>();
    private final Map<String, Long> modified = new HashMap<>();
    private final Map<String, Long> checksums = new HashMap<>();

    private LoadedFiles() {}

    /** The same with an engine of its own. */
    public static SortedMap<String, LandingFile> of(Configuration hadoop, TableRef table) {
        return of(QuickEngine.create(hadoop), table);
    }

    /**
     * Each file that was loaded, by name, as it was then. Survives the clean-up of the log. Empty when there is no table.
     */
    public static SortedMap<String, LandingFile> of(Engine engine, TableRef table) {
        LoadedFiles loaded = new LoadedFiles();
        try {
            SnapshotImpl snapshot =
                    (SnapshotImpl) TableManager.loadSnapshot(table.path()).build(engine);
            // Newest first: the first word on a file is the one that counts.
            try (ActionsIterator actions = new ActionsIterator(
                    engine,
                    snapshot.getLogSegment().allFilesWithCompactionsReversed(),
                    LogReplay.SET_TRANSACTION_READ_SCHEMA,
                    Optional.empty())) {
                while (actions.hasNext()) {
                    loaded.add(actions.next().getColumnarBatch().getColumnVector(0));
                }
            }
        } catch (TableNotFoundException e) {
            return new TreeMap<>();
        } catch (IOException e) {
            throw Problems.raise(TableProblems.unreadable(table.name(), table.path(), e.toString()), e);
        }
        return loaded.files();
    }

    private void add(ColumnVector transactions) {
        for (int i = 0; i < transactions.getSize(); i++) {
            if (!transactions.isNullAt(i)) {
                SetTransaction transaction = SetTransaction.fromColumnVector(transactions, i);
                note(transaction, APPLICATION, lengths);
                note(transaction, MODIFIED, modified);
                note(transaction, CHECKSUM, checksums);
            }
        }
    }

    private static void note(SetTransaction transaction, String prefix, Map<String, Long> values) {
        if (transaction.getAppId().startsWith(prefix)) {
            values.putIfAbsent(transaction.getAppId().substring(prefix.length()), transaction.getVersion());
        }
    }

    private SortedMap<String, LandingFile> files() {
        SortedMap<String, LandingFile> files = new TreeMap<>();
        lengths.forEach((name, length) -> {
            Long time = modified.get(name);
            Long checksum = checksums.get(name);
            // Files that early versions loaded have a length alone.
            Optional<LandingFile.Mark> mark = time == null || checksum == null
                    ? Optional.empty()
                    : Optional.of(new LandingFile.Mark(time, checksum));
            files.put(name, new LandingFile(name, length, mark));
        });
        return files;
    }
}
