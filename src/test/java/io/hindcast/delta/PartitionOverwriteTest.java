package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.Check;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Event;
import io.hindcast.partition.Partition;
import io.hindcast.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class PartitionOverwriteTest {

    @TempDir
    Path folder;

    private DeltaWorld world;

    @BeforeEach
    void createTable() {
        world = DeltaWorld.days(folder);
    }

    private static CommitRecord.Content content(CommitRecord record, String partition) {
        return Objects.requireNonNull(record.contents().get(partition));
    }

    @Test
    void replacesItsPartitionsAndNoOtherThoseWithoutRowsIncluded() {
        world.replace(
                "r1",
                "2013-01-01..2013-01-04",
                world.rows("('2013-01-01', 'a', 1)", "('2013-01-02', 'b', 2)", "('2013-01-04', 'c', 3)"));
        Map<String, Set<String>> before = world.files();
        CommitOutcome.Committed committed =
                world.replace("r2", "2013-01-02..2013-01-03", world.rows("('2013-01-03', 'd', 4)"));
        assertThat(world.content()).containsExactly("[2013-01-01,a,1]", "[2013-01-03,d,4]", "[2013-01-04,c,3]");
        Map<String, Set<String>> after = world.files();
        assertThat(after.keySet()).containsExactly("ds -> 2013-01-01", "ds -> 2013-01-03", "ds -> 2013-01-04");
        assertThat(after.get("ds -> 2013-01-01")).isEqualTo(before.get("ds -> 2013-01-01"));
        assertThat(after.get("ds -> 2013-01-04")).isEqualTo(before.get("ds -> 2013-01-04"));
        assertThat(committed.version()).isEqualTo(world.version());
        assertThat(committed.record().contents().keySet()).containsExactly("2013-01-02", "2013-01-03");
        assertThat(content(committed.record(), "2013-01-02").rows()).isZero();
    }

    @Test
    void whatWasWrittenIsKnownBeforeAnyoneSeesIt() throws IOException {
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01..2013-01-03", 0));
        Written written = overwrite.write(
                world.rows("('2013-01-01', 'a', 1)", "('2013-01-01', NULL, 1)", "('2013-01-03', 'b', 2)"));
        assertThat(world.content()).isEmpty();
        assertThat(written.rows()).isEqualTo(3);
        assertThat(written.contents().keySet())
                .extracting(Partition::toString)
                .containsExactly("2013-01-01", "2013-01-02", "2013-01-03");
        Written.Content first = Objects.requireNonNull(
                written.contents().get(world.table.partitioning().parsePartition("2013-01-01")));
        assertThat(first.hash().rows()).isEqualTo(2);
        assertThat(first.hash().nulls()).containsExactly(Map.entry("k", 1L), Map.entry("v", 0L));
        assertThat(first.files()).isEqualTo(1);
        assertThat(first.bytes()).isPositive();
        assertThat(world.filesOnDisk()).isEqualTo(2);
        overwrite.abort();
        assertThat(world.filesOnDisk()).isZero();
        assertThat(world.version()).isZero();
    }

    @Test
    void rowsOutsideAreAValueAndCannotBeCommitted() throws IOException {
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01..2013-01-02", 0));
        Written written = overwrite.write(world.rows(
                "('2013-01-01', 'a', 1)", "('2013-01-09', 'a', 1)", "('2013-01-09', 'b', 1)", "(NULL, 'a', 1)"));
        assertThat(written.outside().rows()).isEqualTo(3);
        assertThat(written.outside().examples())
                .containsExactlyInAnyOrder(
                        new Written.Example(Map.of("ds", "2013-01-09"), 2), new Written.Example(Map.of(), 1));
        assertThatThrownBy(() -> overwrite.commit(DeltaWorld.provenance(Map.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rows outside");
        overwrite.abort();
        assertThat(world.filesOnDisk()).isZero();
        assertThat(world.content()).isEmpty();
    }

    @Test
    void aPartitionWithTheSameContentKeepsItsFiles() throws IOException {
        Dataset<Row> first = world.rows("('2013-01-01', 'a', 1)", "('2013-01-02', 'b', 2)", "('2013-01-03', 'c', 3)");
        CommitRecord record =
                world.replace("r1", "2013-01-01..2013-01-04", first).record();
        Map<String, Set<String>> before = world.files();
        Dataset<Row> second = world.rows("('2013-01-03', 'c', 3)", "('2013-01-02', 'b', 9)", "('2013-01-01', 'a', 1)");
        CommitOutcome.Committed committed = world.replace("r2", "2013-01-01..2013-01-04", second, world.hashes(record));
        Map<String, Set<String>> after = world.files();
        assertThat(after.get("ds -> 2013-01-01")).isEqualTo(before.get("ds -> 2013-01-01"));
        assertThat(after.get("ds -> 2013-01-03")).isEqualTo(before.get("ds -> 2013-01-03"));
        assertThat(after.get("ds -> 2013-01-02")).isNotEqualTo(before.get("ds -> 2013-01-02"));
        Map<String, CommitRecord.Content> contents = committed.record().contents();
        assertThat(contents.values())
                .extracting(CommitRecord.Content::event)
                .containsExactly(Event.UNCHANGED, Event.COMMITTED, Event.UNCHANGED, Event.UNCHANGED);
        assertThat(contents.get("2013-01-01"))
                .isEqualTo(new CommitRecord.Content(
                        Event.UNCHANGED,
                        1,
                        content(record, "2013-01-01").bytes(),
                        1,
                        content(record, "2013-01-01").hash(),
                        content(record, "2013-01-01").hashes(),
                        Optional.empty()));
        // What was written in vain is gone: the three of now, and the old one of the 2nd.
        assertThat(world.filesOnDisk()).isEqualTo(4);
    }

    @Test
    void nothingChangedIsACommitWithoutFiles() throws IOException {
        Dataset<Row> rows = world.rows("('2013-01-01', 'a', 1)", "('2013-01-02', 'b', 2)");
        CommitRecord record =
                world.replace("r1", "2013-01-01..2013-01-03", rows).record();
        long version = world.version();
        Map<String, Set<String>> before = world.files();
        CommitOutcome.Committed again = world.replace("r2", "2013-01-01..2013-01-03", rows, world.hashes(record));
        assertThat(again.record().event()).isEqualTo(Event.UNCHANGED);
        assertThat(again.version()).isEqualTo(version + 1).isEqualTo(world.version());
        assertThat(world.files()).isEqualTo(before);
        assertThat(world.filesOnDisk()).isEqualTo(2);
    }

    @Test
    void theCommitSaysOfItselfWhatItsRecordSays() {
        CommitOutcome.Committed committed =
                world.replace("r1", "2013-01-01..2013-01-03", world.rows("('2013-01-01', 'a', 1)"));
        assertThat(new KernelTables(world.spark.sparkContext().hadoopConfiguration())
                        .commits(world.table, 0, committed.version()))
                .singleElement()
                .satisfies(commit -> {
                    assertThat(commit.record()).contains(committed.record());
                    assertThat(commit.changed()).hasToString("2013-01-01");
                });
    }

    @Test
    void aLongRecordLiesInAFileBesideTheTable() {
        String set = "2013-01-01..2013-12-31";
        CommitOutcome.Committed committed = world.replace(
                "r1",
                set,
                world.spark.sql(
                        "SELECT date_add(DATE'2013-01-01', cast(id AS int)) AS ds, 'k' AS k, id AS v FROM range(365)"));
        assertThat(folder.resolve("t/_hindcast/r1~t~1~1.json")).exists();
        assertThat(new KernelTables(world.spark.sparkContext().hadoopConfiguration())
                        .commits(world.table, 0, committed.version()))
                .singleElement()
                .satisfies(commit -> assertThat(commit.record()).contains(committed.record()));
        assertThat(committed.record().contents()).hasSize(365);
    }

    @Test
    void anErrorWhileRowsAreComputedLeavesTheTableAsItWas() {
        world.replace("r1", "2013-01-01", world.rows("('2013-01-01', 'a', 1)"));
        List<String> content = world.content();
        PartitionOverwrite overwrite = world.open(world.step("r2", "2013-01-01", world.version()));
        assertThatThrownBy(() -> overwrite.write(world.spark.sql(
                        "SELECT DATE'2013-01-01' AS ds, 'a' AS k, id DIV (id - 3) AS v FROM range(10)")))
                .hasMessageContaining("DIVIDE_BY_ZERO");
        overwrite.abort();
        assertThat(world.content()).isEqualTo(content);
    }

    @Test
    void checksSeeWhatWasWrittenPartitionByPartition() {
        world.replace(
                "r1", "2013-01-01..2013-01-03", world.rows("('2013-01-01', 'a', 100)", "('2013-01-02', 'a', 100)"));
        PartitionOverwrite overwrite = world.open(world.step("r2", "2013-01-01..2013-01-03", world.version()));
        overwrite.write(world.rows(
                "('2013-01-01', 'a', 50)",
                "('2013-01-01', 'b', 40)",
                "('2013-01-02', 'a', 70)",
                "('2013-01-02', 'a', 50)",
                "('2013-01-02', NULL, 1)"));
        List<CheckFailure> failures = overwrite.failures(List.of(
                new Check.Rows(Check.Comparison.AT_LEAST, 1),
                new Check.Unique(List.of("ds", "k")),
                new Check.NotNull(List.of("k", "ds")),
                new Check.Same("v", new BigDecimal("0.2"))));
        assertThat(failures)
                .extracting(CheckFailure::toString)
                .containsExactlyInAnyOrder(
                        "2013-01-03: rows >= 1, but it has 0",
                        "2013-01-02: unique ds, k, but 2 rows share 1 combination",
                        "2013-01-02: not_null k, ds, but k is null in 1 row",
                        "2013-01-02: same v within 20%, but its sum was 100 and is 121");
        overwrite.abort();
    }

    @Test
    void aRepeatedKeyIsFoundWhereverItsRowsAreWritten() {
        for (String files : List.of("COALESCE(1)", "REPARTITION(7, v)", "REPARTITION(3)")) {
            for (int repeated = 1; repeated <= 3; repeated++) {
                PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01..2013-01-03", 0));
                Check unique = new Check.Unique(List.of("K", "ds"));
                overwrite.write(
                        world.spark.sql(
                                "SELECT /*+ " + files + " */ date_add(DATE'2013-01-01', CAST(id % 3 AS INT)) AS ds,"
                                        + " CASE WHEN id = 3 + " + (repeated - 1) + " THEN '" + (repeated - 1)
                                        + "' ELSE CAST(id AS STRING) END AS k, id AS v"
                                        + " FROM range(0, 92)"),
                        List.of(unique));

                assertThat(overwrite.failures(List.of(unique)))
                        .extracting(CheckFailure::toString)
                        .containsExactly("2013-01-0" + repeated + ": unique K, ds, but 2 rows share 1 combination");
                overwrite.abort();
            }
        }
    }

    @Test
    void keysAreUniqueAlsoWhenTheyOccurInSeveralPartitionsOrFiles() {
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01..2013-01-03", 0));
        List<Check> checks = List.of(new Check.Unique(List.of("k")), new Check.Unique(List.of("ds", "v")));
        overwrite.write(
                world.spark.sql("SELECT /*+ REPARTITION(5) */ date_add(DATE'2013-01-01', CAST(id % 3 AS INT)) AS ds,"
                        + " CAST(id DIV 3 AS STRING) AS k, id DIV 3 AS v FROM range(0, 90)"),
                checks);

        assertThat(overwrite.failures(checks)).isEmpty();
        overwrite.abort();
    }

    @Test
    void valuesAreStoredAsTheTableHasThemOrRefused() {
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01", 0));
        overwrite.write(world.spark.sql("SELECT 7 AS V, DATE'2013-01-01' AS ds, 5 AS k"));
        DeltaWorld.committed(overwrite.commit(DeltaWorld.provenance(Map.of())));
        assertThat(world.content()).containsExactly("[2013-01-01,5,7]");
        PartitionOverwrite refused = world.open(world.step("r2", "2013-01-01", 1));
        assertThatThrownBy(() -> refused.write(world.spark.sql("SELECT DATE'2013-01-01' AS ds, 'x' AS v, 1 AS extra")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(io.hindcast.problem.Problem::code)
                                .containsExactlyInAnyOrder("HC-440", "HC-441", "HC-442"))
                .hasMessageContaining("column v of the rows for table t has type string")
                .hasMessageContaining("CAST(v AS bigint)");
    }

    @Test
    void recordFilesOfRefusedCommitsAreTakenAway() throws IOException {
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01..2013-12-31", 0));
        overwrite.write(world.rows("('2013-01-01', 'a', 1)"));
        append("('2013-01-01', 'theirs', 7)");
        assertThat(overwrite.commit(DeltaWorld.provenance(Map.of()))).isInstanceOf(CommitOutcome.Refused.class);
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("t/_hindcast"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".json"))).isEmpty();
        }
    }

    private void append(String values) {
        world.rows(values).write().format("delta").mode(SaveMode.Append).save(world.table.path());
    }
}
