package io.hindcast.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How rows differ from the expected ones, whatever their order. A cell is empty for null.
 *
 * @param columns what was compared
 * @param leading how many of the columns, from the first, say where a row belongs
 * @param changed rows of which some columns are others
 * @param missing expected rows that are not there
 * @param unexpected rows that nobody expected
 * @param same how many rows are as expected
 */
public record RowDifference(
        List<String> columns,
        int leading,
        List<Change> changed,
        List<List<Optional<String>>> missing,
        List<List<Optional<String>>> unexpected,
        long same) {

    /** Beyond, nobody reads which row belongs to which, and looking for it takes long. */
    private static final long MOST_PAIRS = 10_000;

    public RowDifference {
        columns = List.copyOf(columns);
        changed = List.copyOf(changed);
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
    }

    /** An expected row, and the row that is there in its place. */
    public record Change(List<Optional<String>> expected, List<Optional<String>> actual) {

        public Change {
            expected = List.copyOf(expected);
            actual = List.copyOf(actual);
        }

        /** Whether a column is another. */
        public boolean isIn(int column) {
            return !expected.get(column).equals(actual.get(column));
        }

        private int agreeing(int columns) {
            int agreeing = 0;
            for (int i = 0; i < columns; i++) {
                agreeing += isIn(i) ? 0 : 1;
            }
            return agreeing;
        }
    }

    /**
     * Compares.
     *
     * @param leading how many of the columns, from the first, say where a row belongs
     * @param keys how many of the columns, from the first, tell which row is meant; 0 when that is not known: then the
     *     rows that agree in most columns, and in at least half of them, are held against each other
     */
    public static RowDifference of(
            List<String> columns,
            int leading,
            int keys,
            List<List<Optional<String>>> expected,
            List<List<Optional<String>>> actual) {
        List<List<Optional<String>>> unexpected = without(actual, expected);
        List<List<Optional<String>>> missing = without(expected, actual);
        long same = (long) expected.size() - missing.size();
        List<Change> changed = new ArrayList<>();
        for (Optional<Change> best = best(columns.size(), keys, missing, unexpected);
                best.isPresent();
                best = best(columns.size(), keys, missing, unexpected)) {
            changed.add(best.get());
            missing.remove(best.get().expected());
            unexpected.remove(best.get().actual());
        }
        return new RowDifference(columns, leading, changed, missing, unexpected, same);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return changed.isEmpty() && missing.isEmpty() && unexpected.isEmpty();
    }

    /** Some rows without others, each taken away as often as it is there. */
    private static List<List<Optional<String>>> without(
            List<List<Optional<String>>> rows, List<List<Optional<String>>> others) {
        Map<List<Optional<String>>, Integer> left = new HashMap<>();
        others.forEach(row -> left.merge(row, 1, Integer::sum));
        List<List<Optional<String>>> rest = new ArrayList<>();
        for (List<Optional<String>> row : rows) {
            if (left.merge(row, -1, Integer::sum) < 0) {
                rest.add(row);
            }
        }
        return rest;
    }

    /** The two rows that belong together most; empty when no two do. */
    private static Optional<Change> best(
            int columns, int keys, List<List<Optional<String>>> missing, List<List<Optional<String>>> unexpected) {
        Optional<Change> best = Optional.empty();
        if ((long) missing.size() * unexpected.size() > MOST_PAIRS) {
            return best;
        }
        int most = keys > 0 ? -1 : (columns + 1) / 2 - 1;
        for (List<Optional<String>> expected : missing) {
            for (List<Optional<String>> actual : unexpected) {
                Change change = new Change(expected, actual);
                boolean comparable = change.agreeing(keys) == keys;
                int agreeing = change.agreeing(columns);
                if (comparable && agreeing > most) {
                    most = agreeing;
                    best = Optional.of(change);
                }
            }
        }
        return best;
    }
}
