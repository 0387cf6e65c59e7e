import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureRandom implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").withColumn("r", rand(42)).withColumn("m", lit(Math.random()))
            .withColumn("id", lit(Ids.next())).withColumn("u", lit(new Random(7).nextInt()));
    }
}
