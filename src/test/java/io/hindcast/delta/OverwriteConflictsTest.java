package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.CommitRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hands at one table. */
@Tag("once")
@Tag("spark")
class OverwriteConflictsTest {

    @TempDir
    Path folder;

    private DeltaWorld world;

    @BeforeEach
    void createTable() {
        world = DeltaWorld.days(folder);
    }

    @Test
    void aForeignWriteSinceThePlanStopsTheStepBeforeItStarts() {
        world.replace("r1", "2013-01-01..2013-01-02", world.rows("('2013-01-01', 'a', 1)", "('2013-01-02', 'a', 1)"));
        long planned = world.version();
        append("('2013-01-02', 'theirs', 7)");
        assertThat(PartitionOverwrite.open(world.tables, world.step("r2", "2013-01-01", planned)))
                .isInstanceOf(Opening.Ready.class);
        Opening opening = PartitionOverwrite.open(world.tables, world.step("r2", "2013-01-01..2013-01-02", planned));
        assertThat(opening).isInstanceOfSatisfying(Opening.Foreign.class, foreign -> {
            assertThat(foreign.write().version()).isEqualTo(planned + 1);
            assertThat(foreign.write().operation()).isEqualTo("WRITE");
            assertThat(foreign.write().partitions()).hasToString("2013-01-02");
            assertThat(foreign.write().at()).isAfter(java.time.Instant.EPOCH);
        });
    }

    @Test
    void commitsOfTheSameRunAndCompactionAreNotForeign() {
        world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'a', 1)"));
        long planned = world.version();
        PartitionOverwrite other = world.open(
                new StepWrite(world.table, world.table.partitioning().parse("2013-01-01"), "r2", "t/0", 1, planned));
        other.write(world.rows("('2013-01-01', 'b', 1)"));
        DeltaWorld.committed(other.commit(DeltaWorld.provenance(Map.of())));
        io.delta.tables.DeltaTable.forPath(world.spark, world.table.path())
                .optimize()
                .executeCompaction();
        assertThat(PartitionOverwrite.open(world.tables, world.step("r2", "2013-01-01", planned)))
                .isInstanceOf(Opening.Ready.class);
        assertThat(PartitionOverwrite.open(world.tables, world.step("r3", "2013-01-01", planned)))
                .isInstanceOf(Opening.Foreign.class);
    }

    @Test
    void aForeignWriteBetweenOpeningAndCommitIsRefusedAndStays() throws IOException {
        for (String theirs : List.of("append", "overwrite", "delete")) {
            world.replace(
                    "r0-" + theirs,
                    "2013-01-01..2013-01-02",
                    world.rows("('2013-01-01', 'a', 1)", "('2013-01-02', 'a', 1)"));
            PartitionOverwrite overwrite =
                    world.open(world.step("r-" + theirs, "2013-01-01..2013-01-02", world.version()));
            overwrite.write(world.rows("('2013-01-01', 'ours', 1)"));
            switch (theirs) {
                case "append" -> append("('2013-01-02', 'theirs', 7)");
                case "delete" ->
                    world.spark.sql("DELETE FROM delta.`" + world.table.path() + "` WHERE ds = DATE'2013-01-02'");
                default ->
                    world.rows("('2013-01-02', 'theirs', 7)")
                            .write()
                            .format("delta")
                            .mode(SaveMode.Overwrite)
                            .option("replaceWhere", "ds = DATE'2013-01-02'")
                            .save(world.table.path());
            }
            List<String> content = world.content();
            long files = world.filesOnDisk();
            CommitOutcome outcome = overwrite.commit(DeltaWorld.provenance(Map.of()));
            assertThat(outcome)
                    .as(theirs)
                    .isInstanceOfSatisfying(
                            CommitOutcome.Refused.class,
                            refused -> assertThat(refused.refusal())
                                    .isInstanceOfSatisfying(CommitOutcome.Refusal.Foreign.class, foreign -> {
                                        assertThat(foreign.write().partitions()).hasToString("2013-01-02");
                                        assertThat(foreign.write().version()).isEqualTo(world.version());
                                    }));
            assertThat(world.content()).isEqualTo(content);
            assertThat(world.filesOnDisk()).isEqualTo(files - 1);
        }
    }

    @Test
    void anUnchangedStepIsRefusedAsWellWhenSomeoneElseWroteThere() {
        CommitRecord record = world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'a', 1)"))
                .record();
        PartitionOverwrite overwrite = world.open(world.step("r2", "2013-01-01", world.version()));
        overwrite.write(world.rows("('2013-01-01', 'a', 1)"));
        append("('2013-01-01', 'theirs', 7)");
        assertThat(overwrite.commit(DeltaWorld.provenance(world.hashes(record))))
                .isInstanceOf(CommitOutcome.Refused.class);
        assertThat(world.content()).containsExactly("[2013-01-01,a,1]", "[2013-01-01,theirs,7]");
    }

    @Test
    void twoWritersOfDifferentPartitionsBothCommit() {
        PartitionOverwrite one = world.open(world.step("r1", "2013-01-01", 0));
        PartitionOverwrite other = world.open(world.step("r2", "2013-01-02", 0));
        one.write(world.rows("('2013-01-01', 'a', 1)"));
        other.write(world.rows("('2013-01-02', 'b', 2)"));
        DeltaWorld.committed(other.commit(DeltaWorld.provenance(Map.of())));
        DeltaWorld.committed(one.commit(DeltaWorld.provenance(Map.of())));
        assertThat(world.content()).containsExactly("[2013-01-01,a,1]", "[2013-01-02,b,2]");
    }

    @Test
    void ofTwoWritersOfOnePartitionOneCommits() {
        PartitionOverwrite one = world.open(world.step("r1", "2013-01-01", 0));
        PartitionOverwrite other = world.open(world.step("r2", "2013-01-01", 0));
        one.write(world.rows("('2013-01-01', 'a', 1)"));
        other.write(world.rows());
        DeltaWorld.committed(one.commit(DeltaWorld.provenance(Map.of())));
        assertThat(other.commit(DeltaWorld.provenance(Map.of()))).isInstanceOf(CommitOutcome.Refused.class);
        assertThat(world.content()).containsExactly("[2013-01-01,a,1]");
    }

    @Test
    void aChangeOfMetadataMeanwhileIsNotForeignAndTheAttemptMayBeRepeated() {
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01", 0));
        overwrite.write(world.rows("('2013-01-01', 'a', 1)"));
        world.spark.sql("ALTER TABLE delta.`" + world.table.path() + "` SET TBLPROPERTIES ('foo' = 'bar')");
        assertThat(overwrite.commit(DeltaWorld.provenance(Map.of())))
                .isInstanceOfSatisfying(
                        CommitOutcome.Refused.class,
                        refused ->
                                assertThat(refused.refusal()).isInstanceOf(CommitOutcome.Refusal.TableChanged.class));
        PartitionOverwrite again = world.open(world.step("r1", "2013-01-01", 0));
        again.write(world.rows("('2013-01-01', 'a', 1)"));
        DeltaWorld.committed(again.commit(DeltaWorld.provenance(Map.of())));
    }

    @Test
    void aStepWhoseCommitWasNotHeardOfIsFoundDone() {
        CommitOutcome.Committed committed = world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'a', 1)"));
        assertThat(PartitionOverwrite.open(world.tables, world.step("r1", "2013-01-01", 0)))
                .isEqualTo(new Opening.Done(committed.version()));
        // Also by a process that knows nothing yet.
        assertThat(PartitionOverwrite.open(
                        new OpenTables(world.spark, java.time.InstantSource.system()),
                        world.step("r1", "2013-01-01", 0)))
                .isEqualTo(new Opening.Done(committed.version()));
    }

    private void append(String values) {
        world.rows(values).write().format("delta").mode(SaveMode.Append).save(world.table.path());
    }
}
