package io.hindcast.proof;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.hindcast.delta.PartitionValues;
import io.hindcast.difference.ColumnSpread;
import io.hindcast.difference.PartitionDifference;
import io.hindcast.difference.TableDifference;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Compares rows of two states of some partitions. Runs Spark jobs. */
final class RowComparison {

    private static final String TOUCHED = "touched";

    private final Layout layout;
    private final PartitionValues partitions;
    private final Settings settings;

    /**
     * How to compare.
     *
     * @param tolerance as {@link TableDifference.Pairing} has it
     * @param ignored columns that are left aside
     * @param examples how many rows of each kind are shown
     */
    record Settings(double tolerance, List<String> ignored, int examples) {

        Settings {
            ignored = List.copyOf(ignored);
        }
    }

    /** In the columns of a layout, whose partition columns are the dimensions of the partitioning. */
    RowComparison(Layout layout, Partitioning partitioning, Settings settings) {
        this.layout = layout;
        this.partitions = PartitionValues.of(partitioning);
        this.settings = settings;
    }

    /** How rows differ; the partitions are those in which some do. */
    TableDifference.Rows of(Dataset<Row> before, Dataset<Row> after) {
        Dataset<Row> both = layout.both(before, after).persist(StorageLevel.MEMORY_AND_DISK());
        RowPairs pairing = new RowPairs(layout, settings.tolerance());
        Dataset<Row> pairs = pairing.of(both).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Map<Partition, Map<Integer, Sizes>> sizes = sizes(both);
            SortedMap<Partition, PartitionDifference> differing = differing(pairs, pairing, sizes);
            long most = sizes.values().stream()
                    .flatMap(sides -> sides.values().stream())
                    .mapToLong(Sizes::rows)
                    .sum();
            TableDifference.Pairing how =
                    new TableDifference.Pairing(layout.keyNames(), settings.tolerance(), settings.ignored());
            if (differing.isEmpty()) {
                return new TableDifference.Rows(how, differing, List.of(), Collections.emptySortedMap(), List.of());
            }
            Spreads spreads = new Spreads(layout, most);
            List<ColumnSpread> whole = spreads.of(both);
            return new TableDifference.Rows(
                    how,
                    differing,
                    whole,
                    layout.partition().isEmpty()
                            ? new TreeMap<>(Map.of(partition(List.of()), whole))
                            : spreadsOf(spreads, both, pairs),
                    new Examples(layout, pairing, this::partition, settings.examples()).of(pairs));
        } finally {
            pairs.unpersist();
            both.unpersist();
        }
    }

    /** Of the partitions that differ most; the same ones each time. */
    private SortedMap<Partition, List<ColumnSpread>> spreadsOf(Spreads spreads, Dataset<Row> both, Dataset<Row> pairs) {
        List<Column> columns = layout.partitionColumns();
        Dataset<Row> most = pairs.groupBy(columns.toArray(Column[]::new))
                .agg(sum(RowPairs.ROWS).as(TOUCHED))
                .orderBy(mostTouched())
                .limit(TableDifference.Rows.MOST_SPREADS)
                .drop(TOUCHED);
        SortedMap<Partition, List<ColumnSpread>> found = new TreeMap<>();
        spreads.by(columns, both.join(broadcast(most), layout.partitionNames(), "left_semi"))
                .forEach((values, ofPartition) -> found.put(partition(values), ofPartition));
        return found;
    }

    private Column[] mostTouched() {
        List<Column> order = new ArrayList<>(List.of(col(TOUCHED).desc()));
        order.addAll(layout.partitionColumns());
        return order.toArray(Column[]::new);
    }

    /** How many rows one side of a partition has, and in how many of them each column has a value. */
    private record Sizes(long rows, List<Long> filled) {

        static Sizes none(int columns) {
            return new Sizes(0, Collections.nCopies(columns, 0L));
        }

        long nulls(int place) {
            return rows - filled.get(place);
        }
    }

    private Map<Partition, Map<Integer, Sizes>> sizes(Dataset<Row> both) {
        List<Column> groups = new ArrayList<>(layout.partitionColumns());
        groups.add(col(Layout.SIDE));
        List<Column> figures = new ArrayList<>();
        layout.comparedColumns().forEach(column -> figures.add(count(column)));
        Map<Partition, Map<Integer, Sizes>> sizes = new HashMap<>();
        int dimensions = layout.partition().size();
        for (Row row : both.groupBy(groups.toArray(Column[]::new))
                .agg(count(lit(1)), figures.toArray(Column[]::new))
                .collectAsList()) {
            List<Long> filled = new ArrayList<>();
            for (int place = 0; place < layout.compared().size(); place++) {
                filled.add(row.getLong(dimensions + 2 + place));
            }
            sizes.computeIfAbsent(partition(row, 0), any -> new HashMap<>())
                    .put(row.getInt(dimensions), new Sizes(row.getLong(dimensions + 1), filled));
        }
        return sizes;
    }

    private SortedMap<Partition, PartitionDifference> differing(
            Dataset<Row> pairs, RowPairs pairing, Map<Partition, Map<Integer, Sizes>> sizes) {
        List<Column> figures = new ArrayList<>();
        figures.add(rows(RowPairs.ADDED));
        figures.add(rows(RowPairs.CHANGED));
        for (int place = 0; place < layout.compared().size(); place++) {
            Column changed = col(RowPairs.KIND).equalTo(RowPairs.CHANGED).and(pairing.differsIn(place));
            figures.add(sum(when(changed, lit(1L)).otherwise(lit(0L))));
        }
        SortedMap<Partition, PartitionDifference> differing = new TreeMap<>();
        int dimensions = layout.partition().size();
        for (Row row : pairs.groupBy(layout.partitionColumns().toArray(Column[]::new))
                .agg(rows(RowPairs.REMOVED), figures.toArray(Column[]::new))
                .collectAsList()) {
            // Without partition columns there is a row of sums of nothing.
            if (!row.isNullAt(dimensions)) {
                Partition partition = partition(row, 0);
                differing.put(partition, difference(row, sizes.getOrDefault(partition, Map.of())));
            }
        }
        return differing;
    }

    private static Column rows(int kind) {
        return sum(when(col(RowPairs.KIND).equalTo(kind), col(RowPairs.ROWS)).otherwise(lit(0L)));
    }

    private PartitionDifference difference(Row row, Map<Integer, Sizes> sizes) {
        int dimensions = layout.partition().size();
        Sizes nothing = Sizes.none(layout.compared().size());
        Sizes before = sizes.getOrDefault(Layout.BEFORE, nothing);
        Sizes after = sizes.getOrDefault(Layout.AFTER, nothing);
        Map<String, PartitionDifference.Cells> columns = new LinkedHashMap<>();
        for (int place = 0; place < layout.compared().size(); place++) {
            columns.put(
                    layout.compared().get(place).name(),
                    new PartitionDifference.Cells(
                            row.getLong(dimensions + 3 + place), before.nulls(place), after.nulls(place)));
        }
        return new PartitionDifference(
                before.rows(),
                after.rows(),
                row.getLong(dimensions),
                row.getLong(dimensions + 1),
                row.getLong(dimensions + 2),
                columns);
    }

    /** The partition that values from a place of a row on name. */
    private Partition partition(Row row, int from) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < layout.partition().size(); i++) {
            values.add(row.get(from + i));
        }
        return partition(values);
    }

    private Partition partition(List<Object> values) {
        return Optional.of(values)
                .flatMap(partitions::decodeTyped)
                .orElseThrow(() -> new IllegalStateException("a row of no partition was read: " + values));
    }
}
