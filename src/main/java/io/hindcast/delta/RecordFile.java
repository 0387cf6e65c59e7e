package io.hindcast.delta;

import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.CommitRecordJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;

/** The file beside a table that holds a commit's record when it is too long for the commit itself. */
final class RecordFile {

    private final String name;
    private final Path path;
    private final Configuration conf;
    private boolean exists;

    RecordFile(DeltaLog log, StepWrite step) {
        this.name = CommitRecordJson.FOLDER + "/"
                + (step.run() + "~" + step.step() + "~" + step.attempt()).replaceAll("[^A-Za-z0-9_.~-]", "~") + ".json";
        this.path = new Path(log.dataPath(), name);
        this.conf = log.newDeltaHadoopConf();
    }

    /** What the commit's metadata says: the record itself, or where it lies. The file is there when this returns. */
    String write(CommitRecord record) throws IOException {
        String json = CommitRecordJson.write(record);
        if (json.length() <= CommitRecordJson.INLINE_LIMIT) {
            return json;
        }
        exists = true;
        try (OutputStream out = path.getFileSystem(conf).create(path, true)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return CommitRecordJson.reference(name);
    }

    /** Takes the file away again, if it was written. */
    void delete() {
        if (exists) {
            FileBin.delete(path, conf);
        }
    }
}
