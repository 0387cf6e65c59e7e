import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import java.time.ZoneId;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureEnvironment implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").withColumn("user", lit(System.getenv("USER"))).withColumn("zone", lit(ZoneId.systemDefault().getId()))
            .withColumn("who", current_user());
    }
}
