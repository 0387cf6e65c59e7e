package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes of others between the moment in which partitions are read and the one in which they are accepted. */
@Tag("once")
@Tag("spark")
class AcceptConflictTest {

    @TempDir
    Path folder;

    private static void append(DeltaWorld world, String row) {
        world.rows(row).write().format("delta").mode(SaveMode.Append).save(world.table.path());
    }

    @Test
    void rowsAddedMeanwhileAreNotAcceptedUnread() {
        DeltaWorld world = DeltaWorld.days(folder);
        append(world, "('2013-01-01', 'theirs', 1)");
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01", world.version()));
        Written there = overwrite.present();
        append(world, "('2013-01-01', 'late', 2)");

        CommitOutcome outcome = overwrite.accept(there, DeltaWorld.provenance(Map.of()));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CommitOutcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(CommitOutcome.Refusal.Foreign.class));
        assertThat(world.content()).hasSize(2);
    }

    @Test
    void rowsAddedElsewhereDoNotMatterAndNoFileMoves() {
        DeltaWorld world = DeltaWorld.days(folder);
        append(world, "('2013-01-01', 'theirs', 1)");
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01..2013-01-02", world.version()));
        Written there = overwrite.present();
        append(world, "('2013-01-03', 'elsewhere', 2)");
        Map<String, Set<String>> files = world.files();

        CommitOutcome.Committed committed =
                DeltaWorld.committed(overwrite.accept(there, DeltaWorld.provenance(Map.of())));

        assertThat(world.files()).isEqualTo(files);
        assertThat(committed.record().contents())
                .containsOnlyKeys("2013-01-01", "2013-01-02")
                .allSatisfy((day, content) -> assertThat(content.rows()).isEqualTo(day.endsWith("1") ? 1 : 0));
    }
}
