import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureLimit implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").limit(10);
    }
}
