package io.hindcast.delta;

import io.hindcast.asset.Column;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.CommitRecordJson;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Gives the table of an asset the columns it must have, by commits without rows, before any step writes into it. */
public final class TableCreation {

    private static final int TRIES = 5;

    private final OpenTables tables;
    private final TableRef table;
    private final List<Column> columns;
    private final Map<String, String> properties;
    private final String mark;

    TableCreation(
            OpenTables tables, TableRef table, List<Column> columns, Map<String, String> properties, String mark) {
        this.tables = tables;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.properties = Map.copyOf(properties);
        this.mark = mark;
    }

    /**
     * What must be done; needs no Spark session.
     *
     * @param state the table's newest state; empty when there is none
     * @param columns of the job's result, in order
     * @throws io.hindcast.problem.ProblemException when the table could not be read by every Delta reader
     */
    public static SchemaChange needed(Optional<TableState> state, TableRef table, List<Column> columns) {
        Schemas.require(table, columns);
        return Schemas.change(state, table, columns);
    }

    /**
     * Does what was found to be needed. When another writer makes the same change at the same time, that is as good.
     *
     * @param change as {@link #needed} said and people agreed to
     * @param run whose change it is: its steps do not take it for another hand's
     * @return the version in which the table is as it must be
     * @throws IllegalStateException when the table meanwhile needs another change than that
     */
    public static long apply(OpenTables tables, TableRef table, List<Column> columns, SchemaChange change, String run) {
        Schemas.require(table, columns);
        return new TableCreation(tables, table, columns, TableProperties.target(), run + "/schema/" + table.name())
                .apply(change);
    }

    long apply(SchemaChange agreed) {
        tables.activate();
        if (agreed instanceof SchemaChange.Create && isCreatedNow()) {
            // The session may remember that there was no table.
            return tables.newest(table).version();
        }
        // It is there, or someone else just made it.
        DeltaLog log = tables.log(table);
        for (int i = 1; ; i++) {
            OptimisticTransaction transaction = log.startTransaction(Scala.none(), Scala.none());
            SchemaChange now = Schemas.change(state(transaction.snapshot()), table, columns);
            if (now instanceof SchemaChange.None) {
                return transaction.readVersion();
            }
            if (!now.getClass().equals(agreed.getClass())) {
                throw new IllegalStateException("table " + table.name() + " was to " + agreed.description()
                        + ", and now is to " + now.description());
            }
            try {
                return commit(transaction, now);
            } catch (DeltaConcurrentModificationException e) {
                // Someone else created or changed the table, or wrote into it: look again at what is needed now.
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private long commit(OptimisticTransaction transaction, SchemaChange change) {
        return change.match(
                none -> transaction.readVersion(),
                create -> {
                    throw new IllegalStateException("table " + table.name() + " vanished while it was made");
                },
                add -> addColumns(transaction, add.columns()),
                anew -> beginAnew(transaction));
    }

    /**
     * Looks at the place once more.
     *
     * @throws io.hindcast.problem.ProblemException when files of others lie there
     */
    private boolean isCreatedNow() {
        Optional<Problem> taken = new KernelTables(tables.hadoop()).taken(table, columns);
        if (taken.isPresent()) {
            throw Problems.raise(taken.get());
        }
        return new NewTable(table, properties, mark, tables.clock().millis())
                .create(tables.hadoop(), Schemas.of(columns).json());
    }

    private long addColumns(OptimisticTransaction transaction, List<Column> added) {
        StructType schema = transaction.metadata().schema();
        List<DeltaOperations.QualifiedColTypeWithPositionForLog> log = new ArrayList<>();
        for (StructField field : Schemas.of(added).fields()) {
            schema = schema.add(field);
            log.add(new DeltaOperations.QualifiedColTypeWithPositionForLog(Scala.seq(List.of()), field, Scala.none()));
        }
        Metadata old = transaction.metadata();
        transaction.updateMetadata(
                old.copy(
                        old.id(),
                        old.name(),
                        old.description(),
                        old.format(),
                        schema.json(),
                        old.partitionColumns(),
                        old.configuration(),
                        old.createdTime()),
                false);
        return transaction.commit(
                Scala.seq(List.<Action>of(mark(transaction))), new DeltaOperations.AddColumns(Scala.seq(log)));
    }

    private long beginAnew(OptimisticTransaction transaction) {
        Metadata metadata = metadata();
        List<Action> actions = new ArrayList<>();
        actions.add(mark(transaction));
        long now = tables.clock().millis();
        // Reads the whole table: whoever adds rows meanwhile makes this fail and be done again with them in view.
        transaction.readWholeTable();
        transaction
                .snapshot()
                .allFiles()
                .collectAsList()
                .forEach(file -> actions.add(LogPartitions.slim(file).removeWithTimestamp(now, true)));
        transaction.updateMetadataForNewTableInReplace(metadata);
        return transaction.commit(
                Scala.seq(actions),
                new DeltaOperations.ReplaceTable(
                        metadata,
                        false,
                        false,
                        false,
                        Option.apply(CommitRecordJson.write(begunAnew())),
                        Scala.none(),
                        Scala.none(),
                        Scala.none(),
                        Scala.none(),
                        Scala.none(),
                        Scala.none()));
    }

    /** What was known of the table before holds no longer: whoever reads its history must see that. */
    private CommitRecord begunAnew() {
        return new CommitRecord(
                Event.RESET,
                "",
                table.name(),
                mark.substring(0, mark.indexOf('/')),
                "",
                0,
                "*",
                "the table began anew",
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                "",
                OptionalDouble.empty(),
                "");
    }

    /** Says that the commit is ours: the steps of the run do not take it for another hand's. */
    private SetTransaction mark(OptimisticTransaction transaction) {
        return new SetTransaction(
                mark, transaction.readVersion() + 1, Option.apply(tables.clock().millis()));
    }

    private Metadata metadata() {
        // Its id is a new one: what was known of a table of that path no longer holds.
        return new Metadata(
                Metadata.apply$default$1(),
                table.name(),
                Metadata.apply$default$3(),
                Metadata.apply$default$4(),
                Schemas.of(columns).json(),
                Scala.seq(PartitionOverwrite.partitionColumns(table)),
                Scala.map(properties),
                Option.apply(tables.clock().millis()));
    }

    private static Optional<TableState> state(Snapshot snapshot) {
        if (snapshot.version() < 0) {
            return Optional.empty();
        }
        Metadata metadata = snapshot.metadata();
        return Optional.of(new TableState(
                snapshot.version(),
                metadata.id(),
                Schemas.columns(metadata.schema()),
                Scala.list(metadata.partitionColumns()),
                snapshot.protocol().minReaderVersion(),
                new HashMap<>(metadata.getConfiguration())));
    }
}
