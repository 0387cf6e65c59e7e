package io.hindcast.delta;

import io.hindcast.asset.Check;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.content.HashingPass;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import io.hindcast.problem.WriteProblems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One step's write: replaces exactly a set of partitions in one Delta commit, in two phases. {@link #open} fences,
 * {@link #write} writes files that nobody sees and tells all about them, {@link #commit} makes them visible, {@link
 * #abort} deletes them. For one thread; every one that was opened ends with a commit or an abort.
 */
public final class PartitionOverwrite {

    private final OpenTables tables;
    private final StepWrite step;
    private final DeltaLog log;
    private final OptimisticTransaction transaction;
    private final SortedMap<Partition, List<AddFile>> present;
    private final List<AddFile> added = new ArrayList<>();
    private @Nullable Written written;
    private Optional<QueryExecution> computation = Optional.empty();
    private Suspects suspects = Suspects.unknown();

    private PartitionOverwrite(
            OpenTables tables,
            StepWrite step,
            DeltaLog log,
            OptimisticTransaction transaction,
            Map<Partition, List<AddFile>> present) {
        this.tables = tables;
        this.step = step;
        this.log = log;
        this.transaction = transaction;
        this.present = new TreeMap<>(present);
    }

    /**
     * Opens a transaction at the table's newest version and looks whether another hand has been in the step's
     * partitions since the plan.
     *
     * @throws io.hindcast.problem.ProblemException when there is no table, when it is partitioned otherwise, or when its
     *     log no longer reaches back to the plan
     */
    public static Opening open(OpenTables tables, StepWrite step) {
        tables.activate();
        TableRef table = step.table();
        DeltaLog log = tables.log(table);
        OptimisticTransaction transaction = log.startTransaction(Scala.none(), Scala.none());
        requirePartitioning(table, transaction);
        TableFiles files = tables.files(table, log);
        TableFiles.Selection selection = files.at(transaction.snapshot(), Optional.of(step.partitions()));
        for (TableChange change : files.changesAfter(step.plannedVersion(), transaction.readVersion())) {
            if (change.applications().contains(step.application())) {
                return new Opening.Done(change.version());
            }
        }
        Optional<ForeignWrite> foreign = foreign(files, step, step.plannedVersion(), transaction.readVersion());
        if (foreign.isPresent()) {
            return new Opening.Foreign(foreign.get());
        }
        PartitionOverwrite overwrite = new PartitionOverwrite(tables, step, log, transaction, selection.inside());
        overwrite.declareReads();
        return new Opening.Ready(overwrite);
    }

    private static void requirePartitioning(TableRef table, OptimisticTransaction transaction) {
        if (transaction.readVersion() < 0) {
            throw Problems.raise(TableProblems.noTable(table.name(), table.path()));
        }
        List<String> actual = Scala.list(transaction.metadata().partitionColumns());
        List<String> expected = partitionColumns(table);
        if (!Schemas.sameNames(actual, expected)) {
            throw Problems.raise(WriteProblems.partitionedOtherwise(
                    table.name(), table.path(), String.join(", ", actual), String.join(", ", expected)));
        }
    }

    static List<String> partitionColumns(TableRef table) {
        return table.partitioning().dimensions().stream().map(Dimension::column).toList();
    }

    static Optional<ForeignWrite> foreign(TableFiles files, StepWrite step, long after, long upTo) {
        return files.changesAfter(after, upTo).stream()
                .filter(change -> !change.isOf(step.run()) && change.changed().intersects(step.partitions()))
                .findFirst()
                .map(change -> new ForeignWrite(
                        change.version(),
                        change.operation(),
                        change.at(),
                        change.changed().intersect(step.partitions())));
    }

    /** Tells Delta what this transaction depends on, so that it is refused when someone else commits there. */
    private void declareReads() {
        if (step.table().partitioning().dimensions().isEmpty()) {
            transaction.readWholeTable();
        } else {
            transaction.trackReadPredicates(Scala.seq(List.of(expression(condition()))), true, true);
        }
        transaction.trackFilesRead(Scala.seq(presentFiles()));
    }

    String condition() {
        return Predicates.sql(step.partitions(), schema());
    }

    private Expression expression(String condition) {
        try {
            return tables.session().sessionState().sqlParser().parseExpression(condition);
        } catch (ParseException e) {
            throw new IllegalStateException("a condition of our own that Spark does not parse: " + condition, e);
        }
    }

    /** The columns of the table, in order. */
    public StructType schema() {
        return transaction.metadata().schema();
    }

    /**
     * Computes the rows and writes them into files that no reader sees. Runs the Spark job of the step.
     *
     * @param rows with the table's columns in any order; a value changes its type only as the ANSI store assignment
     *     allows
     * @throws io.hindcast.problem.ProblemException when columns or types do not fit
     */
    public Written write(Dataset<Row> rows) {
        return write(rows, List.of());
    }

    /**
     * The same, and looks at the rows with regard to checks that {@link #failures} will be asked about: it then seldom
     * has to read them again.
     *
     * @throws io.hindcast.problem.ProblemException when columns or types do not fit
     */
    public Written write(Dataset<Row> rows, List<Check> checks) {
        if (written != null) {
            throw new IllegalStateException("a step writes once: " + step);
        }
        tables.activate();
        List<String> partitionColumns = Schemas.spelled(schema(), partitionColumns(step.table()));
        Dataset<Row> conformed = Conformed.rows(rows, schema(), step.table().name());
        suspects = new Suspects(checks, conformed.schema(), partitionColumns);
        Dataset<Row> computed = rebalanced(conformed, partitionColumns);
        computation = Optional.of(computed.queryExecution());
        HashingPass pass = HashingPass.over(computed, partitionColumns, suspects.keys());
        Scala.list(transaction.writeFiles(pass.rows())).forEach(file -> added.add((AddFile) file));
        Written result = new WrittenFiles(step, schema()).describe(added, pass.hashes());
        suspects.learn(pass, PartitionValues.of(step.table().partitioning()));
        written = result;
        return result;
    }

    /**
     * The query that gave the rows, with the plan as it was carried out in the end.
     *
     * @throws IllegalStateException when nothing was written yet
     */
    public QueryExecution computation() {
        return computation.orElseThrow(() -> new IllegalStateException("nothing was written yet for " + step));
    }

    /** One file per partition where rows are few, several where they are many; needs adaptive execution. */
    private static Dataset<Row> rebalanced(Dataset<Row> rows, List<String> partitionColumns) {
        Object[] columns = partitionColumns.stream()
                .map(name -> functions.col(Literals.column(name)))
                .toArray(Column[]::new);
        return rows.hint("rebalance", columns);
    }

    /** The checks that what was written does not pass. Costs a query only for checks that counting does not answer. */
    public List<CheckFailure> failures(List<Check> checks) {
        tables.activate();
        Written content = requireWritten();
        return new Checks(step.partitions(), content, suspects, this::newRows, this::presentRows).failures(checks);
    }

    /** The rows of some of its partitions as they were written. */
    public Dataset<Row> written(PartitionSet partitions) {
        return newRows(partitions::contains);
    }

    private Dataset<Row> newRows(Predicate<Partition> wanted) {
        LogPartitions partitions = LogPartitions.of(step.table(), schema());
        List<AddFile> files = added.stream()
                .filter(file -> partitions.of(file).filter(wanted).isPresent())
                .toList();
        return rowsOf(files);
    }

    private Dataset<Row> presentRows() {
        return rowsOf(presentFiles());
    }

    private Dataset<Row> rowsOf(List<AddFile> files) {
        return log.createDataFrame(transaction.snapshot(), Scala.seq(files), false, Scala.none());
    }

    private List<AddFile> presentFiles() {
        List<AddFile> files = new ArrayList<>();
        present.values().forEach(files::addAll);
        return files;
    }

    private Written requireWritten() {
        Written content = written;
        if (content == null) {
            throw new IllegalStateException("nothing was written yet for " + step);
        }
        return content;
    }

    /**
     * How what was written differs from what is there, of partitions that are for some readers what they were. Runs Spark
     * jobs where the hashes of columns do not tell, over the columns that are in question alone.
     *
     * @param previous what the partitions hold, as far as known
     * @param planned of partitions in which by their code and their inputs some columns alone can differ, which these are
     * @param readers the sets of columns that readers look at; not those that may look at all
     */
    public Map<Partition, ColumnChange> columnChanges(
            PartitionMap<CommitRecord.Content> previous,
            PartitionMap<TouchedColumns> planned,
            Collection<ReadColumns> readers) {
        if (readers.isEmpty() || previous.isEmpty()) {
            return Map.of();
        }
        tables.activate();
        List<String> columns = Schemas.spelled(schema(), partitionColumns(step.table()));
        PartitionValues values = PartitionValues.of(step.table().partitioning());
        ColumnComparison comparison = new ColumnComparison(
                new ColumnHashes(schema(), columns, values, this::presentRows),
                new ColumnHashes(schema(), columns, values, partitions -> newRows(partitions::contains)));
        SortedMap<Partition, Written.Content> replaced =
                new TreeMap<>(requireWritten().contents());
        // Files that are compared must be there: someone may have emptied a partition that has a record.
        replaced.keySet().retainAll(present.keySet());
        return comparison.changes(replaced, previous, planned, readers);
    }

    private Dataset<Row> presentRows(Set<Partition> wanted) {
        List<AddFile> files = new ArrayList<>();
        wanted.forEach(partition -> files.addAll(present.getOrDefault(partition, List.of())));
        return rowsOf(files);
    }

    /**
     * Makes what was written visible. A partition whose content hash is the previous one keeps its files.
     *
     * @throws IllegalStateException when rows lie outside the step's partitions
     */
    public CommitOutcome commit(Provenance provenance) {
        tables.activate();
        Written content = requireWritten();
        if (!content.outside().isEmpty()) {
            throw new IllegalStateException("rows outside the partitions of " + step + ": " + content.outside());
        }
        Swap swap = Swap.of(LogPartitions.of(step.table(), schema()), content, added, present, provenance);
        CommitRecord record = swap.record(step, provenance);
        return new CommitAttempt(tables, step, log, transaction).commit(swap, record, condition());
    }

    /**
     * What the step's partitions hold as they stand. Runs a Spark job that reads all their rows; writes nothing.
     */
    public Written present() {
        tables.activate();
        HashingPass pass = HashingPass.over(presentRows(), Schemas.spelled(schema(), partitionColumns(step.table())));
        return new WrittenFiles(step, schema()).describe(presentFiles(), pass.hashesAlone());
    }

    /**
     * Takes what the step's partitions hold for built: a commit without files, which says of itself what it accepts.
     *
     * @param there what {@link #present} told
     */
    public CommitOutcome accept(Written there, Provenance provenance) {
        tables.activate();
        Swap swap = Swap.nothing(there);
        return new CommitAttempt(tables, step, log, transaction)
                .commit(swap, swap.record(step, provenance), condition());
    }

    /**
     * Drops what the step's partitions hold, in a commit that says so of itself. Their files stay for readers of older
     * versions until VACUUM.
     */
    public CommitOutcome drop(Provenance provenance) {
        tables.activate();
        Swap swap = Swap.dropping(present);
        return new CommitAttempt(tables, step, log, transaction)
                .commit(swap, swap.record(step, provenance), condition());
    }

    /** Deletes what was written. The table stays as it was. */
    public void abort() {
        FileBin.delete(log, added);
        added.clear();
    }

    /** The step's partitions. */
    public PartitionSet partitions() {
        return step.partitions();
    }
}
