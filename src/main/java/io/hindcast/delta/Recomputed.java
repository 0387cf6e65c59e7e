package io.hindcast.delta;

import io.hindcast.content.HashingPass;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.PartitionSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** Rows that were computed again, held against those of a table; writes nothing. */
public final class Recomputed {

    private Recomputed() {}

    /** How fine values are told apart. */
    public enum Grade {
        /** As they are. */
        EXACT,
        /** Floating numbers to seven digits: what a sum in another order does to them does not show. */
        ROUNDED
    }

    /**
     * What rows are.
     *
     * @param written what a step that wrote them would record; without bytes and files
     * @param computation what gave them
     */
    public record Contents(Written written, QueryExecution computation) {}

    /**
     * What a step that wrote these rows would record of them; without bytes and files. Runs Spark jobs.
     *
     * @param table whose columns the rows take; it must be there
     * @throws io.hindcast.problem.ProblemException when columns or types do not fit
     */
    public static Contents contents(
            OpenTables tables, TableRef table, PartitionSet partitions, Dataset<Row> rows, Grade grade) {
        StructType schema = tables.newest(table).schema();
        Dataset<Row> graded = graded(Conformed.rows(rows, schema, table.name()), grade);
        List<String> columns = Schemas.spelled(schema, PartitionOverwrite.partitionColumns(table));
        HashingPass pass = HashingPass.over(graded, columns);
        StepWrite step = new StepWrite(table, partitions, "verify", "verify", 1, -1);
        Written written = new WrittenFiles(step, graded.schema()).describe(pass.hashesAlone());
        return new Contents(written, pass.computation());
    }

    private static Dataset<Row> graded(Dataset<Row> rows, Grade grade) {
        if (grade == Grade.EXACT) {
            return rows;
        }
        Column[] columns =
                Arrays.stream(rows.schema().fields()).map(Recomputed::rounded).toArray(Column[]::new);
        return rows.select(columns);
    }

    private static Column rounded(StructField field) {
        Column column = functions.col(Literals.column(field.name()));
        return field.dataType().equals(DataTypes.DoubleType)
                ? column.cast(DataTypes.FloatType).as(field.name())
                : column;
    }

    /**
     * Rows that only one side has, each as a JSON object.
     *
     * @param table of the table alone
     * @param computed of the computation alone
     */
    public record Examples(List<String> table, List<String> computed) {

        /** None. */
        public static final Examples NONE = new Examples(List.of(), List.of());

        public Examples {
            table = List.copyOf(table);
            computed = List.copyOf(computed);
        }
    }

    /**
     * Some rows that make the difference; a row that one side has more often counts as its own. Runs Spark jobs.
     *
     * @param partitions whose rows are compared
     * @param most how many of each side at most
     */
    public static Examples examples(
            OpenTables tables, TableRef table, PartitionSet partitions, Dataset<Row> rows, int most) {
        StructType schema = tables.newest(table).schema();
        Optional<PartitionSet> only =
                table.partitioning().dimensions().isEmpty() ? Optional.empty() : Optional.of(partitions);
        Dataset<Row> there = PinnedTable.rows(tables, table, tables.version(table), only);
        return difference(there, PinnedTable.cut(Conformed.rows(rows, schema, table.name()), partitions), most);
    }

    /**
     * Some rows that one of two has and the other has not, or not as often. Runs Spark jobs.
     *
     * @param table rows with the same columns in the same order
     * @param computed the others
     * @param most how many of each side at most
     */
    public static Examples difference(Dataset<Row> table, Dataset<Row> computed, int most) {
        // Kept, for what is computed twice need not be the same twice: that may be what is wrong with it.
        Dataset<Row> there = texts(table).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> here = texts(computed).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return new Examples(some(there.exceptAll(here), most), some(here.exceptAll(there), most));
        } finally {
            here.unpersist();
            there.unpersist();
        }
    }

    /** As texts, for maps cannot be compared. */
    private static Dataset<Row> texts(Dataset<Row> rows) {
        Column[] columns = Arrays.stream(rows.schema().fieldNames())
                .map(name -> functions.col(Literals.column(name)))
                .toArray(Column[]::new);
        return rows.select(functions
                .to_json(functions.struct(columns), Map.of("ignoreNullFields", "false"))
                .as("row"));
    }

    private static List<String> some(Dataset<Row> texts, int most) {
        return texts.orderBy("row").limit(most).as(Encoders.STRING()).collectAsList();
    }
}
