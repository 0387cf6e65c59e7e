package io.hindcast.proof;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import io.hindcast.difference.Example;
import io.hindcast.partition.Partition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The first rows that differ, of each kind, by partition and values: the same ones each time. */
final class Examples {

    private final Layout layout;
    private final RowPairs pairing;
    private final BiFunction<Row, Integer, Partition> partition;
    private final int most;

    /**
     * @param partition tells the partition from a row and the place at which its values begin
     * @param most how many of each kind
     */
    Examples(Layout layout, RowPairs pairing, BiFunction<Row, Integer, Partition> partition, int most) {
        this.layout = layout;
        this.pairing = pairing;
        this.partition = partition;
        this.most = most;
    }

    List<Example> of(Dataset<Row> pairs) {
        List<Example> examples = new ArrayList<>();
        for (Example.Kind kind : Example.Kind.values()) {
            Dataset<Row> some = pairs.where(col(RowPairs.KIND).equalTo(number(kind)))
                    .orderBy(order().toArray(Column[]::new))
                    .limit(most)
                    .select(shown().toArray(Column[]::new));
            some.collectAsList().forEach(row -> examples.add(example(kind, row)));
        }
        return examples;
    }

    private static int number(Example.Kind kind) {
        return switch (kind) {
            case CHANGED -> RowPairs.CHANGED;
            case REMOVED -> RowPairs.REMOVED;
            case ADDED -> RowPairs.ADDED;
        };
    }

    /** By the key first: without one that is all columns. */
    private List<Column> order() {
        List<Column> order = new ArrayList<>(layout.partitionColumns());
        Set<Integer> places = new LinkedHashSet<>(layout.key().orElse(List.of()));
        for (int place = 0; place < layout.compared().size(); place++) {
            places.add(place);
        }
        places.forEach(place -> order.add(coalesce(RowPairs.before(place), RowPairs.after(place))));
        return order.isEmpty() ? List.of(col(RowPairs.KIND)) : order;
    }

    /** The partition, and of each column before, after, and whether they differ. */
    private List<Column> shown() {
        List<Column> shown = new ArrayList<>(layout.partitionColumns());
        for (int place = 0; place < layout.compared().size(); place++) {
            shown.add(RowPairs.before(place).cast("string"));
            shown.add(RowPairs.after(place).cast("string"));
            shown.add(pairing.differsIn(place));
        }
        return shown.isEmpty() ? List.of(col(RowPairs.KIND)) : shown;
    }

    private Example example(Example.Kind kind, Row row) {
        int first = layout.partition().size();
        List<Example.Cell> cells = new ArrayList<>();
        for (int place : told(kind)) {
            int at = first + 3 * place + (kind == Example.Kind.ADDED ? 1 : 0);
            cells.add(new Example.Cell(layout.compared().get(place).name(), text(row, at)));
        }
        List<Example.Change> changes = new ArrayList<>();
        for (int place = 0;
                kind == Example.Kind.CHANGED && place < layout.compared().size();
                place++) {
            int at = first + 3 * place;
            if (row.getBoolean(at + 2)) {
                changes.add(new Example.Change(layout.compared().get(place).name(), text(row, at), text(row, at + 1)));
            }
        }
        return new Example(kind, partition.apply(row, 0).toString(), cells, changes);
    }

    /** The key, and of a row without counterpart everything after it. */
    private Set<Integer> told(Example.Kind kind) {
        Set<Integer> places = new LinkedHashSet<>(layout.key().orElse(List.of()));
        for (int place = 0;
                kind != Example.Kind.CHANGED && place < layout.compared().size();
                place++) {
            places.add(place);
        }
        return places;
    }

    private static Optional<String> text(Row row, int at) {
        return row.isNullAt(at) ? Optional.empty() : Optional.of(row.getString(at));
    }
}
