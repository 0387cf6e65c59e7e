package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.hindcast.asset.Column;
import io.hindcast.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class StagingAppendTest {

    private static final StagedBy BY = new StagedBy("r-1", "ann@desk");

    @TempDir
    Path folder;

    private DeltaWorld world;

    @BeforeEach
    void createSource() {
        world = new DeltaWorld(folder, DeltaWorld.DAYS);
        StagingAppend.create(world.tables, world.table, DeltaWorld.COLUMNS);
    }

    private StagingOutcome load(String value, LandingFile... files) {
        return StagingAppend.append(
                world.tables, world.table, List.of(files), world.rows("('2013-01-01', '" + value + "', 1)"), BY);
    }

    private SortedMap<String, Long> loaded() {
        SortedMap<String, Long> lengths = new TreeMap<>();
        LoadedFiles.of(DefaultEngine.create(world.spark.sparkContext().hadoopConfiguration()), world.table)
                .forEach((name, file) -> lengths.put(name, file.length()));
        return lengths;
    }

    @Test
    void theSourceIsAppendOnlyAndPartitioned() {
        assertThatThrownBy(() -> world.spark.sql("DELETE FROM delta.`" + world.table.path() + "`"))
                .hasMessageContaining("append");
        load("x", new LandingFile("a.csv", 10));
        assertThat(world.files().keySet()).containsExactly("ds -> 2013-01-01");
        StagingAppend.create(world.tables, world.table, DeltaWorld.COLUMNS);
        assertThat(world.version()).isEqualTo(1);
        assertThatThrownBy(() -> world.spark.sql("DELETE FROM delta.`" + world.table.path() + "`"))
                .hasMessageContaining("append");
    }

    @Test
    void aFileIsLoadedOnceHoweverOftenItIsAskedFor() {
        LandingFile one = new LandingFile("data/a b.csv.gz", 10);
        LandingFile other = new LandingFile("data/b.csv.gz", 0);
        assertThat(load("a", one)).isInstanceOfSatisfying(StagingOutcome.Loaded.class, loaded -> {
            assertThat(loaded.version()).isEqualTo(1);
            assertThat(loaded.rows()).isEqualTo(1);
            assertThat(loaded.bytes()).isPositive();
        });
        assertThat(load("a", one)).isEqualTo(new StagingOutcome.Already(Set.of(one.name())));
        assertThat(load("ab", one, other)).isEqualTo(new StagingOutcome.Already(Set.of(one.name())));
        assertThat(load("b", other)).isInstanceOf(StagingOutcome.Loaded.class);
        assertThat(world.content()).containsExactly("[2013-01-01,a,1]", "[2013-01-01,b,1]");
        assertThat(loaded()).isEqualTo(Map.of(one.name(), 10L, other.name(), 0L));
    }

    @Test
    void aFileThatChangedIsAProblem() {
        load("a", new LandingFile("a.csv", 10));
        assertThatThrownBy(() -> load("a", new LandingFile("a.csv", 11)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-446")
                .hasMessageContaining("10 bytes then and has 11 now");
        assertThat(world.content()).hasSize(1);
    }

    @Test
    void ofLoadersOfTheSameFileAtTheSameTimeOneLoads() throws Exception {
        int count = 4;
        CyclicBarrier barrier = new CyclicBarrier(count);
        ExecutorService pool = Executors.newFixedThreadPool(count);
        List<Future<StagingOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String value = "loader" + i;
            outcomes.add(pool.submit(() -> {
                barrier.await();
                return load(value, new LandingFile("a.csv", 10), new LandingFile(value, 1));
            }));
        }
        int winners = 0;
        for (Future<StagingOutcome> outcome : outcomes) {
            winners += outcome.get().match(loaded -> 1, already -> {
                assertThat(already.files()).containsExactly("a.csv");
                return 0;
            });
        }
        pool.shutdown();
        assertThat(winners).isEqualTo(1);
        assertThat(world.content()).hasSize(1);
        assertThat(world.filesOnDisk()).isEqualTo(1);
        assertThat(loaded()).hasSize(2).containsEntry("a.csv", 10L);
    }

    @Test
    void loadersOfDifferentFilesBothLoad() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Future<StagingOutcome> one = pool.submit(() -> load("a", new LandingFile("a.csv", 1)));
        Future<StagingOutcome> other = pool.submit(() -> load("b", new LandingFile("b.csv", 2)));
        assertThat(one.get()).isInstanceOf(StagingOutcome.Loaded.class);
        assertThat(other.get()).isInstanceOf(StagingOutcome.Loaded.class);
        pool.shutdown();
        assertThat(world.content()).hasSize(2);
    }

    @Test
    void whatIsLoadedIsKnownAfterTheLogWasCutToACheckpoint() throws Exception {
        for (int i = 0; i < 5; i++) {
            load("v" + i, new LandingFile("f" + i, i));
        }
        world.checkpoint();
        load("last", new LandingFile("last", 9));
        for (int version = 0; version < 5; version++) {
            java.nio.file.Files.delete(folder.resolve("t/_delta_log").resolve(String.format("%020d.json", version)));
        }
        assertThat(loaded()).hasSize(6).containsEntry("f3", 3L).containsEntry("last", 9L);
        org.apache.spark.sql.delta.DeltaLog.clearCache();
        assertThat(StagingAppend.append(
                        new OpenTables(world.spark, java.time.InstantSource.system()),
                        world.table,
                        List.of(new LandingFile("f0", 0)),
                        world.rows(),
                        BY))
                .isEqualTo(new StagingOutcome.Already(Set.of("f0")));
    }

    @Test
    void thereIsNothingLoadedWhereThereIsNoTable() {
        DeltaWorld none = new DeltaWorld(folder.resolve("none"), DeltaWorld.DAYS);
        assertThat(LoadedFiles.of(DefaultEngine.create(none.spark.sparkContext().hadoopConfiguration()), none.table))
                .isEmpty();
    }

    @Test
    void theMarkOfAFileIsKnownAfterIt() {
        LandingFile marked = new LandingFile("a.csv", 10).marked(new LandingFile.Mark(1_700_000_000_000L, 77));
        load("a", marked);
        load("b", new LandingFile("b.csv", 10));

        assertThat(LoadedFiles.of(world.spark.sparkContext().hadoopConfiguration(), world.table))
                .containsOnly(Map.entry("a.csv", marked), Map.entry("b.csv", new LandingFile("b.csv", 10)));
    }

    @Test
    void itsCommitsTellWhatTheLedgerKeeps() {
        load("a", new LandingFile("a.csv", 1), new LandingFile("b.csv", 2));

        assertThat(StagedCommits.of(world.spark.sparkContext().hadoopConfiguration(), world.table))
                .singleElement()
                .satisfies(staged -> {
                    assertThat(staged.version()).isEqualTo(1);
                    assertThat(staged.by()).isEqualTo(BY);
                    assertThat(staged.rows()).isEqualTo(1);
                    assertThat(staged.bytes()).isEqualTo(3);
                    assertThat(staged.count()).isEqualTo(2);
                    assertThat(staged.files()).containsExactly("a.csv", "b.csv");
                });
    }

    @Test
    void itsCommitsAreAppendsWithoutARecordOfOurs() {
        load("a", new LandingFile("a.csv", 1));
        assertThat(new KernelTables(world.spark.sparkContext().hadoopConfiguration()).commits(world.table, 0, 1))
                .singleElement()
                .satisfies(commit -> {
                    assertThat(commit.record()).isEmpty();
                    assertThat(commit.nature()).isEqualTo(io.hindcast.ledger.TableCommit.Nature.APPEND);
                });
    }

    @Test
    void columnsOfAWrongKindAreRefused() {
        assertThatThrownBy(() -> StagingAppend.create(
                        world.tables,
                        new DeltaWorld(folder.resolve("x"), DeltaWorld.DAYS).table,
                        List.of(new Column("ds", "timestamp_ntz"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-443");
    }
}
