package io.hindcast.spark;

import io.hindcast.asset.Column;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.TestProblems;
import io.hindcast.trial.GivenRows;
import io.hindcast.trial.GivenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.types.DataTypeUtils$;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/**
 * Rows of a test file with the types of a table.
 *
 * @param named the columns that the file names, as the table spells them
 * @param rows each with a value for every column of the schema
 */
record TypedRows(StructType schema, List<String> named, List<InternalRow> rows) {

    TypedRows {
        named = List.copyOf(named);
        rows = List.copyOf(rows);
    }

    /** No rows. */
    static TypedRows none(List<Column> columns) {
        return new TypedRows(Analysis.schema(columns), List.of(), List.of());
    }

    /** Rows that are computed now. */
    static TypedRows collected(Dataset<Row> rows) {
        Function1<Object, Object> inside = CatalystTypeConverters.createToCatalystConverter(rows.schema());
        return new TypedRows(
                rows.schema(),
                List.of(),
                rows.collectAsList().stream()
                        .map(row -> (InternalRow) inside.apply(row))
                        .toList());
    }

    /** These rows and others of the same columns. */
    TypedRows and(TypedRows others) {
        return new TypedRows(
                schema,
                named,
                Stream.concat(rows.stream(), others.rows.stream()).toList());
    }

    /**
     * Reads rows.
     *
     * @param table whose columns they have, as a person calls it
     * @param problems takes all that is wrong with them
     */
    static TypedRows of(GivenRows given, String table, List<Column> columns, Consumer<Problem> problems) {
        StructType schema = Analysis.schema(columns);
        List<String> named = new ArrayList<>();
        for (String name : given.columns()) {
            find(name, columns)
                    .ifPresentOrElse(
                            named::add,
                            () -> problems.accept(TestProblems.unknownColumn(
                                            name,
                                            table,
                                            columns.stream().map(Column::name).toList())
                                    .at(placeOf(name, given))));
        }
        List<InternalRow> rows = new ArrayList<>();
        for (GivenRows.Row row : given.rows()) {
            rows.add(row(row, schema, problems));
        }
        return new TypedRows(schema, named, rows);
    }

    private static Optional<String> find(String name, List<Column> columns) {
        return columns.stream().map(Column::name).filter(name::equalsIgnoreCase).findFirst();
    }

    private static Place placeOf(String column, GivenRows given) {
        boolean isTable =
                given.rows().stream().allMatch(row -> row.values().keySet().containsAll(given.columns()));
        return isTable
                ? given.place()
                : given.rows().stream()
                        .filter(row -> row.values().containsKey(column))
                        .findFirst()
                        .map(GivenRows.Row::place)
                        .orElse(given.place());
    }

    private static InternalRow row(GivenRows.Row row, StructType schema, Consumer<Problem> problems) {
        Map<String, GivenValue> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(row.values());
        @Nullable Object[] typed = new Object[schema.size()];
        for (int i = 0; i < typed.length; i++) {
            String name = schema.fields()[i].name();
            GivenValue value = values.getOrDefault(name, new GivenValue.Nothing());
            try {
                typed[i] = new TestValues(name).typed(value, schema.fields()[i].dataType());
            } catch (ProblemException e) {
                e.problems().forEach(problem -> problems.accept(problem.at(row.place())));
            }
        }
        return new GenericInternalRow(typed);
    }

    /** As a relation. */
    Dataset<Row> dataset(SparkSession session) {
        List<Attribute> attributes =
                new ArrayList<>(Scala.<Attribute>list(DataTypeUtils$.MODULE$.toAttributes(schema)));
        return org.apache.spark.sql.classic.Dataset.ofRows(
                (org.apache.spark.sql.classic.SparkSession) session,
                new LocalRelation(Scala.seq(attributes), Scala.seq(rows), false, scala.Option.empty()));
    }

    /** Each value as Spark's own text; empty for null. */
    List<List<Optional<String>>> texts() {
        List<List<Optional<String>>> texts = new ArrayList<>();
        for (InternalRow row : rows) {
            List<Optional<String>> cells = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                Object value = row.get(i, schema.fields()[i].dataType());
                cells.add(TestValues.text(value, schema.fields()[i].dataType()));
            }
            texts.add(cells);
        }
        return texts;
    }
}
