import io.hindcast.job.JobContext;
import io.hindcast.job.SparkJob;
import static org.apache.spark.sql.functions.*;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public class ImpureFileRead implements SparkJob {
    @Override
    public Dataset<Row> rows(JobContext in) {
        try {
            String text = Files.readString(Path.of("/etc/hostname"));
            return in.input("sales").withColumn("host", lit(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
