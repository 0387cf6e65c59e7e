import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureAction implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        long n = in.input("sales").count();
        Row first = in.input("sales").first();
        return in.input("sales").withColumn("n", lit(n)).withColumn("f", lit(first.getLong(0)));
    }
}
