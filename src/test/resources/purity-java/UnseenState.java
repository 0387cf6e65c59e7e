import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class UnseenState implements SparkJob {
    private static int calls;

    @Override
    public Dataset<Row> rows(JobContext in) {
        // A value that a job before it left in the process.
        calls++;
        return in.input("sales").withColumn("n", lit(calls));
    }
}
