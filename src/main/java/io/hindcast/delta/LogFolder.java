package io.hindcast.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The commits of a table as files, looked at from outside: two questions to the store instead of a log that is read. */
final class LogFolder {

    private final Configuration hadoop;
    private final Path folder;

    LogFolder(Configuration hadoop, String table) {
        this.hadoop = hadoop;
        this.folder = new Path(table, "_delta_log");
    }

    private Path file(long version) {
        return new Path(folder, String.format(Locale.ROOT, "%020d.json", version));
    }

    /** Whether the log still holds a commit as a file of its own. */
    boolean has(long version) throws IOException {
        return files().exists(file(version));
    }

    /**
     * What a commit is known by while it is the newest: its length and its time, for a table that was made anew has commits
     * of the same numbers. Empty when there is a newer one, or when it is no file of the log's folder.
     */
    Optional<String> stamp(long version) throws IOException {
        if (files().exists(file(version + 1))) {
            return Optional.empty();
        }
        try {
            FileStatus status = files().getFileStatus(file(version));
            return Optional.of(version + " " + status.getLen() + " " + status.getModificationTime());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private FileSystem files() throws IOException {
        return folder.getFileSystem(hadoop);
    }
}
