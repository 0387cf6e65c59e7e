package io.hindcast.bench;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Fails unless Hindcast and the expert made the same rows of every table. */
public final class SameRows {

    private SameRows() {}

    /** Arguments: workload, Hindcast's root, the expert's, last day. */
    public static void main(String[] words) {
        SparkSession session = BenchSession.start();
        for (ExpertTable table : ExpertTable.of(words[0], LocalDate.parse(words[3]))) {
            Dataset<Row> ours = session.read().format("delta").load(words[1] + "/" + table.name());
            Column[] columns =
                    List.of(ours.columns()).stream().map(functions::col).toArray(Column[]::new);
            Dataset<Row> theirs = session.read()
                    .format("delta")
                    .load(words[2] + "/" + table.name())
                    .select(columns);
            long rows = ours.count();
            long missing = theirs.exceptAll(ours).count();
            if (rows == 0 || missing > 0 || theirs.count() != rows) {
                System.err.println(table.name() + ": " + rows + " rows of Hindcast, " + theirs.count()
                        + " of the expert, " + missing + " of them are not Hindcast's");
                System.exit(1);
            }
        }
        session.stop();
    }
}
