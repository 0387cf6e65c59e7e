package io.hindcast.delta;

import io.delta.kernel.Snapshot;
import io.delta.kernel.types.StructType;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.LedgerView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One snapshot of the ledger's table. Its files are listed, and the whole entries read, when first asked for. */
final class DeltaLedgerView implements LedgerView {

    private final DeltaLedger ledger;
    private final Optional<Snapshot> snapshot;
    private final AtomicReference<@Nullable List<Entry>> whole = new AtomicReference<>();

    DeltaLedgerView(DeltaLedger ledger, Optional<Snapshot> snapshot) {
        this.ledger = ledger;
        this.snapshot = snapshot;
    }

    @Override
    public boolean isAt(Position position) {
        return snapshot.isPresent()
                && snapshot.get().getVersion() == position.version()
                && snapshot.get().getMetadata().getId().equals(position.table());
    }

    @Override
    public Optional<Position> position() {
        return files(EntryColumns.FACTS).flatMap(LedgerFiles::position);
    }

    @Override
    public synchronized List<Entry> entries() {
        List<Entry> entries = whole.get();
        if (entries == null) {
            entries = List.copyOf(read(EntryColumns.SCHEMA));
            whole.set(entries);
        }
        return entries;
    }

    @Override
    public List<Entry> entries(String asset) {
        return those(EntryColumns.SCHEMA, entry -> entry.asset().equals(asset));
    }

    @Override
    public List<Entry> facts() {
        return read(EntryColumns.FACTS);
    }

    @Override
    public List<Entry> facts(Event event) {
        return those(EntryColumns.FACTS, entry -> entry.event() == event);
    }

    private List<Entry> those(StructType columns, Predicate<Entry> wanted) {
        Optional<LedgerFiles> words = files(EntryColumns.WORDS);
        Optional<LedgerFiles> files = files(columns);
        return words.isEmpty() || files.isEmpty()
                ? List.of()
                : ledger.guarded(() -> files.get().those(wanted, words.get()));
    }

    private List<Entry> read(StructType columns) {
        Optional<LedgerFiles> files = files(columns);
        return files.isEmpty() ? List.of() : ledger.guarded(files.get()::all);
    }

    @Override
    public Optional<List<Entry>> factsAfter(Position earlier) {
        Optional<LedgerFiles> files = files(EntryColumns.FACTS);
        return files.isEmpty()
                ? Optional.empty()
                : ledger.guarded(() -> files.get().after(earlier));
    }

    private Optional<LedgerFiles> files(StructType columns) {
        return snapshot.isEmpty()
                ? Optional.empty()
                : ledger.guarded(() -> Optional.of(ledger.table().files(snapshot.get(), columns)));
    }
}
