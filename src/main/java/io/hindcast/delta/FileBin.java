package io.hindcast.delta;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.AddFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes files that were written for a table and belong to no version of it. */
final class FileBin {

    private static final Logger LOG = LoggerFactory.getLogger(FileBin.class);

    private FileBin() {}

    /** Deletes files; one that cannot be deleted is left to VACUUM. */
    static void delete(DeltaLog log, List<AddFile> files) {
        Configuration conf = log.newDeltaHadoopConf();
        for (AddFile file : files) {
            delete(file.absolutePath(log), conf);
        }
    }

    static void delete(Path path, Configuration conf) {
        try {
            path.getFileSystem(conf).delete(path, false);
        } catch (IOException e) {
            LOG.warn("{} is left to VACUUM: it could not be deleted", path, e);
        }
    }
}
