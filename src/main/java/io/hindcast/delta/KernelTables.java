package io.hindcast.delta;

import io.delta.kernel.CommitActions;
import io.delta.kernel.CommitRange;
import io.delta.kernel.CommitRangeBuilder.CommitBoundary;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CommitRangeNotFoundException;
import io.delta.kernel.exceptions.InvalidTableException;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.StartVersionNotFoundException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.DeltaHistoryManager;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.hindcast.asset.Column;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.CommitRecordJson;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.Tables;
import io.hindcast.partition.Dimension;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads tables with Delta Kernel: from their logs alone, without a Spark session. Safe for many threads. */
public final class KernelTables implements Tables {

    private final Configuration hadoop;
    private final Engine engine;
    private final ConcurrentMap<String, Stamped> snapshots = new ConcurrentHashMap<>();

    /**
     * @param hadoop how stores are reached
     */
    public KernelTables(Configuration hadoop) {
        this.hadoop = new Configuration(hadoop);
        this.engine = QuickEngine.create(this.hadoop);
    }

    @Override
    public Optional<TableState> state(TableRef table) {
        return reading(table, () -> latest(table).map(KernelTables::state));
    }

    /** A table as it was at a version. */
    public TableState state(TableRef table, long version) {
        return reading(table, () -> state(at(table, version)));
    }

    @Override
    public Optional<String> stamp(TableRef table, long version) {
        return reading(table, () -> log(table).stamp(version));
    }

    private LogFolder log(TableRef table) {
        return new LogFolder(hadoop, table.path());
    }

    /** A snapshot with the stamp of its newest commit. */
    private record Stamped(Snapshot snapshot, String stamp) {}

    /** The newest snapshot: what was read before, while there is nothing newer. */
    private Optional<Snapshot> latest(TableRef table) throws IOException {
        Stamped known = snapshots.get(table.path());
        if (known != null && log(table).stamp(known.snapshot().getVersion()).equals(Optional.of(known.stamp()))) {
            return Optional.of(known.snapshot());
        }
        Optional<Snapshot> latest = kernelTable(table).latest();
        if (latest.isPresent()) {
            Snapshot snapshot = latest.get();
            log(table)
                    .stamp(snapshot.getVersion())
                    .ifPresent(stamp -> snapshots.put(table.path(), new Stamped(snapshot, stamp)));
        }
        return latest;
    }

    private static TableState state(Snapshot snapshot) {
        List<Column> columns = snapshot.getSchema().fields().stream()
                .map(field -> new Column(field.getName(), SparkTypes.of(field.getDataType())))
                .toList();
        return new TableState(
                snapshot.getVersion(),
                snapshot.getMetadata().getId(),
                columns,
                snapshot.getPartitionColumnNames(),
                snapshot.getProtocol().getMinReaderVersion(),
                snapshot.getTableProperties());
    }

    @Override
    public long oldestCommit(TableRef table) {
        return reading(table, () -> {
            if (log(table).has(0)) {
                return 0L;
            }
            io.delta.kernel.internal.fs.Path log = newest(table).getLogPath();
            return DeltaHistoryManager.getEarliestDeltaFile(engine, log, Optional.empty());
        });
    }

    @Override
    public List<TableCommit> commits(TableRef table, long after, long upTo) {
        if (upTo <= after) {
            return List.of();
        }
        return reading(table, () -> {
            Snapshot newest = newest(table);
            if (upTo > newest.getVersion()) {
                throw Problems.raise(
                        TableProblems.versionMissing(table.name(), table.path(), upTo, newest.getVersion()));
            }
            CommitRange range = range(table, newest, after + 1, upTo);
            CommitChanges changes =
                    new CommitChanges(table.partitioning(), kernelTable(table), partitions(table, newest.getSchema()));
            String id = newest.getMetadata().getId();
            List<TableCommit> commits = new ArrayList<>();
            try (CloseableIterator<CommitActions> all = range.getCommitActions(engine, CommitChanges.ACTIONS)) {
                while (all.hasNext()) {
                    // Not closed itself: that closes what getActions() opened, and this is closed where it is read.
                    CommitActions commit = all.next();
                    int index = Math.toIntExact(commit.getVersion() - range.getStartVersion());
                    Path file = new Path(range.getDeltaFiles().get(index).getPath());
                    commits.add(commit(table, id, commit, CommitInfo.read(hadoop, file), changes));
                }
            }
            return commits;
        });
    }

    private CommitRange range(TableRef table, Snapshot newest, long from, long upTo) {
        try {
            return TableManager.loadCommitRange(table.path(), CommitBoundary.atVersion(from))
                    .withEndBoundary(CommitBoundary.atVersion(upTo))
                    .build(engine);
        } catch (StartVersionNotFoundException | CommitRangeNotFoundException | InvalidTableException e) {
            throw Problems.raise(historyGone(table, newest, from), e);
        }
    }

    private Problem historyGone(TableRef table, Snapshot newest, long wanted) {
        String oldest;
        try {
            oldest = Long.toString(
                    DeltaHistoryManager.getEarliestDeltaFile(engine, newest.getLogPath(), Optional.empty()));
        } catch (KernelException e) {
            oldest = "none";
        }
        return TableProblems.historyGone(table.name(), table.path(), wanted, oldest);
    }

    private TableCommit commit(TableRef table, String id, CommitActions commit, CommitInfo info, CommitChanges changes)
            throws IOException {
        CommitChanges.Found found = changes.of(commit);
        return new TableCommit(
                commit.getVersion(),
                id,
                info.userMetadata()
                        .flatMap(StagedCommits::loadedAt)
                        .orElseGet(() -> Instant.ofEpochMilli(commit.getTimestamp())),
                info.operation(),
                info.author(),
                info.userMetadata().flatMap(metadata -> record(table, metadata)),
                found.partitions(),
                found.nature());
    }

    private Optional<CommitRecord> record(TableRef table, String metadata) {
        Optional<CommitRecordJson.Parsed> parsed = CommitRecordJson.parse(metadata);
        if (parsed.isPresent() && parsed.get() instanceof CommitRecordJson.Parsed.InFile inFile) {
            return Optional.of(recordInFile(table, inFile.file()));
        }
        return parsed.map(whole -> ((CommitRecordJson.Parsed.Whole) whole).record());
    }

    private CommitRecord recordInFile(TableRef table, String name) {
        Path file = new Path(new Path(table.path()), name);
        String text;
        try (InputStream in = file.getFileSystem(hadoop).open(file)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problems.raise(TableProblems.recordUnreadable(table.name(), name, String.valueOf(e)), e);
        }
        return CommitRecordJson.parse(text)
                .filter(CommitRecordJson.Parsed.Whole.class::isInstance)
                .map(whole -> ((CommitRecordJson.Parsed.Whole) whole).record())
                .orElseThrow(() -> Problems.raise(
                        TableProblems.recordUnreadable(table.name(), name, "it holds no commit record")));
    }

    @Override
    public Inventory inventory(TableRef table, long version) {
        return reading(table, () -> {
            Snapshot snapshot = at(table, version);
            InventoryBuilder builder =
                    new InventoryBuilder(table.partitioning(), partitions(table, snapshot.getSchema()));
            kernelTable(table).files(snapshot, builder::add);
            return builder.build(version);
        });
    }

    @Override
    public SortedSet<String> distinct(TableRef table, String column, long version) {
        return reading(table, () -> {
            Snapshot snapshot = at(table, version);
            StructField field = field(snapshot.getSchema(), column)
                    .orElseThrow(() -> Problems.raise(TableProblems.columnMissing(
                            table.name(),
                            column,
                            String.join(", ", snapshot.getSchema().fieldNames()))));
            DistinctTexts texts = new DistinctTexts();
            kernelTable(table).reading(snapshot, new StructType(List.of(field))).batches(file -> true, texts::add);
            return texts.values();
        });
    }

    /** The problem with the place where a table is to be; empty when it is free, and when the table is there by now. */
    public Optional<Problem> taken(TableRef table, List<Column> columns) {
        return reading(
                table,
                () -> new TablePlace(hadoop, table.path())
                        .occupant()
                        .filter(file -> state(table).isEmpty())
                        .map(file -> TablePlace.taken(table, columns, file)));
    }

    /** The values of a partition column that files have at a version, as the log has them. Reads no data. */
    public SortedSet<String> partitionValues(TableRef table, String column, long version) {
        return reading(table, () -> {
            Snapshot snapshot = at(table, version);
            String physical = field(snapshot.getSchema(), column)
                    .map(ColumnMapping::getPhysicalName)
                    .orElse(column);
            TreeSet<String> values = new TreeSet<>();
            kernelTable(table).files(snapshot, file -> {
                String value = file.values().orElse(Map.of()).get(physical);
                if (value != null) {
                    values.add(value);
                }
            });
            return values;
        });
    }

    private static Optional<StructField> field(StructType schema, String column) {
        return schema.fields().stream()
                .filter(field -> field.getName().equalsIgnoreCase(column))
                .findFirst();
    }

    private static FilePartitions partitions(TableRef table, StructType schema) {
        Map<String, String> physicalNames = new HashMap<>();
        for (Dimension dimension : table.partitioning().dimensions()) {
            field(schema, dimension.column())
                    .ifPresent(field -> physicalNames.put(dimension.column(), ColumnMapping.getPhysicalName(field)));
        }
        return new FilePartitions(table.partitioning(), physicalNames);
    }

    private KernelTable kernelTable(TableRef table) {
        return new KernelTable(engine, table.path());
    }

    private Snapshot newest(TableRef table) throws IOException {
        return latest(table).orElseThrow(() -> Problems.raise(TableProblems.noTable(table.name(), table.path())));
    }

    private Snapshot at(TableRef table, long version) throws IOException {
        Snapshot newest = newest(table);
        if (version > newest.getVersion()) {
            throw Problems.raise(
                    TableProblems.versionMissing(table.name(), table.path(), version, newest.getVersion()));
        }
        if (version == newest.getVersion()) {
            return newest;
        }
        try {
            return kernelTable(table).at(version);
        } catch (KernelException e) {
            throw Problems.raise(historyGone(table, newest, version), e);
        }
    }

    private static <T> T reading(TableRef table, Read<T> read) {
        try {
            return read.apply();
        } catch (TableNotFoundException e) {
            throw Problems.raise(TableProblems.noTable(table.name(), table.path()), e);
        } catch (KernelException | KernelEngineException | IOException e) {
            throw Problems.raise(TableProblems.unreadable(table.name(), table.path(), String.valueOf(e)), e);
        }
    }

    @FunctionalInterface
    private interface Read<T> {
        T apply() throws IOException;
    }
}
