package io.hindcast.delta;

import static io.delta.kernel.internal.util.Utils.singletonCloseableIterator;

import io.delta.kernel.Scan;
import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One Delta table read through Kernel. Errors are Kernel's own; the callers know what they mean. */
final class KernelTable {

    private final Engine engine;
    private final String path;

    KernelTable(Engine engine, String path) {
        this.engine = engine;
        this.path = path;
    }

    /** The newest snapshot; empty when there is no table. */
    Optional<Snapshot> latest() {
        try {
            return Optional.of(TableManager.loadSnapshot(path).build(engine));
        } catch (TableNotFoundException e) {
            return Optional.empty();
        }
    }

    Snapshot at(long version) {
        return TableManager.loadSnapshot(path).atVersion(version).build(engine);
    }

    /** Every data file of a snapshot, with statistics. */
    void files(Snapshot snapshot, Consumer<LogFile> consumer) throws IOException {
        scanFiles(snapshot.getScanBuilder().build(), (row, file) -> consumer.accept(file));
    }

    private void scanFiles(Scan scan, FileConsumer consumer) throws IOException {
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        Row row = rows.next();
                        AddFile add = new AddFile(row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
                        consumer.accept(row, LogFile.of(add));
                    }
                }
            }
        }
    }

    /** A data file of a scan, which its rows can be read from. */
    record ScanFile(Row row, LogFile file) {}

    /** The data files of a snapshot and the means to read some of their columns. */
    Reading reading(Snapshot snapshot, StructType columns) throws IOException {
        ScanBuilder builder = snapshot.getScanBuilder().withReadSchema(columns);
        Scan scan = builder.build();
        List<ScanFile> files = new ArrayList<>();
        scanFiles(scan, (row, file) -> files.add(new ScanFile(row, file)));
        return new Reading(scan.getScanState(engine), files);
    }

    /** Reads rows of chosen files, without what deletion vectors took away, by the logical names of the columns. */
    final class Reading {

        private final Row state;
        private final List<ScanFile> files;

        private Reading(Row state, List<ScanFile> files) {
            this.state = state;
            this.files = List.copyOf(files);
        }

        List<ScanFile> files() {
            return files;
        }

        void batches(Predicate<LogFile> wanted, Consumer<FilteredColumnarBatch> consumer) throws IOException {
            for (ScanFile file : files) {
                if (wanted.test(file.file())) {
                    batches(file, consumer);
                }
            }
        }

        void batches(ScanFile file, Consumer<FilteredColumnarBatch> consumer) throws IOException {
            StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
            CloseableIterator<ColumnarBatch> data = engine.getParquetHandler()
                    .readParquetFiles(
                            singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file.row())),
                            physical,
                            Optional.empty())
                    .map(FileReadResult::getData);
            try (CloseableIterator<FilteredColumnarBatch> batches =
                    Scan.transformPhysicalData(engine, state, file.row(), data)) {
                while (batches.hasNext()) {
                    consumer.accept(batches.next());
                }
            }
        }
    }

    @FunctionalInterface
    private interface FileConsumer {
        void accept(Row row, LogFile file);
    }
}
