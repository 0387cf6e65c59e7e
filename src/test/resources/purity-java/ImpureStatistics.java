import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureStatistics implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").groupBy("shop").agg(stddev("qty").as("s"), percentile_approx(col("price"), lit(0.5), lit(100)).as("p"), mode(col("code")).as("m"));
    }
}
