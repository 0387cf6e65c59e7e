package io.hindcast.delta;

import io.hindcast.asset.Column;
import io.hindcast.ledger.TableRef;
import io.hindcast.problem.Problem;
import io.hindcast.problem.TableProblems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The folder where a table is to be made. Files that lie there already belong to someone: a table in their midst would not
 * show them, and a later VACUUM would delete them as files that no version knows. They are never left by a run of ours that
 * died, which makes the table by a commit of its own before any step writes a file.
 */
final class TablePlace {

    private final Configuration hadoop;
    private final Path folder;

    TablePlace(Configuration hadoop, String path) {
        this.hadoop = hadoop;
        this.folder = new Path(path);
    }

    /**
     * A file of others, by its path within the folder. Folders without files are nothing, and names that Spark takes for
     * hidden are no data.
     */
    Optional<String> occupant() throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        try {
            RemoteIterator<FileStatus> all = files.listStatusIterator(folder);
            while (all.hasNext()) {
                FileStatus one = all.next();
                Optional<Path> file = isHidden(one.getPath())
                        ? Optional.empty()
                        : one.isDirectory() ? fileWithin(files, one.getPath()) : Optional.of(one.getPath());
                if (file.isPresent()) {
                    return file.map(path -> within(files, path));
                }
            }
            return Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> fileWithin(FileSystem files, Path folder) throws IOException {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
        while (all.hasNext()) {
            Path file = all.next().getPath();
            if (!isHidden(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** As Spark has it: a partition column may begin with what else hides a name. */
    private static boolean isHidden(Path path) {
        String name = path.getName();
        return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
    }

    private String within(FileSystem files, Path file) {
        String base = files.makeQualified(folder).toUri().getPath();
        String path = file.toUri().getPath();
        return path.startsWith(base + "/") ? path.substring(base.length() + 1) : file.getName();
    }

    /** That the place is taken, with what makes a table of what is there. */
    static Problem taken(TableRef table, List<Column> columns, String file) {
        String partitions = PartitionOverwrite.partitionColumns(table).stream()
                .map(name -> name + " " + type(columns, name))
                .collect(Collectors.joining(", "));
        return TableProblems.placeTaken(
                table.name(), table.path(), file, partitions.isEmpty() ? "" : " PARTITIONED BY (" + partitions + ")");
    }

    private static String type(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .map(column -> column.type().toUpperCase(Locale.ROOT))
                .findFirst()
                .orElse("STRING");
    }
}
