import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureClock implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        Supplier<Instant> clock = Instant::now;
        long millis = System.currentTimeMillis();
        return in.input("sales").withColumn("at", lit(clock.get())).withColumn("ms", lit(millis + new Date().getTime()))
            .withColumn("d", current_date());
    }
}
