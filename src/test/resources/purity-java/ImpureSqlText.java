import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureSqlText implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").selectExpr("shop", "uuid() AS id", "CURRENT_DATE AS d").where("rand() < 0.5");
    }
}
