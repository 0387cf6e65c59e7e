import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class PureAggregate implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").groupBy("shop").agg(sum("amount").as("total"), max("sold_at").as("last"));
    }
}
