package io.hindcast.delta;

import io.delta.tables.DeltaTable;
import io.hindcast.ledger.TableRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Deletes files that no version of a table needs which is young enough to be read: the table's own {@code
 * delta.deletedFileRetentionDuration} says how young.
 */
public final class Vacuum {

    private static final String TASKS = "spark.sql.sources.parallelPartitionDiscovery.parallelism";

    private Vacuum() {}

    /** What was deleted. */
    public record Freed(long files, long bytes) {

        /** Nothing was. */
        public static final Freed NOTHING = new Freed(0, 0);

        /** Both together. */
        public Freed plus(Freed other) {
            return new Freed(files + other.files, bytes + other.bytes);
        }

        private Freed minus(Freed other) {
            return new Freed(files - other.files, bytes - other.bytes);
        }
    }

    /** Vacuums a table. Runs Spark jobs that list all its files. */
    public static Freed of(OpenTables tables, TableRef table) {
        tables.activate();
        Path path = new Path(table.path());
        try {
            FileSystem store = path.getFileSystem(tables.hadoop());
            Freed before = held(store, path);
            vacuum(tables.session(), table);
            return before.minus(held(store, path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path, e);
        }
    }

    /** Delta lists a table by as many tasks as this setting says, which are ten thousand, however few files there are. */
    private static void vacuum(SparkSession session, TableRef table) {
        String before = session.conf().get(TASKS);
        session.conf().set(TASKS, 4L * session.sparkContext().defaultParallelism());
        try {
            DeltaTable.forPath(session, table.path()).vacuum();
        } finally {
            session.conf().set(TASKS, before);
        }
    }

    /** The data files below a folder; what begins with an underscore is none, as VACUUM sees it. */
    private static Freed held(FileSystem store, Path folder) throws IOException {
        Freed all = Freed.NOTHING;
        for (FileStatus each : store.listStatus(folder)) {
            if (!each.getPath().getName().startsWith("_")) {
                all = all.plus(each.isDirectory() ? held(store, each.getPath()) : new Freed(1, each.getLen()));
            }
        }
        return all;
    }
}
