import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class PureResource implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        String text = String.format("%s %d", "a", Math.max(1, 2));
        return in.input("sales").withColumn("text", lit(text)).dropDuplicates();
    }
}
