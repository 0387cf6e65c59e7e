import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureSample implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").sample(0.1, 7L).withColumn("id", monotonically_increasing_id()).withColumn("f", input_file_name());
    }
}
