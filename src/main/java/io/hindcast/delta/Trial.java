package io.hindcast.delta;

import io.hindcast.asset.Check;
import io.hindcast.content.HashingPass;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * What a step would write, without writing: the same columns, hashes and checks.
 *
 * @param written each partition's content; its bytes and files are zero, since there are none
 * @param checks how many there are
 * @param failures checks that do not hold
 * @param columns the names of the table's columns
 * @param computation what gave the rows
 * @param rows the first rows, ordered by their columns; each value as Spark's text, empty for null
 */
public record Trial(
        Written written,
        int checks,
        List<CheckFailure> failures,
        List<String> columns,
        QueryExecution computation,
        List<List<Optional<String>>> rows) {

    public Trial {
        failures = List.copyOf(failures);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * Where rows would go.
     *
     * @param schema the columns of the table, in order
     * @param checks that are to hold
     * @param shown how many rows are kept
     */
    public record Target(TableRef table, PartitionSet partitions, StructType schema, List<Check> checks, int shown) {

        public Target {
            checks = List.copyOf(checks);
        }
    }

    /**
     * Computes rows and looks at them. Runs Spark jobs.
     *
     * @throws io.hindcast.problem.ProblemException when columns or types do not fit
     */
    public static Trial of(OpenTables tables, Target target, Dataset<Row> rows) {
        tables.activate();
        return of(target, rows, kept -> present(tables, target, kept));
    }

    /** The same of a table that is not there: no check finds present rows to compare with. */
    public static Trial ofNewTable(Target target, Dataset<Row> rows) {
        return of(target, rows, kept -> kept.limit(0));
    }

    private static Trial of(Target target, Dataset<Row> rows, UnaryOperator<Dataset<Row>> present) {
        TableRef table = target.table();
        Dataset<Row> conformed = Conformed.rows(rows, target.schema(), table.name());
        HashingPass pass = HashingPass.over(conformed, PartitionOverwrite.partitionColumns(table));
        Dataset<Row> kept = pass.rows().persist(StorageLevel.MEMORY_AND_DISK());
        try {
            // Hashes are there when every row was seen; what comes after reads what was kept.
            kept.count();
            StepWrite step = new StepWrite(table, target.partitions(), "try", "try", 1, -1);
            Written written = new WrittenFiles(step, target.schema()).describe(pass.hashes());
            Checks checks = new Checks(
                    target.partitions(), written, Suspects.unknown(), some -> kept, () -> present.apply(kept));
            return new Trial(
                    written,
                    target.checks().size(),
                    checks.failures(target.checks()),
                    List.of(target.schema().fieldNames()),
                    pass.computation(),
                    texts(kept, target));
        } finally {
            kept.unpersist();
        }
    }

    private static Dataset<Row> present(OpenTables tables, Target target, Dataset<Row> kept) {
        long version = tables.version(target.table());
        return version < 0
                ? kept.limit(0)
                : PinnedTable.rows(tables, target.table(), version, Optional.of(target.partitions()));
    }

    private static List<List<Optional<String>>> texts(Dataset<Row> kept, Target target) {
        Column[] order = Arrays.stream(target.schema().fields())
                .filter(field -> RowOrdering.isOrderable(field.dataType()))
                .map(Trial::column)
                .toArray(Column[]::new);
        Column[] texts = Arrays.stream(target.schema().fields())
                .map(field -> column(field).cast("string"))
                .toArray(Column[]::new);
        List<List<Optional<String>>> all = new ArrayList<>();
        for (Row row : kept.orderBy(order).limit(target.shown()).select(texts).collectAsList()) {
            List<Optional<String>> cells = new ArrayList<>();
            for (int i = 0; i < row.length(); i++) {
                cells.add(row.isNullAt(i) ? Optional.empty() : Optional.of(row.getString(i)));
            }
            all.add(cells);
        }
        return all;
    }

    private static Column column(StructField field) {
        return functions.col(Literals.column(field.name()));
    }
}
