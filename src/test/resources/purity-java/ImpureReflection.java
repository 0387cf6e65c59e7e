import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureReflection implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        try {
            Object value = Class.forName("java.time.Instant").getMethod("now").invoke(null);
            return in.input("sales").withColumn("at", lit(value));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
