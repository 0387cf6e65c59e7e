import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureMap implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").map((MapFunction<Row, Row>) r -> r, in.input("sales").encoder()).filter((FilterFunction<Row>) r -> r.size() > 1);
    }
}
