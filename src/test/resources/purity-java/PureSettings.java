import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class PureSettings implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        int least = Integer.parseInt(in.settings().get("least"));
        return in.input("sales").where(col("qty").geq(least)).withColumn("day", lit(LocalDate.of(2024, 1, 1)));
    }
}
