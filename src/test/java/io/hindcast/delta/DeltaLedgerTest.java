package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.LedgerView;
import io.hindcast.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tables")
final class DeltaLedgerTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");

    @TempDir
    private Path root;

    private DeltaLedger ledger() {
        return new DeltaLedger(LocalDisk.hadoop(), root.toString());
    }

    static Entry full() {
        return Entry.of(AT, Event.COMMITTED, "flights")
                .asset("daily_delays")
                .partitions("2013-01-01", 1)
                .reason("missing")
                .run("r-1")
                .attempt("daily_delays/1.2", 3)
                .fingerprints("f1:ab", Map.of("n", "f1:cd", "delay", "f1:ef"))
                .inputs(Map.of("flights", 12L, "planes", 1L))
                .version(7)
                .size(30, 4_000, 2)
                .hashes("h1:01", Map.of("n", "h1:02", "delay", "h1:03"))
                .seconds(1.25)
                .error("no \"error\"\nat all")
                .actor("ann@host")
                .detail("{\"a\":1}")
                .build();
    }

    static Entry numbered(int number) {
        return Entry.of(AT, Event.STARTED, "flights").step("s/" + number).build();
    }

    @Test
    void aLedgerThatIsNotThereIsEmptyAndNothingIsMadeByLooking() {
        assertThat(ledger().entries()).isEmpty();
        ledger().append(List.of());
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void entriesComeBackAsTheyWereInTheirOrder() {
        Entry bare = Entry.of(AT.minusSeconds(9), Event.PLANNED, "flights").build();
        ledger().append(List.of(full(), bare));
        ledger().append(List.of(bare));
        assertThat(ledger().entries()).containsExactly(full(), bare, bare);
    }

    @Test
    void orderIsThatOfCommitsNotOfTime() {
        List<Entry> written = new ArrayList<>();
        for (int commit = 0; commit < 15; commit++) {
            Instant at = AT.minusSeconds(commit * 100L);
            List<Entry> entries = List.of(
                    Entry.of(at, Event.STARTED, "w").step("b" + commit).build(),
                    Entry.of(at.plusSeconds(5), Event.FAILED, "w")
                            .step("a" + commit)
                            .build());
            ledger().append(entries);
            written.addAll(entries);
        }
        assertThat(ledger().entries()).containsExactlyElementsOf(written);
    }

    @Test
    void orderOutlivesCheckpointsAndTheLogBeforeThem() throws Exception {
        List<Entry> written = new ArrayList<>();
        DeltaLedger ledger = ledger();
        for (int i = 0; i < 6; i++) {
            written.add(numbered(i));
            ledger.append(List.of(numbered(i)));
        }
        ledger.table().latestOrNew().writeCheckpoint(DefaultEngine.create(new Configuration()));
        Path log = Path.of(DeltaLedger.path(root.toString()), "_delta_log");
        for (int version = 0; version < 6; version++) {
            Files.delete(log.resolve("%020d.json".formatted(version)));
        }
        assertThat(ledger.entries()).containsExactlyElementsOf(written);
        ledger.append(List.of(full()));
        assertThat(ledger.entries()).hasSize(7).last().isEqualTo(full());
    }

    @Test
    void whatMakesReadingFastFollowsEachCommit() {
        DeltaLedger ledger = ledger();
        ledger.append(List.of(full()));
        ledger.append(List.of(full()));
        assertThat(Path.of(DeltaLedger.path(root.toString()), "_delta_log")).isDirectoryContaining("glob:**02.crc");
        assertThat(ledger.table().latestOrNew().getTableProperties())
                .containsEntry("delta.checkpointInterval", "100")
                .containsEntry("delta.enableInCommitTimestamps", "true");
    }

    @Test
    void manyWritersLoseNothingAndKeepTheirOwnOrder() throws Exception {
        int writers = 4;
        int appends = 6;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> done = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int me = writer;
            Callable<Integer> task = () -> {
                DeltaLedger own = ledger();
                start.await();
                for (int i = 0; i < appends; i++) {
                    own.append(List.of(Entry.of(AT, Event.STARTED, "w")
                            .run("r" + me)
                            .step("s" + i)
                            .build()));
                }
                return me;
            };
            done.add(threads.submit(task));
        }
        start.countDown();
        for (Future<Integer> each : done) {
            each.get();
        }
        threads.shutdown();
        List<Entry> entries = ledger().entries();
        assertThat(entries).hasSize(writers * appends);
        for (int writer = 0; writer < writers; writer++) {
            String run = "r" + writer;
            assertThat(entries.stream().filter(e -> e.run().equals(run)).map(Entry::step))
                    .containsExactlyElementsOf(
                            IntStream.range(0, appends).mapToObj(i -> "s" + i).toList());
        }
    }

    @Test
    void compactionKeepsEveryEntryInItsPlace() {
        List<Entry> written = new ArrayList<>();
        DeltaLedger ledger = ledger();
        assertThat(ledger.compact()).isFalse();
        for (int i = 0; i < 12; i++) {
            written.add(numbered(i));
            ledger.append(List.of(numbered(i)));
        }
        assertThat(ledger.compact()).isTrue();
        assertThat(ledger.entries()).containsExactlyElementsOf(written);
        assertThat(ledger.compact()).isFalse();
        ledger.append(List.of(full()));
        ledger.append(List.of(numbered(99)));
        assertThat(ledger.compact()).isTrue();
        written.add(full());
        written.add(numbered(99));
        assertThat(ledger.entries()).containsExactlyElementsOf(written);
    }

    @Test
    void aTableThatIsNoLedgerIsRefused() {
        io.delta.kernel.types.StructType other = new io.delta.kernel.types.StructType()
                .add("at", io.delta.kernel.types.LongType.LONG)
                .add("event", io.delta.kernel.types.StringType.STRING);
        io.delta.kernel.engine.Engine engine = DefaultEngine.create(new Configuration());
        io.delta.kernel.TableManager.buildCreateTableTransaction(DeltaLedger.path(root.toString()), other, "test")
                .build(engine)
                .commit(engine, io.delta.kernel.utils.CloseableIterable.emptyIterable());
        assertThatThrownBy(() -> ledger().entries())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("its column at is bigint, not timestamp");
        assertThatThrownBy(() -> ledger().append(List.of(full()))).hasMessageContaining("is no ledger");
    }

    private static List<Integer> steps(Iterable<Entry> entries) {
        List<Integer> steps = new ArrayList<>();
        entries.forEach(entry -> steps.add(Integer.parseInt(entry.step().substring(2))));
        return steps;
    }

    @Test
    void whatCameAfterAPositionIsToldExactly() {
        DeltaLedger ledger = ledger();
        ledger.append(List.of(numbered(1), numbered(2)));
        LedgerView early = ledger.view();
        LedgerView.Position position = early.position().orElseThrow();
        ledger.append(List.of(numbered(3)));
        ledger.append(List.of(numbered(4), numbered(5)));

        assertThat(position.rows()).isEqualTo(2);
        assertThat(ledger.view().isAt(position)).isFalse();
        assertThat(steps(ledger.view().factsAfter(position).orElseThrow())).containsExactly(3, 4, 5);
        // A view is of its moment, whatever is added.
        assertThat(early.isAt(position)).isTrue();
        assertThat(steps(early.entries())).containsExactly(1, 2);
        assertThat(early.factsAfter(position)).contains(List.of());
    }

    @Test
    void whereJoinedFilesHoldBothOldAndNewNothingIsTold() {
        DeltaLedger ledger = ledger();
        ledger.append(List.of(numbered(1)));
        LedgerView.Position position = ledger.view().position().orElseThrow();
        ledger.append(List.of(numbered(2)));
        assertThat(ledger.compact()).isTrue();

        assertThat(ledger.view().factsAfter(position)).isEmpty();
        LedgerView.Position later = ledger.view().position().orElseThrow();
        ledger.append(List.of(numbered(3)));
        assertThat(steps(ledger.view().factsAfter(later).orElseThrow())).containsExactly(3);
        assertThat(steps(ledger.view().facts())).containsExactly(1, 2, 3);
    }

    @Test
    void aLedgerMadeAnewNeverStoodWhereTheOldOneDid() throws IOException {
        DeltaLedger ledger = ledger();
        ledger.append(List.of(numbered(1)));
        LedgerView.Position position = ledger.view().position().orElseThrow();
        assertThat(position.version()).isEqualTo(1);
        try (Stream<Path> files = Files.walk(root.resolve("_hindcast"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
        ledger().append(List.of(numbered(2)));

        assertThat(ledger().view().isAt(position)).isFalse();
        assertThat(ledger().view().factsAfter(position)).isEmpty();
        assertThat(new DeltaLedger(new Configuration(), root.resolve("none").toString())
                        .view()
                        .position())
                .isEmpty();
    }
}
