import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class PureWindow implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").withColumn("n", rank().over(Window.partitionBy("shop").orderBy("amount")));
    }
}
