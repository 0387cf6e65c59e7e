import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureClockInLambda implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").where(col("sold_at").lt(lit(List.of(1).stream().map(i -> LocalDate.now().plusDays(i)).findFirst().get())));
    }
}
