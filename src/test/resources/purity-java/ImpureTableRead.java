import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureTableRead implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        SparkSession session = in.input("sales").sparkSession();
        Dataset<Row> other = session.read().format("delta").option("versionAsOf", 3).load("/tables/other");
        return in.input("sales").join(other, "shop").union(session.sql("SELECT * FROM t"));
    }
}
