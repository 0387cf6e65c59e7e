import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class PureTop implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").groupBy("shop").agg(sum("amount").as("total")).orderBy(desc("total"), asc("shop")).limit(10);
    }
}
