package io.hindcast.delta;

import io.hindcast.TestSession;
import io.hindcast.asset.Column;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/** A table by day below a folder, and short ways to write and look at it. */
final class DeltaWorld {

    static final List<Column> COLUMNS =
            List.of(new Column("ds", "date"), new Column("k", "string"), new Column("v", "bigint"));

    static final Partitioning DAYS = Partitioning.of(TimeDimension.of(
            "ds",
            TimeGrid.utc(Grain.DAY),
            new Interval(java.time.LocalDate.parse("2013-01-01").toEpochDay(), Long.MAX_VALUE)));

    final SparkSession spark = TestSession.get();
    final OpenTables tables = new OpenTables(spark, InstantSource.system());
    final TableRef table;

    DeltaWorld(Path folder, Partitioning partitioning) {
        this(folder.resolve("t").toString(), partitioning);
    }

    DeltaWorld(String path, Partitioning partitioning) {
        this.table = new TableRef("t", path, partitioning);
    }

    static DeltaWorld days(Path folder) {
        DeltaWorld world = new DeltaWorld(folder, DAYS);
        world.create(COLUMNS);
        return world;
    }

    void create(List<Column> columns) {
        TableCreation.apply(tables, table, columns, new SchemaChange.Create(), "setup");
    }

    DeltaLog log() {
        return DeltaLog.forTable(spark, table.path());
    }

    void checkpoint() {
        log().checkpoint(tables.newest(table), Scala.none());
    }

    long version() {
        return log().update(false, Scala.none(), Scala.none()).version();
    }

    /** Rows of a VALUES list. */
    Dataset<Row> rows(String... values) {
        return values.length == 0
                ? spark.sql("SELECT DATE'2013-01-01' AS ds, 'a' AS k, 1L AS v WHERE false")
                : spark.sql("SELECT cast(ds AS date) AS ds, k, cast(v AS bigint) AS v FROM VALUES "
                        + String.join(", ", values) + " AS t(ds, k, v)");
    }

    StepWrite step(String run, String partitions, long plannedVersion) {
        return new StepWrite(table, table.partitioning().parse(partitions), run, "t/1", 1, plannedVersion);
    }

    PartitionOverwrite open(StepWrite step) {
        return PartitionOverwrite.open(tables, step)
                .match(
                        Opening.Ready::overwrite,
                        foreign -> {
                            throw new AssertionError("foreign: " + foreign.write());
                        },
                        done -> {
                            throw new AssertionError("done: " + done);
                        });
    }

    CommitOutcome.Committed replace(String run, String partitions, Dataset<Row> rows) {
        return replace(run, partitions, rows, Map.of());
    }

    CommitOutcome.Committed replace(String run, String partitions, Dataset<Row> rows, Map<Partition, String> previous) {
        PartitionOverwrite overwrite = open(step(run, partitions, version()));
        overwrite.write(rows);
        return committed(overwrite.commit(provenance(previous)));
    }

    static CommitOutcome.Committed committed(CommitOutcome outcome) {
        return outcome.match(
                committed -> committed,
                refused -> {
                    throw new AssertionError("refused: " + refused, refused.cause());
                },
                unknown -> {
                    throw new AssertionError("unknown", unknown.cause());
                });
    }

    static Provenance provenance(Map<Partition, String> previous) {
        return new Provenance(
                "w",
                "missing",
                "f1:0",
                Map.of("v", "f1:1"),
                Map.of("flights", InputRead.of(3)),
                previous,
                Map.of(),
                Optional.empty(),
                "ann@desk",
                OptionalDouble.of(1.5));
    }

    /** All rows as texts, sorted; duplicates count. */
    List<String> content() {
        return spark.read().format("delta").load(table.path()).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    /** The paths of the table's files, by the text of their partition values. */
    Map<String, Set<String>> files() {
        return log().update(false, Scala.none(), Scala.none()).allFiles().collectAsList().stream()
                .collect(Collectors.groupingBy(
                        file -> file.partitionValues().mkString(","),
                        TreeMap::new,
                        Collectors.mapping(file -> file.path(), Collectors.toCollection(TreeSet::new))));
    }

    /** Data files in the folder, whether the table knows them or not. */
    long filesOnDisk() throws java.io.IOException {
        try (java.util.stream.Stream<Path> walk = java.nio.file.Files.walk(Path.of(table.path()))) {
            return walk.filter(p ->
                            p.toString().endsWith(".parquet") && !p.toString().contains("_delta_log"))
                    .count();
        }
    }

    /** What a record tells of the partitions of this table. */
    Map<Partition, String> hashes(CommitRecord record) {
        Map<Partition, String> hashes = new TreeMap<>();
        record.contents()
                .forEach((text, content) -> hashes.put(table.partitioning().parsePartition(text), content.hash()));
        return hashes;
    }
}
