package io.hindcast.delta;

import io.hindcast.asset.Column;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.problem.WriteProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns as text and as Spark's types, and what lies between a table and the columns it should have. */
final class Schemas {

    /** Types that need a reader feature or that Delta does not hold, to what to write instead. */
    private static final Map<String, String> REFUSED = Map.of(
            "timestamp_ntz", "timestamp",
            "variant", "string",
            "void", "string",
            "interval", "string",
            "time", "string",
            "geometry", "string",
            "geography", "string");

    private Schemas() {}

    /** The columns as Spark's schema; every one may be null. */
    static StructType of(List<Column> columns) {
        StructType schema = new StructType();
        for (Column column : columns) {
            schema = schema.add(column.name(), DataType.fromDDL(column.type()), true);
        }
        return schema;
    }

    static List<Column> columns(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> new Column(field.name(), field.dataType().catalogString()))
                .toList();
    }

    /**
     * Refuses columns that a table of ours may not have.
     *
     * @throws io.hindcast.problem.ProblemException naming all of them
     */
    static void require(TableRef table, List<Column> columns) {
        List<Problem> problems = new ArrayList<>();
        for (StructField field : of(columns).fields()) {
            refused(field.dataType())
                    .ifPresent(type -> problems.add(WriteProblems.typeRefused(
                            table.name(), field.name(), field.dataType().catalogString(), instead(type))));
        }
        for (String column : PartitionOverwrite.partitionColumns(table)) {
            if (columns.stream().noneMatch(c -> c.name().equals(column))) {
                problems.add(WriteProblems.partitionColumnMissing(table.name(), column, names(columns)));
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
    }

    private static Optional<String> refused(DataType type) {
        if (type instanceof StructType struct) {
            return Arrays.stream(struct.fields())
                    .flatMap(field -> refused(field.dataType()).stream())
                    .findFirst();
        }
        if (type instanceof ArrayType array) {
            return refused(array.elementType());
        }
        if (type instanceof MapType map) {
            return refused(map.keyType()).or(() -> refused(map.valueType()));
        }
        String word = type.catalogString().toLowerCase(Locale.ROOT).split("[ (]", 2)[0];
        return Optional.of(word).filter(REFUSED::containsKey);
    }

    private static String instead(String type) {
        return REFUSED.getOrDefault(type, "string");
    }

    /** What must be done with a table so that it has these columns. */
    static SchemaChange change(Optional<TableState> state, TableRef table, List<Column> columns) {
        if (state.isEmpty()) {
            return new SchemaChange.Create();
        }
        List<Column> present = state.get().columns();
        List<String> differences = new ArrayList<>();
        List<String> partitionColumns = PartitionOverwrite.partitionColumns(table);
        if (!sameNames(state.get().partitionColumns(), partitionColumns)) {
            differences.add("it is partitioned by " + text(state.get().partitionColumns())
                    + ", and is declared to be by " + text(partitionColumns));
        }
        differences.addAll(differences(present, columns));
        if (!differences.isEmpty()) {
            return new SchemaChange.BeginAnew(String.join("; ", differences));
        }
        List<Column> added = columns.stream()
                .filter(column -> named(present, column.name()).isEmpty())
                .toList();
        return added.isEmpty() ? new SchemaChange.None() : new SchemaChange.AddColumns(added);
    }

    /** What of a table's columns cannot be changed in place. */
    private static List<String> differences(List<Column> present, List<Column> wanted) {
        List<String> differences = new ArrayList<>();
        for (Column column : wanted) {
            named(present, column.name())
                    .filter(old -> !sameType(old, column))
                    .ifPresent(old -> differences.add("its column " + column.name() + " is " + old.type()
                            + ", and the job gives " + column.type()));
        }
        for (Column column : present) {
            if (named(wanted, column.name()).isEmpty()) {
                differences.add("its column " + column.name() + " is none that the job gives");
            }
        }
        return differences;
    }

    /**
     * Whether columns are the same ones. Neither their letter case nor their order says what a partition is: the log
     * has its values by name.
     */
    static boolean sameNames(List<String> some, List<String> others) {
        return some.size() == others.size()
                && some.stream().allMatch(name -> others.stream().anyMatch(name::equalsIgnoreCase));
    }

    /** Columns as the table spells them. */
    static List<String> spelled(StructType schema, List<String> columns) {
        return columns.stream()
                .map(column -> Arrays.stream(schema.fieldNames())
                        .filter(column::equalsIgnoreCase)
                        .findFirst()
                        .orElse(column))
                .toList();
    }

    private static Optional<Column> named(List<Column> columns, String name) {
        // Delta knows no two columns that differ in letter case alone.
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    }

    private static boolean sameType(Column one, Column other) {
        return one.type().equalsIgnoreCase(other.type())
                || DataType.fromDDL(one.type()).equals(DataType.fromDDL(other.type()));
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String text(List<String> columns) {
        return columns.isEmpty() ? "nothing" : String.join(", ", columns);
    }
}
