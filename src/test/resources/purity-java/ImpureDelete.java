import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import java.io.File;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureDelete implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        new File("/tmp/side").delete();
        return in.input("sales");
    }
}
