import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureUdf implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        return in.input("sales").withColumn("u", udf((Long x) -> x + 1, DataTypes.LongType).apply(col("points")));
    }
}
