package io.hindcast.delta;

import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.problem.WriteProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Brings rows into the columns of a table: its order, its letter case, its types. */
public final class Conformed {

    private Conformed() {}

    /**
     * The rows as the table takes them. A value changes its type only as an INSERT under the ANSI policy would have it;
     * one that does not fit is an error when the rows are computed.
     *
     * @throws io.hindcast.problem.ProblemException naming every column that is missing, too many, or of a type that
     *     cannot be stored
     */
    public static Dataset<Row> rows(Dataset<Row> rows, StructType table, String name) {
        Map<String, StructField> given = new HashMap<>();
        for (StructField field : rows.schema().fields()) {
            given.put(field.name().toLowerCase(Locale.ROOT), field);
        }
        List<Problem> problems = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (StructField target : table.fields()) {
            StructField source = given.remove(target.name().toLowerCase(Locale.ROOT));
            if (source == null) {
                problems.add(WriteProblems.columnNotGiven(name, target.name(), names(rows.schema())));
            } else if (!Cast.canANSIStoreAssign(source.dataType(), target.dataType())) {
                problems.add(WriteProblems.notAssignable(
                        name, target.name(), text(source.dataType()), text(target.dataType())));
            } else {
                columns.add(column(source, target));
            }
        }
        given.values()
                .forEach(extra -> problems.add(WriteProblems.columnNotExpected(name, extra.name(), names(table))));
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
        return rows.select(columns.toArray(new Column[0]));
    }

    private static Column column(StructField source, StructField target) {
        Column column = functions.col(Literals.column(source.name()));
        return source.dataType().equals(target.dataType())
                ? column.as(target.name())
                : column.cast(target.dataType()).as(target.name());
    }

    private static String text(DataType type) {
        return type.catalogString();
    }

    private static String names(StructType schema) {
        return Arrays.stream(schema.fieldNames()).collect(Collectors.joining(", "));
    }
}
