package io.hindcast.delta;

import io.delta.kernel.Snapshot;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.hindcast.delta.LedgerTable.Written;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Ledger;
import io.hindcast.ledger.LedgerView;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;

/**
 * The ledger as a Delta table, written and read with Kernel. It is made by the first append. Safe for many threads and
 * for many processes.
 */
public final class DeltaLedger implements Ledger {

    /** Beyond this a file is worth reading on its own. */
    private static final long SMALL_FILE_BYTES = 8L * 1024 * 1024;

    private final LedgerTable table;

    /**
     * The ledger of a warehouse.
     *
     * @param hadoop how the store is reached
     * @param root the warehouse's root; the ledger lies at {@code _hindcast/ledger} below it
     */
    public DeltaLedger(Configuration hadoop, String root) {
        this.table = new LedgerTable(QuickEngine.create(new Configuration(hadoop)), path(root));
    }

    /** Where the ledger of a root lies. */
    public static String path(String root) {
        return (root.endsWith("/") ? root : root + "/") + "_hindcast/ledger";
    }

    @Override
    public List<Entry> entries() {
        return view().entries();
    }

    /** The ledger as it stands now. */
    public LedgerView view() {
        return new DeltaLedgerView(this, guarded(table::latest));
    }

    @Override
    public void append(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        // Threads of one process would only outrun each other.
        synchronized (this) {
            guarded(() -> {
                Snapshot snapshot = table.latestOrNew();
                Written written = table.write(snapshot, entries);
                OptionalLong version = table.commit(snapshot, written, Optional.empty());
                while (version.isEmpty()) {
                    snapshot = table.latestOrNew();
                    version = table.commit(snapshot, written, Optional.empty());
                }
                return version;
            });
        }
    }

    /**
     * Joins the small files that many appends leave, without data change; readers see the same before and after.
     *
     * @return whether anything was joined
     */
    public boolean compact() {
        return guarded(() -> {
            Optional<Snapshot> latest = table.latest();
            return latest.isPresent() && table.compact(latest.get(), SMALL_FILE_BYTES);
        });
    }

    LedgerTable table() {
        return table;
    }

    <T> T guarded(Access<T> access) {
        try {
            return access.apply();
        } catch (KernelException | KernelEngineException | IOException | UncheckedIOException e) {
            throw Problems.raise(TableProblems.ledgerNotAccessible(table.path(), Failures.root(e)), e);
        }
    }

    /** Something done with the table. */
    @FunctionalInterface
    interface Access<T> {
        T apply() throws IOException;
    }
}
