package io.hindcast.delta;

import io.hindcast.ledger.TableRef;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.AsOfProblems;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/** A table as it was at a version. */
public final class PinnedTable {

    private PinnedTable() {}

    /**
     * A version of a table.
     *
     * @param table the table's own id
     */
    public record Pin(long version, String table) {}

    /** The own id of a table that was read or written. */
    public static String id(OpenTables tables, TableRef table) {
        return tables.log(table).unsafeVolatileSnapshot().metadata().id();
    }

    /**
     * A version of a table that is known to be there.
     *
     * @throws io.hindcast.problem.ProblemException when it is not
     */
    public static Pin at(OpenTables tables, TableRef table, long version) {
        tables.activate();
        Snapshot snapshot = tables.snapshot(table, tables.log(table), version);
        return new Pin(version, snapshot.metadata().id());
    }

    /**
     * The rows of some partitions at a version; nobody's later commit changes them. Costs no Spark job: the files are
     * chosen from what {@code tables} knows of the log. In the plan it shows as a relation over Delta's
     * {@code TahoeBatchFileIndex}, whose {@code version()} is the version.
     *
     * @param only empty for the whole table, rows outside every partition included
     * @throws io.hindcast.problem.ProblemException when there is no table, or no such version
     */
    public static Dataset<Row> rows(OpenTables tables, TableRef table, long version, Optional<PartitionSet> only) {
        tables.activate();
        DeltaLog log = tables.log(table);
        if (!log.tableExists()) {
            throw Problems.raise(TableProblems.noTable(table.name(), table.path()));
        }
        Snapshot snapshot = tables.snapshot(table, log, version);
        TableFiles.Selection selection = tables.files(table, log).at(snapshot, only);
        Dataset<Row> rows = log.createDataFrame(snapshot, Scala.seq(selection.all()), false, Scala.none());
        if (only.isEmpty() || selection.strays().isEmpty()) {
            return rows;
        }
        // Files of which the log tells no partition: their rows must be looked at.
        return rows.where(Predicates.sql(only.get(), snapshot.schema()));
    }

    /**
     * The partitions that have files at a version.
     *
     * @throws io.hindcast.problem.ProblemException when there is no such version, or when rows may lie in any partition
     */
    public static PartitionSet present(OpenTables tables, TableRef table, long version) {
        tables.activate();
        DeltaLog log = tables.log(table);
        TableFiles.Selection all = tables.files(table, log).at(tables.snapshot(table, log, version), Optional.empty());
        if (!all.strays().isEmpty()) {
            String column =
                    table.partitioning().time().map(TimeDimension::column).orElse("its partitions");
            throw Problems.raise(AsOfProblems.snapshotsInCommonFiles(table.name(), table.path(), column));
        }
        return ScannedTable.set(table, all.inside().keySet());
    }

    /** Rows that lie in no table, cut as those of a table would be; without partitions all of them are read. */
    public static Dataset<Row> cut(Dataset<Row> rows, PartitionSet only) {
        return only.partitioning().dimensions().isEmpty() ? rows : rows.where(Predicates.sql(only, rows.schema()));
    }

    /** Rows without those of some partitions; what lies in no partition stays, and so does what lacks their columns. */
    public static Dataset<Row> without(Dataset<Row> rows, PartitionSet others) {
        boolean known = others.partitioning().dimensions().stream()
                .allMatch(dimension ->
                        Stream.of(rows.schema().fieldNames()).anyMatch(dimension.column()::equalsIgnoreCase));
        return others.isEmpty() || !known
                ? rows
                : rows.where("NOT coalesce(" + Predicates.sql(others, rows.schema()) + ", false)");
    }

    /**
     * The newest version of a table, looked up now.
     *
     * @throws io.hindcast.problem.ProblemException when there is no table
     */
    public static Pin newest(OpenTables tables, TableRef table) {
        tables.activate();
        DeltaLog log = tables.log(table);
        Snapshot snapshot = log.update(false, Scala.none(), Scala.none());
        if (snapshot.version() < 0) {
            throw Problems.raise(TableProblems.noTable(table.name(), table.path()));
        }
        return new Pin(snapshot.version(), snapshot.metadata().id());
    }
}
