package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.TestSession;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.CommitRecordJson;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableCommit.Nature;
import io.hindcast.ledger.TableRef;
import io.hindcast.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What logs tell of commits. */
@Tag("spark")
final class KernelCommitsTest extends KernelFixture {

    @Test
    void commitsTellWhatChangedAndHow() {
        TableRef table = table(DAYS);
        createDays(table);
        insert(table, "2013-01-01", "2013-01-02");
        insert(table, "2013-01-02");
        sql("INSERT INTO $t REPLACE WHERE ds = DATE'2013-01-01' SELECT DATE'2013-01-01', 5L, 'z'", table);
        sql("DELETE FROM $t WHERE ds = DATE'2013-01-02'", table);
        sql("ALTER TABLE $t SET TBLPROPERTIES ('x' = 'y')", table);
        List<TableCommit> commits = tables.commits(table, -1, newest(table));
        assertThat(commits).extracting(TableCommit::version).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(commits)
                .extracting(c -> c.changed().toString())
                .containsExactly("", "2013-01-01..2013-01-02", "2013-01-02", "2013-01-01", "2013-01-02", "");
        assertThat(commits)
                .extracting(TableCommit::nature)
                .containsExactly(
                        Nature.NEUTRAL, Nature.APPEND, Nature.APPEND, Nature.REWRITE, Nature.REWRITE, Nature.NEUTRAL);
        assertThat(commits.get(1).operation()).isEqualTo("WRITE");
        assertThat(commits.get(4).operation()).isEqualTo("DELETE");
        assertThat(commits.get(1).author()).startsWith("Apache-Spark/");
        assertThat(commits).isSortedAccordingTo(java.util.Comparator.comparing(TableCommit::at));
        assertThat(tables.commits(table, 2, 4)).containsExactlyElementsOf(commits.subList(3, 5));
        assertThat(tables.commits(table, 5, 5)).isEmpty();
        assertThat(commits).allMatch(c -> c.record().isEmpty());
    }

    @Test
    void compactionChangesNothing() {
        TableRef table = table(DAYS);
        createDays(table);
        insert(table, "2013-01-01");
        insert(table, "2013-01-01");
        sql("OPTIMIZE $t", table);
        assertThat(last(table).operation()).isEqualTo("OPTIMIZE");
        assertThat(last(table).nature()).isEqualTo(Nature.NEUTRAL);
        assertThat(last(table).changed().isEmpty()).isTrue();
    }

    @Test
    void commitTimesAreThoseInTheCommitWhereTheTableHasThem() throws IOException {
        TableRef table = table(DAYS);
        createDays(table, "'delta.enableInCommitTimestamps' = 'true'");
        insert(table, "2013-01-01");
        Path file = Path.of(table.path(), "_delta_log", "%020d.json".formatted(newest(table)));
        TableCommit before = last(table);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(last(table).at()).isEqualTo(before.at()).isAfter(java.time.Instant.parse("2020-01-01T00:00:00Z"));
    }

    @Test
    void historyThatIsGoneIsAProblemAndNeverNoChange() throws IOException {
        TableRef table = table(DAYS);
        createDays(table, "'delta.checkpointInterval' = '2'");
        for (int day = 1; day <= 5; day++) {
            insert(table, "2013-01-0" + day);
        }
        for (long version = 0; version <= 2; version++) {
            Files.delete(Path.of(table.path(), "_delta_log", "%020d.json".formatted(version)));
        }
        assertThat(tables.oldestCommit(table)).isEqualTo(3);
        assertThat(tables.commits(table, 2, 5)).hasSize(3);
        assertThatThrownBy(() -> tables.commits(table, 1, 5))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("version 2 is needed")
                .hasMessageContaining("oldest commit that it still has is 3");
        assertThatThrownBy(() -> tables.commits(table, -1, 1)).hasMessageContaining("version 0 is needed");
        assertThatThrownBy(() -> tables.inventory(table, 1)).hasMessageContaining("version 1 is needed");
        assertThatThrownBy(() -> tables.commits(table, 4, 9)).hasMessageContaining("table t has no version 9");
        assertThatThrownBy(() -> tables.inventory(table, 9)).hasMessageContaining("table t has no version 9");
    }

    @Test
    void recordsAreReadFromTheCommitAndFromFilesBesideTheTable() throws IOException {
        TableRef table = table(DAYS);
        createDays(table);
        CommitRecord record = new CommitRecord(
                Event.COMMITTED,
                "w",
                "t",
                "r-1",
                "t/1",
                2,
                "2013-01-01",
                "missing",
                "f1:aa",
                Map.of("id", "f1:bb"),
                Map.of("flights", InputRead.of(7)),
                Map.of(
                        "2013-01-01",
                        new CommitRecord.Content(
                                Event.COMMITTED, 2, 10, 1, "h1:cc", Map.of("id", "h1:dd"), Optional.empty())),
                "",
                OptionalDouble.empty(),
                "");
        String json = CommitRecordJson.write(record);
        write(table, json);
        assertThat(last(table).record()).contains(record);
        String reference = CommitRecordJson.reference("_hindcast/r-1.json");
        Files.createDirectories(Path.of(table.path(), "_hindcast"));
        Files.writeString(Path.of(table.path(), "_hindcast", "r-1.json"), json);
        write(table, reference);
        assertThat(last(table).record()).contains(record);
        Files.delete(Path.of(table.path(), "_hindcast", "r-1.json"));
        assertThatThrownBy(() -> last(table))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("_hindcast/r-1.json");
        write(table, "a person's remark");
        assertThat(last(table).record()).isEmpty();
    }

    private static void write(TableRef table, String userMetadata) {
        TestSession.get()
                .sql("SELECT DATE'2013-01-01' AS ds, 1L AS id, 'x' AS name")
                .write()
                .format("delta")
                .mode("append")
                .option("userMetadata", userMetadata)
                .save(table.path());
    }
}
