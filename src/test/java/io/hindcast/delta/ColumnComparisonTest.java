package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.content.ContentHash;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Event;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every pair of tables of up to three rows and of two or three columns of two values, and every set of columns that a reader
 * may look at: the reader is spared exactly when the rows, cut to these columns, are the same with their duplicates. Hashes
 * are perfect here: what they are of, in text.
 */
class ColumnComparisonTest {

    private static final PartitionSet ALL = Partitioning.none().domain();
    private static final Partition ONE = ALL.partitions().findFirst().orElseThrow();
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** Each row is a number, and the values of its columns are the bits of that. */
    private record Table(int columns, List<Integer> rows) {

        String of(SortedSet<String> some) {
            List<String> texts = new ArrayList<>();
            for (int row : rows) {
                StringBuilder text = new StringBuilder();
                for (String name : some) {
                    text.append(row >> NAMES.indexOf(name) & 1);
                }
                texts.add(text.toString());
            }
            return texts.size() + " " + texts.stream().sorted().toList();
        }

        ContentHash hash() {
            TreeMap<String, String> hashes = new TreeMap<>();
            TreeMap<String, Long> nulls = new TreeMap<>();
            for (String name : NAMES.subList(0, columns)) {
                hashes.put(name, of(new TreeSet<>(List.of(name))));
                nulls.put(name, 0L);
            }
            return new ContentHash(rows.size(), of(new TreeSet<>(NAMES.subList(0, columns))), hashes, nulls);
        }

        CommitRecord.Content content() {
            ContentHash hash = hash();
            return new CommitRecord.Content(
                    Event.COMMITTED, hash.rows(), 1, 1, hash.hash(), hash.hashes(), Optional.empty());
        }
    }

    /** The order of rows makes no difference anywhere, so each table is taken in one order. */
    private static List<Table> tables(int columns) {
        List<Table> tables = new ArrayList<>();
        int values = 1 << columns;
        tables.add(new Table(columns, List.of()));
        for (int first = 0; first < values; first++) {
            tables.add(new Table(columns, List.of(first)));
            for (int second = first; second < values; second++) {
                tables.add(new Table(columns, List.of(first, second)));
                for (int third = second; third < values; third++) {
                    tables.add(new Table(columns, List.of(first, second, third)));
                }
            }
        }
        return tables;
    }

    private static List<SortedSet<String>> subsets(int columns) {
        List<SortedSet<String>> subsets = new ArrayList<>();
        for (int number = 0; number < 1 << columns; number++) {
            SortedSet<String> subset = new TreeSet<>();
            for (int i = 0; i < columns; i++) {
                if ((number >> i & 1) == 1) {
                    subset.add(NAMES.get(i));
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    private static Optional<ColumnChange> change(Table before, Table after, Collection<ReadColumns> readers) {
        ColumnComparison comparison = new ColumnComparison(
                (partitions, columns) -> Map.of(ONE, before.of(columns)),
                (partitions, columns) -> Map.of(ONE, after.of(columns)));
        return Optional.ofNullable(comparison
                .changes(
                        Map.of(ONE, new Written.Content(1, 1, after.hash())),
                        PartitionMap.<CommitRecord.Content>empty(Partitioning.none())
                                .with(ALL, before.content()),
                        PartitionMap.empty(Partitioning.none()),
                        readers)
                .get(ONE));
    }

    private static int check(Table before, Table after, List<SortedSet<String>> readers) {
        Optional<ColumnChange> change =
                change(before, after, readers.stream().map(ReadColumns::of).toList());
        int spared = 0;
        for (SortedSet<String> reader : readers) {
            boolean same = before.of(reader).equals(after.of(reader));
            boolean isSpared =
                    change.filter(how -> how.spares(ReadColumns.of(reader))).isPresent();
            if (same != isSpared) {
                assertThat(isSpared)
                        .as("a reader of %s, of %s and then %s", reader, before, after)
                        .isEqualTo(same);
            }
            spared += isSpared ? 1 : 0;
        }
        return spared;
    }

    @Test
    void aReaderIsSparedExactlyWhereItsColumnsHoldTheSameRows() {
        int spared = 0;
        for (int columns = 2; columns <= 3; columns++) {
            List<Table> tables = tables(columns);
            for (Table before : tables) {
                for (Table after : tables) {
                    if (!before.equals(after)) {
                        spared += check(before, after, subsets(columns));
                    }
                }
            }
        }
        assertThat(spared).isGreaterThan(10_000);
    }

    @Test
    @Tag("long")
    void eachReaderAloneIsToldTheSameAsTogetherWithOthers() {
        List<Table> tables = tables(3);
        for (Table before : tables) {
            for (Table after : tables) {
                for (SortedSet<String> reader : subsets(3)) {
                    if (!before.equals(after)) {
                        check(before, after, List.of(reader));
                    }
                }
            }
        }
    }

    @Test
    void valuesThatChangePlacesAreSeenByWhoReadsBothColumns() {
        Table before = new Table(3, List.of(0b000, 0b111));
        Table after = new Table(3, List.of(0b010, 0b101));

        ColumnChange change = change(
                        before, after, List.of(ReadColumns.of(List.of("a", "b")), ReadColumns.of(List.of("a"))))
                .orElseThrow();

        assertThat(change.changed()).isEmpty();
        assertThat(change.spares(ReadColumns.of(List.of("a", "b")))).isFalse();
        assertThat(change.spares(ReadColumns.of(List.of("A")))).isTrue();
        assertThat(change.spares(ReadColumns.everything())).isFalse();
    }

    @Test
    void whatCannotBeReadAgainSparesNobody() {
        Table before = new Table(3, List.of(0b000));
        Table after = new Table(3, List.of(0b100));
        ColumnComparison comparison = new ColumnComparison(
                (partitions, columns) -> {
                    throw new IllegalStateException("the file is gone");
                },
                (partitions, columns) -> Map.of(ONE, after.of(columns)));

        assertThat(comparison.changes(
                        Map.of(ONE, new Written.Content(1, 1, after.hash())),
                        PartitionMap.<CommitRecord.Content>empty(Partitioning.none())
                                .with(ALL, before.content()),
                        PartitionMap.empty(Partitioning.none()),
                        List.of(ReadColumns.of(List.of("a", "b")))))
                .isEmpty();
    }

    @Test
    void nothingIsReadAgainWhereEveryReaderSeesTheChange() {
        Table before = new Table(3, List.of(0b000));
        Table after = new Table(3, List.of(0b100));
        ColumnComparison comparison = new ColumnComparison(
                (partitions, columns) -> {
                    throw new AssertionError("read " + columns);
                },
                (partitions, columns) -> {
                    throw new AssertionError("read " + columns);
                });

        assertThat(comparison.changes(
                        Map.of(ONE, new Written.Content(1, 1, after.hash())),
                        PartitionMap.<CommitRecord.Content>empty(Partitioning.none())
                                .with(ALL, before.content()),
                        PartitionMap.empty(Partitioning.none()),
                        List.of(ReadColumns.of(List.of("a", "c")), ReadColumns.of(List.of("c")))))
                .isEmpty();
    }

    @Test
    void whereTheirCodeSaysThatOtherColumnsCannotDifferNothingIsReadAgain() {
        assertThat(planned("c", List.of(0b000, 0b011), List.of(0b100, 0b011)).orElseThrow())
                .isEqualTo(ColumnChange.of(List.of("c"), List.of(List.of("a", "b"))));
    }

    @Test
    void aPlanIsNotBelievedWhereAnotherColumnDiffers() {
        assertThat(planned("c", List.of(0b000, 0b011), List.of(0b110, 0b011))).isEmpty();
    }

    private static Optional<ColumnChange> planned(String column, List<Integer> then, List<Integer> now) {
        ColumnComparison comparison = new ColumnComparison(
                (partitions, columns) -> {
                    throw new AssertionError("read " + columns);
                },
                (partitions, columns) -> {
                    throw new AssertionError("read " + columns);
                });
        return Optional.ofNullable(comparison
                .changes(
                        Map.of(ONE, new Written.Content(1, 1, new Table(3, now).hash())),
                        PartitionMap.<CommitRecord.Content>empty(Partitioning.none())
                                .with(ALL, new Table(3, then).content()),
                        PartitionMap.<TouchedColumns>empty(Partitioning.none())
                                .with(ALL, TouchedColumns.of(List.of(column))),
                        List.of(ReadColumns.of(List.of("a", "b")), ReadColumns.of(List.of("b", "c"))))
                .get(ONE));
    }
}
