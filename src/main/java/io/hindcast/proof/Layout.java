package io.hindcast.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns in which two states of a table are compared. Inside they are called p0, p1, ... (of the partition) and c0,
 * c1, ... (compared): names of people's columns need no quoting then, and cannot be mistaken for ours.
 *
 * @param partition columns that say which partition a row belongs to
 * @param compared all others that both sides have, without those that are left aside
 * @param key places in {@code compared} of what tells which row is meant; empty when nothing does
 */
record Layout(List<Common> partition, List<Common> compared, Optional<List<Integer>> key) {

    static final String SIDE = "side";
    static final int BEFORE = 0;
    static final int AFTER = 1;

    Layout {
        partition = List.copyOf(partition);
        compared = List.copyOf(compared);
        key = key.map(List::copyOf);
    }

    /** A column of both sides. */
    record Common(String name, StructField before, StructField after, CommonType type) {

        static Common of(StructField before, StructField after) {
            return new Common(after.name(), before, after, CommonType.of(before.dataType(), after.dataType()));
        }
    }

    /**
     * What two schemas have in common.
     *
     * @param partition partition columns, which both have
     * @param unique what declarations call unique, each by its columns
     * @param ignored columns that are left aside, in any letter case
     */
    static Layout of(
            StructType before,
            StructType after,
            List<String> partition,
            List<List<String>> unique,
            List<String> ignored) {
        List<Common> of = partition.stream()
                .map(column -> common(before, after, column).orElseThrow())
                .toList();
        Set<String> aside = new HashSet<>();
        Stream.concat(partition.stream(), ignored.stream()).forEach(column -> aside.add(lower(column)));
        List<Common> compared = new ArrayList<>();
        for (StructField field : after.fields()) {
            if (!aside.contains(lower(field.name()))) {
                common(before, after, field.name()).ifPresent(compared::add);
            }
        }
        Set<String> ofPartition = new HashSet<>();
        partition.forEach(column -> ofPartition.add(lower(column)));
        return new Layout(of, compared, key(compared, ofPartition, unique));
    }

    private static Optional<Common> common(StructType before, StructType after, String name) {
        return field(before, name).flatMap(first -> field(after, name).map(second -> Common.of(first, second)));
    }

    /** A column of a schema, in any letter case. */
    static Optional<StructField> field(StructType schema, String name) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The first that is there as a whole. */
    private static Optional<List<Integer>> key(
            List<Common> compared, Set<String> ofPartition, List<List<String>> unique) {
        List<String> names =
                compared.stream().map(column -> lower(column.name())).toList();
        for (List<String> columns : unique) {
            List<Integer> places = columns.stream()
                    .map(Layout::lower)
                    .filter(column -> !ofPartition.contains(column))
                    .map(names::indexOf)
                    .toList();
            if (!places.contains(-1)) {
                return Optional.of(places);
            }
        }
        return Optional.empty();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The names of the key's columns. */
    Optional<List<String>> keyNames() {
        return key.map(places ->
                places.stream().map(place -> compared.get(place).name()).toList());
    }

    /** Rows of both sides under our names, each with its side. */
    Dataset<Row> both(Dataset<Row> before, Dataset<Row> after) {
        return side(before, BEFORE).union(side(after, AFTER));
    }

    private Dataset<Row> side(Dataset<Row> rows, int side) {
        List<Column> columns = new ArrayList<>();
        columns.add(functions.lit(side).as(SIDE));
        for (int i = 0; i < partition.size(); i++) {
            columns.add(value(rows, partition.get(i), side).as("p" + i));
        }
        for (int i = 0; i < compared.size(); i++) {
            columns.add(value(rows, compared.get(i), side).as("c" + i));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    private static Column value(Dataset<Row> rows, Common column, int side) {
        StructField field = side == BEFORE ? column.before() : column.after();
        // As a column of its dataset: its name is not parsed.
        return column.type().of(rows.col("`" + field.name().replace("`", "``") + "`"), field.dataType());
    }

    /** The partition columns. */
    List<Column> partitionColumns() {
        return columns("p", IntStream.range(0, partition.size()));
    }

    /** Their names. */
    String[] partitionNames() {
        return IntStream.range(0, partition.size())
                .mapToObj(place -> "p" + place)
                .toArray(String[]::new);
    }

    /** All compared columns. */
    List<Column> comparedColumns() {
        return columns("c", IntStream.range(0, compared.size()));
    }

    /** Some compared columns. */
    List<Column> comparedColumns(List<Integer> places) {
        return columns("c", places.stream().mapToInt(Integer::intValue));
    }

    private static List<Column> columns(String letter, IntStream places) {
        return places.mapToObj(place -> functions.col(letter + place)).toList();
    }
}
