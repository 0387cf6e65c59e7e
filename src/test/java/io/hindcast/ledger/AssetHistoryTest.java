package io.hindcast.ledger;

import static io.hindcast.testing.Partitionings.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.ReadColumns;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssetHistoryTest {

    private static final Instant AT = Instant.parse("2013-06-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-03");
    private static final List<Partition> ALL = DAYS.domain().partitions().toList();
    private static final PartitionSet NONE = PartitionSet.empty(DAYS);

    private static Entry entry(Event event, String set, long version) {
        return Entry.of(AT, event, "world")
                .asset("a")
                .partition(set)
                .run("r-" + version)
                .attempt("a/1", 1)
                .fingerprints("f1:" + version, Map.of())
                .inputs(Map.of("s", version))
                .version(version)
                .size(version, 10, 1)
                .build();
    }

    /** As the ledger tells it since it knows of which table it speaks. */
    private static Entry entry(Event event, String set, long version, String table) {
        return Entry.of(AT, event, "world")
                .asset("a")
                .partition(set)
                .version(version)
                .table(table)
                .build();
    }

    private static Entry quarantined(String set) {
        return Entry.of(AT, Event.QUARANTINED, "world")
                .asset("a")
                .partition(set)
                .run("r-9")
                .attempt("a/1", 1)
                .error("poison")
                .build();
    }

    private static AssetState state(List<Entry> ledger, List<Entry> recovered) {
        return new AssetHistory(DAYS, ledger, table(20)).state(recovered);
    }

    private static Optional<TableState> table(long version) {
        return Optional.of(new TableState(version, "id", List.of(), List.of(), 1, Map.of()));
    }

    private static String text(PartitionSet set) {
        return set.toString();
    }

    @Test
    void whatOthersWroteOverWasBuiltByUsOnce() {
        List<Entry> ledger =
                List.of(entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1), entry(Event.COMMITTED, "2013-01-02", 2));
        List<Entry> recovered = List.of(entry(Event.FOREIGN, "2013-01-02..2013-01-04", 3));
        AssetHistory history = new AssetHistory(DAYS, ledger, table(20));

        assertThat(text(history.state(recovered).builds().covered())).isEqualTo("2013-01-01");
        assertThat(history.ownBuilds(recovered).groups())
                .hasSize(2)
                .allSatisfy((build, set) ->
                        assertThat(text(set)).isEqualTo(build.version() == 1 ? "2013-01-01,2013-01-03" : "2013-01-02"));
    }

    @Test
    void aChangeOfSomeColumnsIsNoneForWhoReadsOthersUntilAllChange() {
        Entry narrow = Entry.of(AT, Event.COMMITTED, "world")
                .asset("a")
                .partition("2013-01-02")
                .version(2)
                .change(Optional.of(ColumnChange.of(List.of("m"), List.of(List.of("n", "o"), List.of("p")))))
                .build();
        AssetState state = state(
                List.of(
                        entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1),
                        narrow,
                        entry(Event.COMMITTED, "2013-01-03", 3)),
                List.of());

        ChangeLog changes = state.changes();
        assertThat(text(changes.after(1))).isEqualTo("2013-01-02..2013-01-03");
        assertThat(text(changes.after(1, ReadColumns.of(List.of("O"))))).isEqualTo("2013-01-03");
        assertThat(text(changes.after(1, ReadColumns.of(List.of())))).isEqualTo("2013-01-03");
        assertThat(text(changes.after(1, ReadColumns.of(List.of("n", "p"))))).isEqualTo("2013-01-02..2013-01-03");
        assertThat(text(changes.after(0, ReadColumns.of(List.of("n"))))).isEqualTo("2013-01-01..2013-01-03");
        assertThat(changes.after(3, ReadColumns.everything())).isEqualTo(NONE);
    }

    @Test
    void howLongAPartitionTookIsTheTimeOfItsStepsOverTheirPartitions() {
        EntryBuilder first = Entry.of(AT, Event.COMMITTED, "world")
                .asset("a")
                .run("r-1")
                .attempt("a/1", 1)
                .version(1);
        AssetState state = state(
                List.of(
                        first.partition("2013-01-01").seconds(6).build(),
                        first.partition("2013-01-02").seconds(6).build(),
                        Entry.of(AT, Event.UNCHANGED, "world")
                                .asset("a")
                                .run("r-2")
                                .attempt("a/1", 1)
                                .version(2)
                                .partition("2013-01-02")
                                .seconds(3)
                                .build()),
                List.of());

        assertThat(state.held().secondsPerPartition()).hasValue(3.0);
        assertThat(state(List.of(entry(Event.COMMITTED, "2013-01-01", 1)), List.of())
                        .held()
                        .secondsPerPartition())
                .isEmpty();
    }

    @Test
    void theLatestCommitOfAPartitionCounts() {
        AssetState state = state(
                List.of(
                        entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1),
                        entry(Event.COMMITTED, "2013-01-02", 2),
                        entry(Event.UNCHANGED, "2013-01-03", 3)),
                List.of());
        assertThat(state.builds().groups().keySet()).extracting(Build::version).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(text(state.changes().after(1))).isEqualTo("2013-01-02");
        assertThat(text(state.changes().after(0))).isEqualTo("2013-01-01..2013-01-03");
        assertThat(state.changes().after(2)).isEqualTo(NONE);
        assertThat(state.contents().at(ALL.get(2)).map(CommitRecord.Content::rows))
                .contains(3L);
    }

    @Test
    void commitsThatTheLedgerDoesNotKnowGiveTheSameStateWhicheverTheyAre() {
        List<Entry> history = List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1),
                entry(Event.FOREIGN, "2013-01-02", 2),
                entry(Event.COMMITTED, "2013-01-02", 3),
                entry(Event.FOREIGN, "2013-01-01..2013-01-02", 4),
                entry(Event.ACCEPTED, "2013-01-01", 5),
                entry(Event.EXPIRED, "2013-01-03", 6),
                entry(Event.UNCHANGED, "2013-01-03", 7),
                entry(Event.COMMITTED, "2013-01-03", 8));
        AssetState whole = state(history, List.of());
        Random random = new Random(1);
        for (int choice = 0; choice < 1 << history.size(); choice++) {
            List<Entry> known = new ArrayList<>();
            List<Entry> recovered = new ArrayList<>();
            for (int i = 0; i < history.size(); i++) {
                ((choice >> i & 1) == 0 ? known : recovered).add(history.get(i));
            }
            Collections.shuffle(recovered, random);
            assertThat(state(known, recovered)).as("known %s", known).isEqualTo(whole);
            AssetHistory history1 = new AssetHistory(DAYS, known, table(8));
            assertThat(history1.unknownVersions())
                    .containsExactlyInAnyOrderElementsOf(withZero(recovered.stream()
                            .map(entry -> entry.version().orElseThrow())
                            .toList()));
        }
        assertThat(text(whole.foreign().covered())).isEqualTo("2013-01-02");
        assertThat(text(whole.builds().covered())).isEqualTo("2013-01-01,2013-01-03");
        assertThat(whole.expired()).isEqualTo(NONE);
    }

    private static List<Long> withZero(List<Long> versions) {
        List<Long> all = new ArrayList<>(versions);
        all.add(0L);
        return all;
    }

    @Test
    void theTableTellsWhichOfTwoCommitsCameFirstWhateverTheOrderOfTheLedger() {
        AssetState state = state(
                List.of(entry(Event.FOREIGN, "2013-01-01", 6), entry(Event.COMMITTED, "2013-01-01", 5)), List.of());
        assertThat(text(state.foreign().covered())).isEqualTo("2013-01-01");
        assertThat(state.builds().isEmpty()).isTrue();
    }

    @Test
    void aResetForgetsWhatWasBefore() {
        List<Entry> ledger = List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1),
                quarantined("2013-01-02"),
                entry(Event.RESET, "*", 2),
                entry(Event.COMMITTED, "2013-01-03", 4));
        AssetHistory history = new AssetHistory(DAYS, ledger, table(5));
        AssetState state = history.state(List.of());
        assertThat(text(state.builds().covered())).isEqualTo("2013-01-03");
        assertThat(state.quarantined().isEmpty()).isTrue();
        assertThat(history.unknownVersions()).containsExactly(3L, 5L);
    }

    @Test
    void aResetThatOnlyTheTableTellsOfForgetsAsWell() {
        List<Entry> ledger = List.of(entry(Event.COMMITTED, "origin=EWR", 1), entry(Event.COMMITTED, "2013-01-03", 3));
        AssetState state = state(ledger, List.of(entry(Event.RESET, "*", 2)));
        assertThat(text(state.builds().covered())).isEqualTo("2013-01-03");
        assertThat(text(state.changes().after(-1))).isEqualTo("2013-01-03");
    }

    @Test
    void aCommitHealsAQuarantineAndAnOlderOneDoesNot() {
        List<Entry> ledger = List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1),
                quarantined("2013-01-02..2013-01-03"),
                entry(Event.COMMITTED, "2013-01-02", 3));
        AssetState state = state(ledger, List.of());
        assertThat(text(state.quarantined().covered())).isEqualTo("2013-01-03");
        assertThat(text(state.builds().covered())).isEqualTo("2013-01-01..2013-01-03");
        assertThat(state.quarantined().at(ALL.get(2)).map(Quarantine::error)).contains("poison");
    }

    @Test
    void whatWasDroppedOnPurposeStaysKnownAsBuiltUntilItIsBuiltAgain() {
        List<Entry> ledger = new ArrayList<>(List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1),
                entry(Event.EXPIRED, "2013-01-01..2013-01-02", 2)));
        AssetState state = state(ledger, List.of());
        assertThat(text(state.expired())).isEqualTo("2013-01-01..2013-01-02");
        assertThat(text(state.builds().covered())).isEqualTo("2013-01-01..2013-01-03");
        assertThat(state.changes().after(1)).as("an expiry changes nothing").isEqualTo(NONE);

        ledger.add(entry(Event.COMMITTED, "2013-01-01", 3));
        ledger.add(entry(Event.FOREIGN, "2013-01-02", 4));
        assertThat(state(ledger, List.of()).expired()).isEqualTo(NONE);
    }

    @Test
    void whatIsBuiltForARunAloneStaysDropped() {
        List<Entry> ledger = new ArrayList<>(List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1),
                entry(Event.EXPIRED, "2013-01-01..2013-01-02", 2),
                scaffolding("2013-01-01", 3),
                scaffolding("2013-01-02", 3)));
        AssetState state = state(ledger, List.of());
        assertThat(text(state.expired())).isEqualTo("2013-01-01..2013-01-02");
        assertThat(text(state.dropped().scaffolding())).isEqualTo("2013-01-01..2013-01-02");
        assertThat(state.builds().at(ALL.get(0)).map(Build::version)).contains(3L);

        ledger.add(entry(Event.EXPIRED, "2013-01-01", 4));
        ledger.add(entry(Event.UNCHANGED, "2013-01-02", 5));
        AssetState later = state(ledger, List.of());
        assertThat(text(later.expired())).isEqualTo("2013-01-01");
        assertThat(later.dropped().scaffolding()).isEqualTo(NONE);
        assertThat(later.dropped().how().at(ALL.get(0)).map(Expiry::version)).contains(4L);
    }

    private static Entry scaffolding(String partition, long version) {
        return Entry.of(Instant.EPOCH, Event.COMMITTED, "world")
                .asset("a")
                .partitions(partition, 1)
                .version(version)
                .scaffolding()
                .build();
    }

    @Test
    void dataThatIsTakenOverIsWhatItWas() {
        AssetState state = state(
                List.of(entry(Event.FOREIGN, "2013-01-01", 1), entry(Event.ACCEPTED, "2013-01-01", 2)), List.of());
        assertThat(state.foreign().isEmpty()).isTrue();
        assertThat(text(state.builds().covered())).isEqualTo("2013-01-01");
        assertThat(state.changes().after(1)).isEqualTo(NONE);
        assertThat(text(state.changes().after(0))).isEqualTo("2013-01-01");
    }

    @Test
    void aTableThatIsGoneHoldsNothingButWhatWasSetAsideStaysSo() {
        List<Entry> ledger =
                List.of(entry(Event.COMMITTED, "2013-01-01..2013-01-02", 1), quarantined("2013-01-02..2013-01-03"));
        AssetState gone = new AssetHistory(DAYS, ledger, Optional.empty()).state(List.of());
        assertThat(gone.builds().isEmpty()).isTrue();
        assertThat(gone.version()).isEqualTo(-1);
        assertThat(text(gone.quarantined().covered())).isEqualTo("2013-01-02..2013-01-03");
    }

    @Test
    void aTableOfALowerVersionIsAnotherTable() {
        List<Entry> ledger = List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 9),
                quarantined("2013-01-02..2013-01-03"),
                entry(Event.COMMITTED, "2013-01-03", 10));
        AssetHistory history = new AssetHistory(DAYS, ledger, table(2));
        assertThat(history.unknownVersions()).containsExactly(0L, 1L, 2L);
        AssetState state = history.state(List.of(entry(Event.FOREIGN, "2013-01-01", 1)));
        assertThat(state.builds().isEmpty()).isTrue();
        assertThat(text(state.foreign().covered())).isEqualTo("2013-01-01");
        assertThat(text(state.quarantined().covered())).isEqualTo("2013-01-02");
    }

    @Test
    void aTableOfAnotherIdIsAnotherTableWhateverItsVersion() {
        List<Entry> ledger = List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1, "before"),
                quarantined("2013-01-02"),
                entry(Event.COMMITTED, "2013-01-03", 2, "before"));
        AssetHistory history = new AssetHistory(DAYS, ledger, table(5));
        assertThat(history.unknownVersions()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        AssetState state = history.state(List.of(entry(Event.COMMITTED, "2013-01-01", 1, "id")));
        assertThat(text(state.builds().covered())).isEqualTo("2013-01-01");
        assertThat(text(state.quarantined().covered())).isEqualTo("2013-01-02");
    }

    @Test
    void whatTheLedgerTellsOfTheTableAsItStandsCountsAlsoAfterAnotherWasAtItsPath() {
        List<Entry> ledger = List.of(
                entry(Event.COMMITTED, "2013-01-01..2013-01-03", 1, "before"),
                entry(Event.COMMITTED, "2013-01-02", 1, "id"),
                entry(Event.FOREIGN, "2013-01-03", 2, "id"));
        AssetHistory history = new AssetHistory(DAYS, ledger, table(3));
        assertThat(history.unknownVersions()).containsExactly(0L, 3L);
        AssetState state = history.state(List.of());
        assertThat(text(state.builds().covered())).isEqualTo("2013-01-02");
        assertThat(text(state.foreign().covered())).isEqualTo("2013-01-03");
    }

    @Test
    void otherEventsSayNothingOfPartitions() {
        List<Entry> ledger = new ArrayList<>();
        for (Event event : List.of(
                Event.REQUESTED,
                Event.PLANNED,
                Event.STARTED,
                Event.FAILED,
                Event.CANCELLED,
                Event.SKIPPED,
                Event.RELEASED,
                Event.LEASED,
                Event.STAGED,
                Event.FINISHED)) {
            ledger.add(entry(event, "2013-01-01", 1));
        }
        assertThat(state(ledger, List.of())).isEqualTo(state(List.of(), List.of()));
    }
}
