package io.hindcast.delta;

import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.defaults.engine.DefaultEngine;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Which landing files a source holds, read from its log without a Spark session. */
public final class LoadedFiles {

    /** What stands before a file's name in the id that Delta knows it by. */
    static final String APPLICATION = "stage/";

    private LoadedFiles() {}

    /** The same with an engine of its own. */
    public static SortedMap<String, Long> of(Configuration hadoop, TableRef table) {
        return of(DefaultEngine.create(hadoop), table);
    }

    /**
     * Each file that was loaded, to its length then in bytes. Survives the clean-up of the log. Empty when there is no
     * table.
     */
    public static SortedMap<String, Long> of(Engine engine, TableRef table) {
        SortedMap<String, Long> loaded = new TreeMap<>();
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
                    add(actions.next().getColumnarBatch().getColumnVector(0), loaded);
                }
            }
        } catch (TableNotFoundException e) {
            return loaded;
        } catch (IOException e) {
            throw Problems.raise(TableProblems.unreadable(table.name(), table.path(), e.toString()), e);
        }
        return loaded;
    }

    private static void add(ColumnVector transactions, SortedMap<String, Long> loaded) {
        for (int i = 0; i < transactions.getSize(); i++) {
            if (!transactions.isNullAt(i)) {
                SetTransaction transaction = SetTransaction.fromColumnVector(transactions, i);
                if (transaction.getAppId().startsWith(APPLICATION)) {
                    loaded.putIfAbsent(
                            transaction.getAppId().substring(APPLICATION.length()), transaction.getVersion());
                }
            }
        }
    }
}
