package io.hindcast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.ledger.TableCommit.Nature;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class CommitEntriesTest {

    private static final Partitioning DAYS = Partitioning.of(
            TimeDimension.of("ds", TimeGrid.utc(Grain.DAY), new Interval(Long.MIN_VALUE, Long.MAX_VALUE)));
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private static final InputRead RAW =
            new InputRead(7, Optional.of(new InputRead.Origin("id-raw", "the day", "2013-01-01..2013-12-31")));

    private static CommitRecord record(Event event, Map<String, Content> contents) {
        return new CommitRecord(
                event,
                "flights",
                "daily",
                "r-1",
                "daily/1",
                2,
                "2013-01-01..2013-01-02",
                "missing",
                "f1:aa",
                Map.of("n", "f1:bb"),
                Map.of("raw", RAW),
                contents,
                "",
                OptionalDouble.empty(),
                "");
    }

    private static TableCommit commit(
            long version, Instant at, Optional<CommitRecord> record, String set, Nature nature) {
        return new TableCommit(version, "id-daily", at, "WRITE", "eve", record, DAYS.parse(set), nature);
    }

    @Test
    void aCommitOfOursGivesOneEntryPerPartitionWithItsOwnEvent() {
        Content first = new Content(Event.COMMITTED, 30, 400, 1, "h1:01", Map.of("n", "h1:02"), Optional.empty());
        Content second = new Content(Event.UNCHANGED, 0, 0, 0, "h1:03", Map.of("n", "h1:04"), Optional.empty());
        CommitRecord record = record(Event.COMMITTED, Map.of("2013-01-01", first, "2013-01-02", second));
        EntryBuilder common = Entry.of(AT, Event.COMMITTED, "flights");
        Entry expected = common.asset("daily")
                .partitions("2013-01-01", 1)
                .reason("missing")
                .run("r-1")
                .attempt("daily/1", 2)
                .fingerprints("f1:aa", Map.of("n", "f1:bb"))
                .inputs(Map.of("raw", 7L))
                .version(5)
                .size(30, 400, 1)
                .hashes("h1:01", Map.of("n", "h1:02"))
                .detail("{\"table\":\"id-daily\",\"inputs\":{\"raw\":{\"table\":\"id-raw\","
                        + "\"mapping\":\"the day\",\"declared\":\"2013-01-01..2013-12-31\"}}}")
                .build();
        List<Entry> entries =
                CommitEntries.of("flights", "daily", commit(5, AT, Optional.of(record), "2013-01-01", Nature.REWRITE));
        assertThat(entries).hasSize(2).first().isEqualTo(expected);
        assertThat(entries.get(1).event()).isEqualTo(Event.UNCHANGED);
        assertThat(entries.get(1).partition()).isEqualTo("2013-01-02");
        assertThat(entries.get(1).hash()).isEqualTo("h1:03");
    }

    @Test
    void aCommitOfOursWithoutContentsSpeaksOfItsWholeSet() {
        List<Entry> entries = CommitEntries.of(
                "flights", "daily", commit(0, AT, Optional.of(record(Event.RESET, Map.of())), "", Nature.NEUTRAL));
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).event()).isEqualTo(Event.RESET);
        assertThat(entries.get(0).partition()).isEqualTo("2013-01-01..2013-01-02");
        assertThat(entries.get(0).version()).hasValue(0);
    }

    @Test
    void aForeignChangeGivesOneEntryAndForeignCompactionNone() {
        TableCommit change = commit(3, AT, Optional.empty(), "2013-01-01..2013-01-02", Nature.APPEND);
        assertThat(CommitEntries.of("flights", "daily", change))
                .containsExactly(Entry.of(AT, Event.FOREIGN, "flights")
                        .asset("daily")
                        .partitions("2013-01-01..2013-01-02", 2)
                        .reason("WRITE")
                        .version(3)
                        .actor("eve")
                        .detail("{\"table\":\"id-daily\"}")
                        .build());
        assertThat(CommitEntries.of("flights", "daily", commit(4, AT, Optional.empty(), "", Nature.NEUTRAL)))
                .isEmpty();
        TableCommit everything =
                new TableCommit(3, "id-daily", AT, "DELETE", "eve", Optional.empty(), DAYS.domain(), Nature.REWRITE);
        assertThat(CommitEntries.of("flights", "daily", everything))
                .hasSize(1)
                .first()
                .matches(entry -> entry.partitions().isEmpty())
                .matches(entry -> DAYS.parse(entry.partition()).equals(DAYS.domain()));
    }

    @Test
    void repairTellsAllTablesInTheOrderOfTimeAndEachInTheOrderOfItsVersions() {
        Map<String, List<TableCommit>> commits = Map.of(
                "b",
                List.of(foreign(0, 10), foreign(1, 5), foreign(2, 30)),
                "a",
                List.of(foreign(0, 10), foreign(1, 20)));
        assertThat(CommitEntries.repair("flights", commits))
                .extracting(entry -> entry.asset() + entry.version().orElseThrow())
                .containsExactly("a0", "b0", "b1", "a1", "b2");
    }

    private static TableCommit foreign(long version, long second) {
        return commit(version, AT.plusSeconds(second), Optional.empty(), "2013-01-01", Nature.APPEND);
    }
}
