package io.hindcast.delta;

import io.delta.kernel.Snapshot;
import io.delta.kernel.types.StructType;
import io.hindcast.delta.KernelTable.ScanFile;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.LedgerView.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The data files of one snapshot of the ledger, in the order of the commits whose rows they have. That order stands in
 * tags, so that it is known without a history of the log; who rewrites the files with other means loses it.
 */
final class LedgerFiles {

    /** The tag of a data file: the version of the last commit whose rows it has. */
    static final String LAST = "hindcast.order";

    /** The tag of a data file: the version of the first commit whose rows it has. Older files lack it. */
    static final String FIRST = "hindcast.first";

    private final Position position;
    private final KernelTable.Reading reading;
    private final List<ScanFile> files;
    private final boolean ordered;

    private LedgerFiles(Position position, KernelTable.Reading reading, List<ScanFile> files, boolean ordered) {
        this.position = position;
        this.reading = reading;
        this.files = List.copyOf(files);
        this.ordered = ordered;
    }

    /**
     * The files of a snapshot.
     *
     * @param columns that are read, as far as the table has them
     */
    static LedgerFiles of(KernelTable table, Snapshot snapshot, StructType columns) throws IOException {
        StructType present = EntryColumns.known(columns, snapshot.getSchema());
        KernelTable.Reading reading = table.reading(snapshot, present);
        List<ScanFile> files = new ArrayList<>(reading.files());
        files.sort(Comparator.comparingLong(file -> last(file).orElse(0)));
        boolean ordered = files.stream().allMatch(file -> last(file).isPresent());
        Position position = new Position(snapshot.getMetadata().getId(), snapshot.getVersion(), rows(files));
        return new LedgerFiles(position, reading, files, ordered);
    }

    /** Rows as the statistics count them; -1 where one has none. */
    private static long rows(List<ScanFile> files) {
        long rows = 0;
        for (ScanFile file : files) {
            OptionalLong own = file.file().rows();
            if (own.isEmpty()) {
                return -1;
            }
            rows += own.getAsLong();
        }
        return rows;
    }

    static OptionalLong last(ScanFile file) {
        return tag(file, LAST);
    }

    /** The version of the first commit whose rows a file has; any, where it does not tell. */
    static long first(ScanFile file) {
        return tag(file, FIRST).orElse(0);
    }

    private static OptionalLong tag(ScanFile file, String name) {
        String order = file.file().tags().get(name);
        return order == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(order));
    }

    /** Where the ledger stands; empty when the order of its commits is lost, or when it cannot be told how many rows it has. */
    Optional<Position> position() {
        return ordered && position.rows() >= 0 ? Optional.of(position) : Optional.empty();
    }

    /** All entries in the order of their commits and, within one, as they were written. */
    List<Entry> all() {
        return entries(file -> true);
    }

    /** The entries of one commit; those of neighbours may come along. */
    List<Entry> of(long version) {
        return entries(file -> !ordered || (first(file) <= version && last(file).getAsLong() >= version));
    }

    /**
     * Some entries: most files have none of them, and of these few columns are read.
     *
     * @param wanted told by the event and the asset alone
     * @param words the same files, with these columns alone
     */
    List<Entry> those(Predicate<Entry> wanted, LedgerFiles words) {
        Set<String> having = words.files.parallelStream()
                .filter(file -> words.read(file).stream().anyMatch(wanted))
                .map(file -> file.file().path())
                .collect(Collectors.toSet());
        return entries(file -> having.contains(file.file().path())).stream()
                .filter(wanted)
                .toList();
    }

    /** The entries behind a position, exactly; empty where that cannot be told. */
    Optional<List<Entry>> after(Position earlier) {
        if (position().isEmpty()
                || !position.table().equals(earlier.table())
                || position.version() < earlier.version()) {
            return Optional.empty();
        }
        Predicate<ScanFile> isOld = file -> last(file).getAsLong() <= earlier.version();
        // A ledger that was set back has fewer by now, and a file of joined commits may have some of both.
        boolean same = rows(files.stream().filter(isOld).toList()) == earlier.rows()
                && files.stream().filter(isOld.negate()).allMatch(file -> first(file) > earlier.version());
        return same ? Optional.of(entries(isOld.negate())) : Optional.empty();
    }

    private List<Entry> entries(Predicate<ScanFile> wanted) {
        List<Entry> entries = new ArrayList<>();
        files.stream().filter(wanted).toList().parallelStream().map(this::read).forEachOrdered(entries::addAll);
        if (!ordered) {
            // The next best is the time of the entries.
            entries.sort(Comparator.comparing(Entry::at));
        }
        return entries;
    }

    private List<Entry> read(ScanFile file) {
        List<Entry> entries = new ArrayList<>();
        EntryColumns.Reader reader = new EntryColumns.Reader();
        try {
            reading.batches(file, batch -> reader.read(batch, entries::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
