package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.Column;
import io.hindcast.ledger.TableState;
import io.hindcast.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class TableCreationTest {

    @TempDir
    Path folder;

    private static Column column(String name, String type) {
        return new Column(name, type);
    }

    private TableState state(DeltaWorld world) {
        return new KernelTables(world.spark.sparkContext().hadoopConfiguration())
                .state(world.table)
                .orElseThrow();
    }

    private static TableState stateOf(List<String> partitionColumns, Column... columns) {
        return new TableState(3, "id", List.of(columns), partitionColumns, 1, Map.of());
    }

    private SchemaChange needed(TableState state, Column... columns) {
        return TableCreation.needed(
                Optional.of(state), new DeltaWorld(folder, DeltaWorld.DAYS).table, List.of(columns));
    }

    @Test
    void whatIsNeededIsSaidFirst() {
        Column ds = column("ds", "date");
        Column v = column("v", "bigint");
        TableState state = stateOf(List.of("ds"), ds, v);
        assertThat(needed(state, ds, v)).isEqualTo(new SchemaChange.None());
        assertThat(needed(state, v, ds)).isEqualTo(new SchemaChange.None());
        assertThat(needed(state, column("DS", "DATE"), v, ds)).isEqualTo(new SchemaChange.None());
        assertThat(needed(state, ds, v, column("w", "array<string>")))
                .isEqualTo(new SchemaChange.AddColumns(List.of(column("w", "array<string>"))));
        assertThat(needed(state, ds).description())
                .isEqualTo("begin the table anew: its column v is none that the job gives");
        assertThat(needed(state, ds, column("v", "int")).description())
                .isEqualTo("begin the table anew: its column v is bigint, and the job gives int");
        assertThat(needed(
                                stateOf(List.of("k"), ds, column("k", "string"), column("v", "string")),
                                ds,
                                v,
                                column("w", "int"))
                        .description())
                .isEqualTo("begin the table anew: it is partitioned by k, and is declared to be by ds;"
                        + " its column v is string, and the job gives bigint; its column k is none that the job gives");
        assertThat(needed(stateOf(List.of("DS"), column("DS", "date"), v), ds, v))
                .isEqualTo(new SchemaChange.None());
        assertThat(needed(stateOf(List.of(), ds, v), ds, v).description())
                .isEqualTo("begin the table anew: it is partitioned by nothing, and is declared to be by ds");
        assertThat(TableCreation.needed(
                        Optional.empty(), new DeltaWorld(folder, DeltaWorld.DAYS).table, List.of(ds, v)))
                .isEqualTo(new SchemaChange.Create());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"timestamp_ntz", "array<timestamp_ntz>", "struct<a:map<string,timestamp_ntz>>", "variant", "void"
            })
    void columnsThatOtherReadersDoNotKnowAreRefusedWithTheCastToWrite(String type) {
        assertThatThrownBy(() -> needed(stateOf(List.of("ds")), column("ds", "date"), column("v", type)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-443")
                .hasMessageContaining("CAST(v AS ");
    }

    @Test
    void aTableWithoutItsPartitionColumnIsRefused() {
        assertThatThrownBy(() -> needed(stateOf(List.of("ds")), column("v", "bigint")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-444");
    }

    @Test
    void aNewTableNeedsReaderVersionOneAndKeepsItsHistory() {
        DeltaWorld world = DeltaWorld.days(folder);
        TableState state = state(world);
        assertThat(state.version()).isZero();
        assertThat(state.readerVersion()).isEqualTo(1);
        assertThat(state.columns()).isEqualTo(DeltaWorld.COLUMNS);
        assertThat(state.partitionColumns()).containsExactly("ds");
        assertThat(state.properties())
                .containsEntry("delta.checkpointInterval", "100")
                .containsEntry("delta.logRetentionDuration", "interval 730 days");
        assertThat(TableCreation.apply(world.tables, world.table, DeltaWorld.COLUMNS, new SchemaChange.Create(), "r1"))
                .isZero();
    }

    @Test
    void aNewTableIsTheOneThatSparkWouldMake() {
        List<Column> columns = List.of(
                column("ds", "date"),
                column("k", "string"),
                column("n", "decimal(12,4)"),
                column("at", "timestamp"),
                column("deep", "array<struct<a:map<string,bigint>,b:binary>>"));
        DeltaWorld ours = new DeltaWorld(folder.resolve("ours"), DeltaWorld.DAYS);
        ours.create(columns);
        DeltaWorld theirs = new DeltaWorld(folder.resolve("theirs"), DeltaWorld.DAYS);
        String properties = TableProperties.target().entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "' = '" + entry.getValue() + "'")
                .collect(Collectors.joining(", "));
        theirs.spark.sql("CREATE TABLE delta.`" + theirs.table.path() + "` (ds date, k string, n decimal(12,4), "
                + "at timestamp, deep array<struct<a:map<string,bigint>,b:binary>>) USING delta PARTITIONED BY (ds) "
                + "TBLPROPERTIES (" + properties + ")");
        Snapshot made = ours.tables.newest(ours.table);
        Snapshot expected = theirs.tables.newest(theirs.table);
        assertThat(made.protocol()).isEqualTo(expected.protocol());
        assertThat(made.metadata().schemaString()).isEqualTo(expected.metadata().schemaString());
        assertThat(made.metadata().partitionColumns())
                .isEqualTo(expected.metadata().partitionColumns());
        assertThat(made.metadata().configuration())
                .isEqualTo(expected.metadata().configuration());
        assertThat(Scala.list(made.setTransactions()))
                .extracting(SetTransaction::appId)
                .containsExactly("setup/schema/t");
    }

    @Test
    void createdByManyAtOnceIsCreatedOnce() throws Exception {
        DeltaWorld world = new DeltaWorld(folder, DeltaWorld.DAYS);
        int count = 4;
        CyclicBarrier barrier = new CyclicBarrier(count);
        ExecutorService pool = Executors.newFixedThreadPool(count);
        List<Future<Long>> versions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            versions.add(pool.submit(() -> {
                barrier.await();
                return TableCreation.apply(
                        world.tables, world.table, DeltaWorld.COLUMNS, new SchemaChange.Create(), "r1");
            }));
        }
        for (Future<Long> version : versions) {
            assertThat(version.get()).isZero();
        }
        pool.shutdown();
        assertThat(world.version()).isZero();
    }

    @Test
    void addedColumnsAreOneCommitAndOldRowsHaveNulls() {
        DeltaWorld world = DeltaWorld.days(folder);
        world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'a', 1)"));
        List<Column> wider = new ArrayList<>(DeltaWorld.COLUMNS);
        wider.add(column("w", "double"));
        SchemaChange change = TableCreation.needed(Optional.of(state(world)), world.table, wider);
        assertThat(TableCreation.apply(world.tables, world.table, wider, change, "r2"))
                .isEqualTo(2);
        assertThat(world.content()).containsExactly("[2013-01-01,a,1,null]");
        assertThat(TableCreation.needed(Optional.of(state(world)), world.table, wider))
                .isEqualTo(new SchemaChange.None());
        // A commit of the same run is no foreign hand; with the new column the step writes.
        PartitionOverwrite overwrite = world.open(world.step("r2", "2013-01-01", 1));
        overwrite.write(world.rows("('2013-01-01', 'a', 1)").withColumn("w", org.apache.spark.sql.functions.lit(0.5)));
        DeltaWorld.committed(overwrite.commit(DeltaWorld.provenance(Map.of())));
        assertThat(world.content()).containsExactly("[2013-01-01,a,1,0.5]");
    }

    @Test
    void anyOtherDifferenceBeginsTheTableAnew() {
        DeltaWorld world = DeltaWorld.days(folder);
        world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'a', 1)"));
        TableState before = state(world);
        List<Column> other = List.of(column("ds", "date"), column("v", "string"));
        SchemaChange change = TableCreation.needed(Optional.of(before), world.table, other);
        assertThat(change).isInstanceOf(SchemaChange.BeginAnew.class);
        long version = TableCreation.apply(world.tables, world.table, other, change, "r2");
        assertThat(version).isEqualTo(before.version() + 1);
        assertThat(world.content()).isEmpty();
        TableState after = state(world);
        assertThat(after.columns()).isEqualTo(other);
        assertThat(after.id()).isNotEqualTo(before.id());
        PartitionOverwrite overwrite = world.open(world.step("r2", "2013-01-01", before.version()));
        overwrite.write(world.rows("('2013-01-01', 'a', 1)").drop("k"));
        DeltaWorld.committed(overwrite.commit(DeltaWorld.provenance(Map.of())));
        assertThat(world.content()).containsExactly("[2013-01-01,1]");
        assertThat(PinnedTable.rows(world.tables, world.table, before.version(), Optional.empty())
                        .collectAsList())
                .extracting(Objects::toString)
                .containsExactly("[2013-01-01,a,1]");
    }

    @Test
    void anotherPartitioningBeginsTheTableAnew() {
        DeltaWorld world = new DeltaWorld(folder, DeltaWorld.DAYS);
        world.spark.sql("CREATE TABLE delta.`" + world.table.path()
                + "` (ds date, k string, v bigint) USING delta PARTITIONED BY (k)");
        world.rows("('2013-01-01', 'theirs', 1)")
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .save(world.table.path());
        TableState before = state(world);
        SchemaChange change = TableCreation.needed(Optional.of(before), world.table, DeltaWorld.COLUMNS);
        assertThat(change).isEqualTo(new SchemaChange.BeginAnew("it is partitioned by k, and is declared to be by ds"));
        TableCreation.apply(world.tables, world.table, DeltaWorld.COLUMNS, change, "r1");
        assertThat(state(world).partitionColumns()).containsExactly("ds");
        world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'a', 1)"));
        assertThat(world.content()).containsExactly("[2013-01-01,a,1]");
    }

    @Test
    void anotherChangeThanTheOneAgreedToIsNotMade() {
        DeltaWorld world = DeltaWorld.days(folder);
        assertThatThrownBy(() -> TableCreation.apply(
                        world.tables, world.table, List.of(column("ds", "date")), new SchemaChange.Create(), "r1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("now is to begin the table anew");
        assertThat(world.version()).isZero();
    }
}
