package io.hindcast.delta;

import io.hindcast.delta.Faults.Deed;
import io.hindcast.delta.Faults.Kind;
import io.hindcast.delta.Faults.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * The local disk once more, as {@code faulty:}, with every operation in the hand of a test: what lies at {@code
 * faulty:/a/b} lies at {@code /a/b}. Spark, Delta and Kernel all come through here, tasks included; the log stores that
 * they use for it are those of a real file system. There is one state of things for the whole process.
 */
public final class FaultyDisk extends LocalDisk.Raw {

    private static final String SCHEME = "faulty";
    private static final URI NAME = URI.create(SCHEME + ":///");

    private static volatile Faults faults = Faults.NONE;

    /** From now on, operations end as this has it. */
    public static void under(Faults wanted) {
        faults = wanted;
    }

    /** A folder of the real disk as this one names it. */
    public static String uri(java.nio.file.Path folder) {
        return SCHEME + ":" + folder.toAbsolutePath();
    }

    /** The same for those who come through a file context. */
    public static final class Context extends DelegateToFileSystem {

        /** Made by Hadoop. */
        public Context(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
            super(uri, new FaultyDisk(), hadoop, SCHEME, false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        @Override
        public boolean isValidName(String name) {
            return true;
        }
    }

    private <T> T meet(Kind kind, Path path, Deed<T> deed) throws IOException {
        return faults.meet(new Operation(kind, pathToFile(path).getPath()), deed);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return NAME;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return meet(Kind.READ, path, () -> super.open(path, bufferSize));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return meet(Kind.READ, path, () -> super.getFileStatus(path));
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return meet(Kind.READ, path, () -> super.exists(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return meet(Kind.READ, path, () -> super.listStatus(path));
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        // To make a folder that is there changes nothing. Its parents are made by way of this, one by one.
        return meet(pathToFile(path).isDirectory() ? Kind.READ : Kind.MAKE_FOLDER, path, () -> super.mkdirs(path));
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        return mkdirs(path);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return meet(Kind.RENAME, to, () -> super.rename(from, to));
    }

    @Override
    @SuppressWarnings("deprecation")
    protected void rename(Path from, Path to, Options.Rename... options) throws IOException {
        meet(Kind.RENAME, to, () -> {
            super.rename(from, to, options);
            return to;
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return meet(pathToFile(path).exists() ? Kind.DELETE : Kind.READ, path, () -> super.delete(path, recursive));
    }

    /** All ways to make a file lead here. */
    @Override
    protected OutputStream createOutputStreamWithMode(Path path, boolean append, @Nullable FsPermission permission)
            throws IOException {
        return meet(
                Kind.CREATE,
                path,
                () -> new FileInMaking(path, super.createOutputStreamWithMode(path, append, permission)));
    }

    /** A file that is empty until it is closed; where that goes wrong, half of it stays. */
    private final class FileInMaking extends ByteArrayOutputStream {

        private final Path path;
        private final OutputStream file;
        private boolean closed;

        FileInMaking(Path path, OutputStream file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (file) {
                meet(Kind.WRITE, path, new Content());
            }
        }

        private final class Content implements Deed<Path> {

            @Override
            public Path whole() throws IOException {
                file.write(buf, 0, count);
                return path;
            }

            @Override
            public void half() throws IOException {
                file.write(buf, 0, count / 2);
            }
        }
    }
}
