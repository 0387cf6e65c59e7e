import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureWrite implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        in.input("sales").write().parquet("/tmp/side");
        in.input("sales").createOrReplaceTempView("sales");
        return in.input("sales");
    }
}
