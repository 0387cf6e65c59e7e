package io.hindcast.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.proof.Dependencies.Determination;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is concluded from true statements about a relation holds in it: all small relations, all sets of columns. */
final class DependenciesTest {

    private static final int WIDTH = 3;
    private static final Set<Long> ALL = Set.of(0L, 1L, 2L);

    /** Rows are numbers whose bits are the columns; a relation may hold a row twice. */
    private static Stream<List<Integer>> relations() {
        Stream<List<Integer>> all = Stream.of(List.of());
        for (int i = 0; i < 4; i++) {
            List<List<Integer>> shorter = all.toList();
            all = Stream.concat(
                    shorter.stream(),
                    shorter.stream()
                            .flatMap(rows -> IntStream.range(0, 1 << WIDTH)
                                    .filter(row -> rows.isEmpty() || row >= rows.get(rows.size() - 1))
                                    .mapToObj(row -> Stream.concat(rows.stream(), Stream.of(row))
                                            .toList())));
            all = all.distinct();
        }
        return all;
    }

    private static List<Set<Long>> subsets() {
        return IntStream.range(0, 1 << WIDTH)
                .mapToObj(bits -> ALL.stream()
                        .filter(column -> (bits >> column & 1) == 1)
                        .collect(Collectors.toUnmodifiableSet()))
                .toList();
    }

    private static int seen(int row, Set<Long> columns) {
        return columns.stream().mapToInt(column -> row & 1 << column).sum();
    }

    private static boolean determines(List<Integer> rows, Set<Long> from, Set<Long> to) {
        return rows.stream()
                .allMatch(a -> rows.stream()
                        .filter(b -> seen(a, from) == seen(b, from))
                        .allMatch(b -> seen(a, to) == seen(b, to)));
    }

    private static boolean isKey(List<Integer> rows, Set<Long> columns) {
        Set<Integer> different = new HashSet<>();
        return rows.stream().allMatch(row -> different.add(seen(row, columns)));
    }

    /** All that holds of a relation where it is said in a few columns: a set determines one column, or is a key. */
    private static Dependencies ofRelation(List<Integer> rows) {
        List<Determination> determinations = new ArrayList<>();
        for (Set<Long> from : subsets()) {
            for (long to = 0; to < WIDTH; to++) {
                if (determines(rows, from, Set.of(to))) {
                    determinations.add(new Determination(from, Set.of(to)));
                }
            }
        }
        return new Dependencies(
                determinations,
                subsets().stream().filter(key -> isKey(rows, key)).toList());
    }

    @Test
    void whatFollowsIsTrueAndAllThatIsTrueFollows() {
        relations().forEach(rows -> {
            Dependencies known = ofRelation(rows);
            for (Set<Long> columns : subsets()) {
                assertThat(known.tellsRowsApart(columns))
                        .as("%s %s", rows, columns)
                        .isEqualTo(isKey(rows, columns));
                for (Set<Long> others : subsets()) {
                    assertThat(known.closure(columns).containsAll(others)).isEqualTo(determines(rows, columns, others));
                }
            }
        });
    }

    @Test
    void whatIsSaidWithoutSomeColumnsIsTrueOfTheOthers() {
        relations().forEach(rows -> {
            Dependencies known = ofRelation(rows);
            for (Set<Long> visible : subsets()) {
                Dependencies rest = known.visible(visible);
                for (Set<Long> columns : subsets()) {
                    if (visible.containsAll(columns)) {
                        assertThat(rest.tellsRowsApart(columns))
                                .as("%s %s of %s", rows, columns, visible)
                                .isEqualTo(isKey(rows, columns));
                        assertThat(visible).containsAll(rest.closure(columns));
                        assertThat(determines(rows, columns, rest.closure(columns)))
                                .isTrue();
                    }
                }
            }
        });
    }

    @Test
    void aPairOfRowsIsToldByTheKeysOfBoth() {
        Dependencies left = Dependencies.ofKeys(List.of(Set.of(0L), Set.of(1L)), Set.of(0L, 1L));
        Dependencies right = Dependencies.ofKeys(List.of(Set.of(2L)), Set.of(2L, 3L));
        Dependencies both = left.beside(right);

        assertThat(both.tellsRowsApart(Set.of(1L, 2L))).isTrue();
        assertThat(both.tellsRowsApart(Set.of(0L, 1L, 3L))).isFalse();
        assertThat(both.with(Set.of(0L), Set.of(2L)).tellsRowsApart(Set.of(1L))).isTrue();
    }
}
