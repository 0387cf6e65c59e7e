package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.TestSession;
import io.hindcast.asset.Column;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.ledger.Inventory;
import io.hindcast.ledger.TableCommit.Nature;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
final class KernelTablesTest extends KernelFixture {

    private static Map<String, Inventory.Size> sizes(Inventory inventory) {
        Map<String, Inventory.Size> sizes = new TreeMap<>();
        inventory
                .present()
                .partitions()
                .forEach(p -> sizes.put(p.toString(), inventory.sizes().at(p).orElseThrow()));
        return sizes;
    }

    private static Inventory.Size size(Inventory inventory, String partition) {
        return inventory.sizes().at(DAYS.parsePartition(partition)).orElseThrow();
    }

    @Test
    void whatIsNoTableHasNoState() throws IOException {
        TableRef table = table(DAYS);
        assertThat(tables.state(table)).isEmpty();
        Files.createDirectories(Path.of(table.path()));
        assertThat(tables.state(table)).isEmpty();
        Files.createDirectories(Path.of(table.path(), "_delta_log"));
        assertThat(tables.state(table)).isEmpty();
        assertThatThrownBy(() -> tables.inventory(table, 0))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no table t");
    }

    @Test
    void aStateTellsColumnsInSparksOwnWords() {
        TableRef table = table(DAYS);
        sql(
                "CREATE TABLE $t (ds DATE, a BIGINT, b INT, c SMALLINT, d TINYINT, e FLOAT, f DOUBLE, g BOOLEAN,"
                        + " h BINARY, i STRING, j TIMESTAMP, k DECIMAL(10,2), l ARRAY<INT>, m MAP<STRING,BIGINT>,"
                        + " n STRUCT<x: INT, y: STRING>) USING delta PARTITIONED BY (ds)"
                        + " TBLPROPERTIES ('made.by' = 'me')",
                table);
        TableState state = tables.state(table).orElseThrow();
        List<String> expected = Stream.of(TestSession.get()
                        .read()
                        .format("delta")
                        .load(table.path())
                        .schema()
                        .fields())
                .map(f -> f.name() + " " + f.dataType().catalogString())
                .toList();
        assertThat(state.columns()).extracting(Column::toString).containsExactlyElementsOf(expected);
        assertThat(state.partitionColumns()).containsExactly("ds");
        assertThat(state.properties()).containsEntry("made.by", "me");
        assertThat(state.readerVersion()).isEqualTo(1);
        assertThat(state.version()).isZero();
        assertThat(state.id()).isNotEmpty();
    }

    @Test
    void anInventorySumsFilesBytesAndRowsByPartition() {
        TableRef table = table(DAYS);
        createDays(table);
        insert(table, "2013-01-01", "2013-01-02");
        long early = newest(table);
        insert(table, "2013-01-02", "2013-03-05");
        sql("INSERT INTO $t VALUES (NULL, 9, 'outside')", table);
        Inventory inventory = tables.inventory(table, newest(table));
        assertThat(sizes(inventory).keySet()).containsExactly("2013-01-01", "2013-01-02", "2013-03-05");
        assertThat(size(inventory, "2013-01-02").rows()).isEqualTo(4);
        assertThat(size(inventory, "2013-01-02").files()).isEqualTo(filesOf(table, "ds=2013-01-02"));
        assertThat(size(inventory, "2013-01-02").bytes()).isPositive();
        assertThat(sizes(tables.inventory(table, early)).keySet()).containsExactly("2013-01-01", "2013-01-02");
    }

    private static long filesOf(TableRef table, String partition) {
        try (Stream<Path> files = Files.list(Path.of(table.path(), partition))) {
            return files.filter(f -> f.toString().endsWith(".parquet")).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void rowsThatDeletionVectorsTookAwayDoNotCount() {
        TableRef table = table(DAYS);
        createDays(table, "'delta.enableDeletionVectors' = 'true'");
        sql("INSERT INTO $t SELECT DATE'2013-01-01', id, 'x' FROM range(0, 100, 1, 1)", table);
        sql("DELETE FROM $t WHERE id < 30", table);
        assertThat(size(tables.inventory(table, newest(table)), "2013-01-01").rows())
                .isEqualTo(70);
        assertThat(last(table).nature()).isEqualTo(Nature.REWRITE);
        assertThat(tables.distinct(table, "id", newest(table)))
                .hasSize(70)
                .doesNotContain("29")
                .contains("30");
    }

    @Test
    void mappedColumnsAreReadByTheirOwnNames() {
        TableRef table = table(DAYS);
        createDays(table, "'delta.columnMapping.mode' = 'name'");
        insert(table, "2013-01-01");
        sql("ALTER TABLE $t RENAME COLUMN name TO title", table);
        insert(table, "2013-01-02");
        long newest = newest(table);
        assertThat(tables.inventory(table, newest).present()).hasToString("2013-01-01..2013-01-02");
        assertThat(last(table).changed()).hasToString("2013-01-02");
        assertThat(tables.distinct(table, "title", newest)).containsExactly("x", "y");
        assertThat(tables.distinct(table, "DS", newest)).containsExactly("2013-01-01", "2013-01-02");
    }

    @Test
    void pathsWithOddCharactersAreReadAsTheyAre() {
        for (String name : List.of("with space", "per%20cent ü+a&b=c#d")) {
            TableRef table = new TableRef("t", folder.resolve(name).toString(), DAYS);
            createDays(table);
            insert(table, "2013-01-01");
            assertThat(tables.inventory(table, newest(table)).present()).hasToString("2013-01-01");
            assertThat(last(table).changed()).hasToString("2013-01-01");
            assertThat(tables.distinct(table, "name", newest(table))).containsExactly("x", "y");
        }
    }

    @Test
    void keysWithOddCharactersComeBackFromTheLog() {
        List<String> odd = List.of("a b", "a%20b", "a/b", "ä,b|c&d=*..", "x:y", "'q\"");
        Partitioning keys = Partitioning.of(DAY, new KeyDimension("k", new KeySource.Listed(new TreeSet<>(odd))));
        TableRef table = table(keys);
        sql("CREATE TABLE $t (ds DATE, k STRING, n INT) USING delta PARTITIONED BY (ds, k)", table);
        List<org.apache.spark.sql.Row> rows = new ArrayList<>();
        odd.forEach(k -> rows.add(org.apache.spark.sql.RowFactory.create(java.sql.Date.valueOf("2013-01-01"), k, 1)));
        TestSession.get()
                .createDataFrame(rows, org.apache.spark.sql.types.StructType.fromDDL("ds DATE, k STRING, n INT"))
                .write()
                .format("delta")
                .mode("append")
                .save(table.path());
        assertThat(tables.inventory(table, newest(table)).present().keys("k")).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(tables.distinct(table, "k", newest(table))).containsExactlyInAnyOrderElementsOf(odd);
    }

    @Test
    void checkpointsOfAnyKindGiveTheSameInventory() {
        for (String policy : List.of("classic", "v2")) {
            TableRef table = new TableRef("t", folder.resolve(policy).toString(), DAYS);
            createDays(table, "'delta.checkpointPolicy' = '" + policy + "', 'delta.checkpointInterval' = '2'");
            for (int day = 1; day <= 5; day++) {
                insert(table, "2013-01-0" + day);
            }
            Map<String, Inventory.Size> sizes = sizes(tables.inventory(table, newest(table)));
            assertThat(sizes).hasSize(5);
            assertThat(sizes.values()).allMatch(size -> size.rows() == 2);
        }
    }

    @Test
    void checkpointsInPartsAreRead() {
        TableRef table = table(DAYS);
        TestSession.get().conf().set("spark.databricks.delta.checkpoint.partSize", "2");
        try {
            createDays(table, "'delta.checkpointInterval' = '2'");
            for (int day = 1; day <= 5; day++) {
                insert(table, "2013-01-0" + day);
            }
        } finally {
            TestSession.get().conf().unset("spark.databricks.delta.checkpoint.partSize");
        }
        assertThat(Path.of(table.path(), "_delta_log")).isDirectoryContaining("glob:**.checkpoint.*.*.parquet");
        assertThat(sizes(tables.inventory(table, newest(table)))).hasSize(5);
    }

    @Test
    void whereFilesAreNotPartitionedByTheColumnTheirStatisticsCount() {
        TableRef table = table(DAYS);
        sql("CREATE TABLE $t (id BIGINT, ds DATE) USING delta", table);
        sql(
                "INSERT INTO $t SELECT /*+ COALESCE(1) */ * FROM VALUES (1L, DATE'2013-01-03'), (2L, DATE'2013-01-07')",
                table);
        assertThat(last(table).changed()).hasToString("2013-01-03..2013-01-07");
        assertThat(last(table).nature()).isEqualTo(Nature.APPEND);
        sql("INSERT INTO $t VALUES (3L, DATE'2013-02-01')", table);
        assertThat(last(table).changed()).hasToString("2013-02-01");
        sql("INSERT INTO $t VALUES (4L, NULL)", table);
        assertThat(last(table).changed().isEmpty()).isTrue();
        Inventory inventory = tables.inventory(table, newest(table));
        assertThat(sizes(inventory).keySet())
                .containsExactly("2013-01-03", "2013-01-04", "2013-01-05", "2013-01-06", "2013-01-07", "2013-02-01");
        assertThat(size(inventory, "2013-02-01").rows()).isEqualTo(1);
        assertThat(size(inventory, "2013-01-04").rows()).isEqualTo(-1);
        sql("DELETE FROM $t WHERE id = 3", table);
        assertThat(last(table).changed()).hasToString("2013-02-01");
        assertThat(last(table).nature()).isEqualTo(Nature.REWRITE);
    }

    @Test
    void aFileWithoutStatisticsCountsForEverything() {
        TableRef table = table(DAYS);
        sql(
                "CREATE TABLE $t (id BIGINT, ds DATE) USING delta TBLPROPERTIES"
                        + " ('delta.dataSkippingNumIndexedCols' = '0')",
                table);
        sql("INSERT INTO $t VALUES (1L, DATE'2013-01-03')", table);
        assertThat(last(table).changed()).isEqualTo(DAYS.domain());
    }

    @Test
    void hoursOfATimestampPartitionAreUtc() {
        Partitioning hours = Partitioning.of(
                TimeDimension.of("h", TimeGrid.utc(Grain.HOUR), new Interval(Long.MIN_VALUE, Long.MAX_VALUE)));
        TableRef table = table(hours);
        sql("CREATE TABLE $t (h TIMESTAMP, n INT) USING delta PARTITIONED BY (h)", table);
        sql("INSERT INTO $t VALUES (TIMESTAMP'2013-03-10 07:00:00', 1)", table);
        TestSession.get().conf().set("spark.databricks.delta.write.utcTimestampPartitionValues", "false");
        sql("INSERT INTO $t VALUES (TIMESTAMP'2013-03-10 08:00:00', 1), (TIMESTAMP'2013-03-10 09:30:00', 1)", table);
        TestSession.get().conf().unset("spark.databricks.delta.write.utcTimestampPartitionValues");
        // Half past nine lies in the hour of nine.
        assertThat(tables.inventory(table, newest(table)).present()).hasToString("2013-03-10T07..2013-03-10T09");
    }

    @Test
    void distinctValuesLeaveOutNullsAndEmptyTexts() {
        TableRef table = table(Partitioning.none());
        sql("CREATE TABLE $t (faa STRING, n INT) USING delta", table);
        sql("INSERT INTO $t VALUES ('JFK', 1), ('EWR', 2), (NULL, 3), ('', 4), ('JFK', 5)", table);
        assertThat(tables.distinct(table, "faa", newest(table))).containsExactly("EWR", "JFK");
        assertThat(tables.distinct(table, "n", newest(table))).containsExactly("1", "2", "3", "4", "5");
        assertThatThrownBy(() -> tables.distinct(table, "iata", newest(table)))
                .hasMessageContaining("table t has no column iata")
                .hasMessageContaining("faa, n");
        assertThat(tables.inventory(table, newest(table)).present()).hasToString("*");
    }
}
