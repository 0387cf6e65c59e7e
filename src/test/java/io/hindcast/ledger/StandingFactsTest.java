package io.hindcast.ledger;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.product;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class StandingFactsTest {

    private static final Instant AT = Instant.parse("2013-06-01T00:00:00.000123Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-06");
    private static final Partitioning BOXES = product(days("2013-01-01..2013-01-03"), keys("origin", "EWR", "J,F|K=*"));
    private static final int HISTORIES = 60;

    private final Random random = new Random(7);

    private static Warehouse warehouse(Partitioning partitioning) {
        return world().source("s", partitioning)
                .asset("a", partitioning, input("s"))
                .warehouse();
    }

    /** One table; of the commits that the ledger does not tell of, every third is someone's and the others tidied up. */
    private record OneTable(Optional<TableState> table) implements Tables {

        static OneTable at(long version, String id) {
            return new OneTable(
                    version < 0
                            ? Optional.empty()
                            : Optional.of(new TableState(version, id, List.of(), List.of(), 1, Map.of())));
        }

        @Override
        public Optional<TableState> state(TableRef ref) {
            return ref.name().equals("a") ? table : Optional.empty();
        }

        @Override
        public Optional<String> stamp(TableRef ref, long version) {
            return state(ref)
                    .filter(now -> now.version() == version)
                    .filter(now -> version % 4 != 3)
                    .map(now -> now.id() + "@" + version);
        }

        @Override
        public List<TableCommit> commits(TableRef ref, long after, long upTo) {
            List<TableCommit> commits = new ArrayList<>();
            for (long version = after + 1; version <= upTo; version++) {
                boolean tidy = version % 3 != 2;
                commits.add(new TableCommit(
                        version,
                        table.orElseThrow().id(),
                        AT,
                        "WRITE",
                        "ann",
                        Optional.empty(),
                        tidy ? PartitionSet.empty(ref.partitioning()) : first(ref.partitioning()),
                        tidy ? TableCommit.Nature.NEUTRAL : TableCommit.Nature.APPEND));
            }
            return commits;
        }

        private static PartitionSet first(Partitioning partitioning) {
            return PartitionSet.of(
                    partitioning, partitioning.domain().partitions().findFirst().orElseThrow());
        }

        @Override
        public long oldestCommit(TableRef ref) {
            return 0;
        }

        @Override
        public Inventory inventory(TableRef ref, long version) {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public SortedSet<String> distinct(TableRef ref, String column, long version) {
            return new TreeSet<>();
        }
    }

    /** Appends something that may happen, as the ledger may tell it: out of order, twice, of another table. */
    private final class Storyteller {

        private final Partitioning partitioning;
        private final TestingLedger ledger;
        private String table = "t1";
        private long version = 0;
        private int run = 0;

        Storyteller(Partitioning partitioning, TestingLedger ledger) {
            this.partitioning = partitioning;
            this.ledger = ledger;
        }

        void next() {
            List<Entry> entries = new ArrayList<>();
            int kind = random.nextInt(20);
            if (kind < 9) {
                entries.addAll(commit(++version));
            } else if (kind < 11) {
                version += 2;
                entries.addAll(commit(version));
                entries.addAll(commit(version - 1));
            } else if (kind == 11 && !ledger.appends.isEmpty()) {
                entries.addAll(ledger.appends.get(random.nextInt(ledger.appends.size())));
            } else if (kind < 14) {
                some().forEach(partition -> entries.add(entry(Event.QUARANTINED, partition.toString())
                        .error("poison " + run)
                        .build()));
            } else if (kind < 16) {
                Event event = random.nextBoolean() ? Event.FOREIGN : Event.EXPIRED;
                entries.add(entry(event, set().toString()).version(++version).build());
            } else if (kind == 16) {
                entries.add(entry(Event.STARTED, set().toString()).build());
            } else if (kind == 17) {
                version++;
            } else if (random.nextInt(4) == 0) {
                table = "t" + ++run;
                version = 0;
                entries.add(entry(Event.RESET, "*").version(version).build());
            } else {
                entries.add(entry(Event.EXPIRED, "*").build());
            }
            ledger.appends.add(entries);
        }

        private List<Entry> commit(long at) {
            run += random.nextInt(2);
            List<Entry> entries = new ArrayList<>();
            Event[] events = {Event.COMMITTED, Event.COMMITTED, Event.UNCHANGED, Event.ACCEPTED};
            for (Partition partition : some()) {
                entries.add(entry(events[random.nextInt(events.length)], partition.toString())
                        .version(at)
                        .change(
                                random.nextInt(3) == 0
                                        ? Optional.of(ColumnChange.of(List.of("m"), List.of(List.of("n"))))
                                        : Optional.empty())
                        .size(random.nextInt(3), 10, 1)
                        .seconds(1 + run)
                        .hashes("h1:" + random.nextInt(3), Map.of("n", "h1:" + random.nextInt(3)))
                        .build());
            }
            if (random.nextInt(5) == 0 && !entries.isEmpty()) {
                // The same partition twice, once with another event.
                entries.add(entry(Event.UNCHANGED, entries.get(0).partition())
                        .version(at)
                        .build());
            }
            return entries;
        }

        private EntryBuilder entry(Event event, String partitions) {
            EntryBuilder entry = Entry.of(AT.plusSeconds(run), event, "world")
                    .asset("a")
                    .partition(partitions)
                    .reason("because " + run)
                    .run("r-" + run)
                    .attempt("a/1", 1)
                    .fingerprints("f1:" + run, Map.of("n", "f1:" + run))
                    .inputs(Map.of("s", (long) run))
                    .actor("ann");
            return random.nextInt(4) == 0 ? entry : entry.table(table);
        }

        private List<Partition> some() {
            List<Partition> all =
                    new ArrayList<>(partitioning.domain().partitions().toList());
            Collections.shuffle(all, random);
            return all.subList(0, random.nextInt(all.size() + 1));
        }

        private PartitionSet set() {
            return PartitionSet.unionAll(
                    partitioning,
                    some().stream()
                            .map(partition -> PartitionSet.of(partitioning, partition))
                            .toList());
        }
    }

    private static StateReader.Reading read(
            Warehouse warehouse, LedgerView ledger, Tables tables, Optional<byte[]> remembered) {
        return new StateReader(warehouse, tables)
                .read(StandingFacts.of(warehouse, ledger, remembered), Optional.empty(), Map.of());
    }

    /** What follows from whole entries, each for itself. */
    private static void assertTrue(
            StateReader.Reading reading, Warehouse warehouse, TestingLedger ledger, Tables tables) {
        AssetHistory history = new AssetHistory(
                warehouse.partitioningOf("a"),
                ledger.entries(),
                tables.state(new TableRef("a", "", warehouse.partitioningOf("a"))));
        AssetState expected = history.state(reading.recovered());
        assertThat(reading.state().asset("a")).as("%s", ledger.entries()).isEqualTo(expected);
        assertThat(reading.recovered())
                .extracting(entry -> entry.version().orElseThrow())
                .containsExactlyElementsOf(history.unknownVersions().stream()
                        .filter(version -> version % 3 == 2)
                        .toList());
    }

    private void aChainOfFilesTellsWhatTheLedgerTells(Partitioning partitioning) {
        Warehouse warehouse = warehouse(partitioning);
        int fromFiles = 0;
        for (int history = 0; history < HISTORIES; history++) {
            TestingLedger ledger = new TestingLedger("l");
            Storyteller storyteller = new Storyteller(partitioning, ledger);
            Optional<byte[]> remembered = Optional.empty();
            for (int append = 0; append < 12; append++) {
                storyteller.next();
                Tables tables = OneTable.at(
                        storyteller.version - random.nextInt(3) / 2,
                        random.nextInt(9) == 0 ? "other" : storyteller.table);
                assertTrue(read(warehouse, ledger, tables, Optional.empty()), warehouse, ledger, tables);
                StateReader.Reading reading = read(warehouse, ledger, tables, remembered);
                assertTrue(reading, warehouse, ledger, tables);
                if (random.nextBoolean() && reading.toRemember().isPresent()) {
                    remembered = reading.toRemember();
                    fromFiles++;
                }
            }
        }
        assertThat(fromFiles).isGreaterThan(HISTORIES);
    }

    @Tag("long")
    @Test
    void aChainOfFilesTellsOfDaysWhatTheLedgerTells() {
        aChainOfFilesTellsWhatTheLedgerTells(DAYS);
    }

    @Tag("long")
    @Test
    void aChainOfFilesTellsOfBoxesWhatTheLedgerTells() {
        aChainOfFilesTellsWhatTheLedgerTells(BOXES);
    }

    @Test
    @Tag("long")
    void aChainOfFilesTellsOfOnePartitionWhatTheLedgerTells() {
        aChainOfFilesTellsWhatTheLedgerTells(Partitioning.none());
    }

    private TestingLedger story(String id, int appends) {
        TestingLedger ledger = new TestingLedger(id);
        Storyteller storyteller = new Storyteller(DAYS, ledger);
        for (int append = 0; append < appends; append++) {
            storyteller.next();
        }
        return ledger;
    }

    @Test
    void aDamagedFileIsAsGoodAsNone() {
        Warehouse warehouse = warehouse(DAYS);
        TestingLedger ledger = story("l", 6);
        Tables tables = OneTable.at(3, "t1");
        byte[] whole =
                read(warehouse, ledger, tables, Optional.empty()).toRemember().orElseThrow();
        assertThat(RememberedFacts.parse(whole)).isPresent();
        for (int i = 0; i < whole.length; i++) {
            byte[] short1 = java.util.Arrays.copyOf(whole, i);
            assertThat(RememberedFacts.parse(short1)).as("cut at %s", i).isEmpty();
            byte[] wrong = whole.clone();
            wrong[i] ^= 0x10;
            assertThat(RememberedFacts.parse(wrong)).as("wrong at %s", i).isEmpty();
        }
        assertThat(RememberedFacts.parse(java.util.Arrays.copyOf(whole, whole.length + 1)))
                .isEmpty();
        assertTrue(read(warehouse, ledger, tables, Optional.of(new byte[0])), warehouse, ledger, tables);
    }

    @Test
    void aFileOfAnotherLedgerOrOfALaterMomentIsAsGoodAsNone() {
        Warehouse warehouse = warehouse(DAYS);
        Tables tables = OneTable.at(3, "t1");
        Optional<byte[]> other =
                read(warehouse, story("other", 6), tables, Optional.empty()).toRemember();
        TestingLedger later = story("l", 9);
        Optional<byte[]> ofLater =
                read(warehouse, later, tables, Optional.empty()).toRemember();
        TestingLedger ledger = new TestingLedger("l");
        ledger.appends.addAll(later.appends.subList(0, 6));

        assertTrue(read(warehouse, ledger, tables, other), warehouse, ledger, tables);
        assertTrue(read(warehouse, ledger, tables, ofLater), warehouse, ledger, tables);
    }

    @Test
    void aFileOfOtherPartitionsIsAsGoodAsNone() {
        Tables tables = OneTable.at(1, "t1");
        TestingLedger ledger = new TestingLedger("l");
        ledger.appends.add(List.of(Entry.of(AT, Event.COMMITTED, "world")
                .asset("a")
                .partition("2013-01-02")
                .version(1)
                .build()));
        Optional<byte[]> ofDays =
                read(warehouse(DAYS), ledger, tables, Optional.empty()).toRemember();
        Warehouse months = warehouse(io.hindcast.testing.Partitionings.months("2013-01..2013-02"));

        StateReader.Reading reading = read(months, ledger, tables, ofDays);

        assertThat(reading.state().asset("a").builds().covered()).hasToString("2013-01");
        assertThat(reading.toRemember()).isPresent();
    }

    @Test
    void nothingIsRememberedTwice() {
        Warehouse warehouse = warehouse(DAYS);
        TestingLedger ledger = story("l", 6);
        Tables tables = OneTable.at(3, "t1");
        Optional<byte[]> remembered =
                read(warehouse, ledger, tables, Optional.empty()).toRemember();

        assertThat(read(warehouse, ledger, tables, remembered).toRemember()).isEmpty();
    }

    /** A table whose commits may be looked at only once. */
    private record LookedAtOnce(OneTable table, Set<Long> looked) implements Tables {

        LookedAtOnce(OneTable table) {
            this(table, new HashSet<>());
        }

        @Override
        public List<TableCommit> commits(TableRef ref, long after, long upTo) {
            for (long version = after + 1; version <= upTo; version++) {
                assertThat(looked.add(version)).as("version %s", version).isTrue();
            }
            return table.commits(ref, after, upTo);
        }

        @Override
        public Optional<TableState> state(TableRef ref) {
            return table.state(ref);
        }

        @Override
        public Optional<String> stamp(TableRef ref, long version) {
            return table.stamp(ref, version);
        }

        @Override
        public long oldestCommit(TableRef ref) {
            return table.oldestCommit(ref);
        }

        @Override
        public Inventory inventory(TableRef ref, long version) {
            return table.inventory(ref, version);
        }

        @Override
        public SortedSet<String> distinct(TableRef ref, String column, long version) {
            return table.distinct(ref, column, version);
        }
    }

    @Test
    void whatOthersWroteIsLookedAtOnceAlsoWhereThereIsNoLedger() {
        Warehouse warehouse = warehouse(DAYS);
        LedgerView none = new TestingLedger("");
        Tables tables = new LookedAtOnce(OneTable.at(8, "t1"));
        StateReader.Reading first = read(warehouse, none, tables, Optional.empty());
        assertThat(first.recovered())
                .extracting(Entry::event, entry -> entry.version().orElseThrow())
                .containsExactly(tuple(Event.FOREIGN, 2L), tuple(Event.FOREIGN, 5L), tuple(Event.FOREIGN, 8L));

        StateReader.Reading second = read(warehouse, none, tables, first.toRemember());

        assertThat(second.recovered()).isEqualTo(first.recovered());
        assertThat(second.state().asset("a")).isEqualTo(first.state().asset("a"));
        assertThat(second.toRemember()).isEmpty();

        // What is told by a ledger now is no longer told by the table; and what is newer is looked at.
        TestingLedger ledger = new TestingLedger("l");
        ledger.appends.add(List.of(first.recovered().get(1)));
        Tables newer =
                new LookedAtOnce(OneTable.at(11, "t1"), new HashSet<>(Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L)));
        StateReader.Reading third = read(warehouse, ledger, newer, first.toRemember());
        assertTrue(third, warehouse, ledger, OneTable.at(11, "t1"));

        // Of another table at the same path, and declared otherwise, nothing is known.
        Tables other = new LookedAtOnce(OneTable.at(8, "t2"));
        assertThat(read(warehouse, none, other, first.toRemember()).recovered())
                .hasSize(3)
                .noneMatch(entry -> first.recovered().contains(entry));
        Tables again = new LookedAtOnce(OneTable.at(8, "t1"));
        assertThat(read(warehouse(days("2013-01-02..2013-01-06")), none, again, first.toRemember())
                        .recovered())
                .extracting(Entry::partition)
                .containsOnly("2013-01-02");
    }

    @Test
    void thePartitionsOfACommitAreOneEntry() {
        List<Entry> entries = new ArrayList<>();
        DAYS.domain()
                .partitions()
                .forEach(day -> entries.add(Entry.of(AT, Event.COMMITTED, "world")
                        .asset("a")
                        .partition(day.toString())
                        .version(1)
                        .size(3, 4, 5)
                        .build()));

        assertThat(Facts.condensed(DAYS, entries))
                .extracting(Entry::partition)
                .containsExactly("2013-01-01..2013-01-06");
    }
}
