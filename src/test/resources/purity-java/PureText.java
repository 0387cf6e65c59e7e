import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class PureText implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        // It only looks like SQL that calls a function.
        return in.input("sales").withColumn("text", lit("the rand (South Africa)"));
    }
}
