package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class PinnedTableTest {

    @TempDir
    Path folder;

    private static List<String> rows(OpenTables tables, DeltaWorld world, long version, String... only) {
        Optional<PartitionSet> set = only.length == 0
                ? Optional.empty()
                : Optional.of(world.table.partitioning().parse(only[0]));
        return PinnedTable.rows(tables, world.table, version, set).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    @Test
    void everyVersionIsAsItWasFromWhereverOneLooks() {
        DeltaWorld world = DeltaWorld.days(folder);
        List<List<String>> history = new ArrayList<>(List.of(world.content()));
        for (int i = 1; i <= 4; i++) {
            String day = "2013-01-0" + (1 + i % 3);
            world.replace("r" + i, day, i == 3 ? world.rows() : world.rows("('" + day + "', 'v" + i + "', " + i + ")"));
            history.add(world.content());
        }
        OpenTables latest = world.tables;
        OpenTables fresh = new OpenTables(world.spark, InstantSource.system());
        for (int version = 0; version <= 4; version++) {
            for (OpenTables tables : List.of(latest, fresh)) {
                assertThat(rows(tables, world, version))
                        .as("version %s", version)
                        .isEqualTo(history.get(version));
                assertThat(rows(tables, world, version, "2013-01-02..2013-01-03"))
                        .isEqualTo(history.get(version).stream()
                                .filter(row -> !row.contains("2013-01-01"))
                                .toList());
            }
        }
    }

    @Test
    void rowsOfNoPartitionBelongToTheWholeTableAlone() {
        DeltaWorld world = DeltaWorld.days(folder);
        world.rows("('2013-01-01', 'a', 1)", "(NULL, 'b', 2)")
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .save(world.table.path());
        assertThat(rows(world.tables, world, 1)).hasSize(2);
        assertThat(rows(world.tables, world, 1, "2013-01-01..2013-12-31")).containsExactly("[2013-01-01,a,1]");
    }

    @Test
    void aTableThatIsNotPartitionedByItsColumnIsCutByRows() {
        DeltaWorld world = new DeltaWorld(folder, DeltaWorld.DAYS);
        world.rows("('2013-01-01', 'a', 1)", "('2013-01-02', 'b', 2)", "(NULL, 'c', 3)")
                .write()
                .format("delta")
                .save(world.table.path());
        assertThat(rows(world.tables, world, 0, "2013-01-02")).containsExactly("[2013-01-02,b,2]");
        assertThat(rows(world.tables, world, 0, "2013-01-03")).isEmpty();
    }

    @Test
    void rowsThatDeletionVectorsTookAwayAreGone() {
        DeltaWorld world = new DeltaWorld(folder, DeltaWorld.DAYS);
        String name = "delta.`" + world.table.path() + "`";
        world.spark.sql("CREATE TABLE " + name + " (ds date, k string, v bigint) USING delta PARTITIONED BY (ds)"
                + " TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");
        world.spark
                .sql("SELECT DATE'2013-01-01' AS ds, 'k' AS k, id AS v FROM range(0, 100, 1, 1)")
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .save(world.table.path());
        world.spark.sql("DELETE FROM " + name + " WHERE v % 3 = 0");
        world.spark.sql("DELETE FROM " + name + " WHERE v % 3 = 1");
        assertThat(rows(world.tables, world, 3, "2013-01-01")).hasSize(33);
        assertThat(rows(world.tables, world, 2, "2013-01-01")).hasSize(66);
        assertThat(rows(world.tables, world, 1, "2013-01-01")).hasSize(100);
        world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'ours', 1)"));
        assertThat(world.content()).containsExactly("[2013-01-01,ours,1]");
    }

    @Test
    void aLogThatBeginsAtACheckpointIsReadFromThere() throws Exception {
        DeltaWorld world = DeltaWorld.days(folder);
        for (int i = 1; i <= 4; i++) {
            world.replace("r" + i, "2013-01-0" + i, world.rows("('2013-01-0" + i + "', 'a', 1)"));
        }
        world.checkpoint();
        world.replace("r5", "2013-01-01", world.rows());
        for (int version = 0; version < 4; version++) {
            Files.delete(folder.resolve("t/_delta_log").resolve(String.format("%020d.json", version)));
        }
        org.apache.spark.sql.delta.DeltaLog.clearCache();
        OpenTables fresh = new OpenTables(world.spark, InstantSource.system());
        assertThat(rows(fresh, world, 5, "2013-01-01..2013-01-03"))
                .containsExactly("[2013-01-02,a,1]", "[2013-01-03,a,1]");
        assertThat(rows(fresh, world, 4, "2013-01-01")).containsExactly("[2013-01-01,a,1]");
        // The plan's version can no longer be compared with now: that is a problem, and never taken for no change.
        assertThatThrownBy(() -> PartitionOverwrite.open(fresh, world.step("r6", "2013-01-01", 2)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-420");
    }

    @Test
    void noTableAndNoVersionAreProblems() {
        DeltaWorld world = new DeltaWorld(folder, DeltaWorld.DAYS);
        assertThatThrownBy(() -> rows(world.tables, world, 0))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-426");
        world.create(DeltaWorld.COLUMNS);
        assertThatThrownBy(() -> rows(world.tables, world, 7))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-421");
    }
}
