import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureDropDuplicates implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").dropDuplicates(new String[] {"shop"});
    }
}
