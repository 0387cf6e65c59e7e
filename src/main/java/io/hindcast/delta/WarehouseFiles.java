package io.hindcast.delta;

import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The small text files that Hindcast keeps beside the tables, under {@code <root>/_hindcast}. */
public final class WarehouseFiles {

    private final Configuration hadoop;
    private final String root;

    /**
     * Of a warehouse.
     *
     * @param hadoop how stores are reached
     * @param root of the warehouse
     */
    public WarehouseFiles(Configuration hadoop, String root) {
        this.hadoop = new Configuration(hadoop);
        this.root = root;
    }

    /** Where a file lies. */
    public String path(String name) {
        return root + "/_hindcast/" + name;
    }

    /**
     * Writes a file whole, in place of one of that name.
     *
     * @param name with folders, without a colon
     */
    public void write(String name, String text) {
        Path path = new Path(path(name));
        try {
            FileSystem files = path.getFileSystem(hadoop);
            try (OutputStream out = files.create(path, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw Problems.raise(TableProblems.unreadable(name, path.toString(), e.toString()), e);
        }
    }

    /** Writes a file whose name says its content, unless it is there. */
    public void writeOnce(String name, String text) {
        if (read(name).isEmpty()) {
            write(name, text);
        }
    }

    /**
     * Puts a file in place of one of that name, whole: whoever reads meanwhile finds the one or the other, or none.
     *
     * @param draft the name under which it is written first; of those who write at once each needs its own
     */
    public void replace(String name, String draft, byte[] content) throws IOException {
        Path path = new Path(path(name));
        Path written = new Path(path(draft));
        FileSystem files = path.getFileSystem(hadoop);
        try {
            try (OutputStream out = files.create(written, true)) {
                out.write(content);
            }
            // Some file systems rename over a file, and some do not.
            if (!renamed(files, written, path)) {
                files.delete(path, false);
                files.rename(written, path);
            }
        } finally {
            files.delete(written, false);
        }
    }

    private static boolean renamed(FileSystem files, Path from, Path to) throws IOException {
        try {
            return files.rename(from, to);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Whether there is anything at the root; no also where that cannot be told. */
    public boolean isRootThere() {
        Path path = new Path(root);
        try {
            return path.getFileSystem(hadoop).exists(path);
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes a file in place of one of that name. Who reads meanwhile may find it empty. */
    public void put(String name, byte[] content) throws IOException {
        Path path = new Path(path(name));
        try (OutputStream out = path.getFileSystem(hadoop).create(path, true)) {
            out.write(content);
        }
    }

    /** Deletes a file, if it is there. */
    public void delete(String name) throws IOException {
        Path path = new Path(path(name));
        path.getFileSystem(hadoop).delete(path, false);
    }

    /** When a file was last written, by the store's clock; empty when there is none, or when it cannot be told. */
    public Optional<Instant> modified(String name) {
        Path path = new Path(path(name));
        try {
            return Optional.of(Instant.ofEpochMilli(
                    path.getFileSystem(hadoop).getFileStatus(path).getModificationTime()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a file that may as well not be there: empty also when it cannot be read. */
    public Optional<byte[]> readIfPossible(String name) {
        Path path = new Path(path(name));
        try (var in = path.getFileSystem(hadoop).open(path)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The text of a file; empty when there is none. */
    public Optional<String> read(String name) {
        Path path = new Path(path(name));
        try {
            FileSystem files = path.getFileSystem(hadoop);
            try (var in = files.open(path)) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Problems.raise(TableProblems.unreadable(name, path.toString(), e.toString()), e);
        }
    }
}
