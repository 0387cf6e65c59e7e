package io.hindcast.delta;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, with two differences. It starts no process to set the permissions of a file: without its
 * native library Hadoop runs {@code chmod} for every file and folder it makes, which costs more than writing a small file.
 * And of several processes that publish a file of one name exactly one does, as Delta's log needs it. Public because
 * Hadoop makes it by name.
 */
public final class LocalDisk extends LocalFileSystem {

    /** Made by Hadoop. */
    public LocalDisk() {
        super(new Raw());
    }

    /**
     * Hadoop's settings by which {@code file:} is this one. The first that opens {@code file:} in a process decides for
     * all, so they belong into every configuration.
     */
    public static Map<String, String> settings() {
        return Map.of(
                "fs.file.impl", LocalDisk.class.getName(), "fs.AbstractFileSystem.file.impl", Context.class.getName());
    }

    /** Hadoop's own settings with these. */
    public static Configuration hadoop() {
        return new Configuration(Read.SETTINGS);
    }

    /** Hadoop's files of settings are read once: that takes longer than most of what a command asks of the disk. */
    private static final class Read {

        static final Configuration SETTINGS = new Configuration();

        static {
            settings().forEach(SETTINGS::set);
        }
    }

    /** The same for those who come through a file context. Public because Hadoop makes it by name. */
    public static final class Context extends ChecksumFs {

        /** Made by Hadoop. */
        public Context(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
            super(new RawContext(uri, hadoop));
        }
    }

    private static final class RawContext extends DelegateToFileSystem {

        RawContext(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
            super(uri, new Raw(), hadoop, uri.getScheme(), false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        @Override
        public boolean isValidName(String name) {
            // As Hadoop has it: what the system takes as a name is the system's business.
            return true;
        }
    }

    /** The disk without checksums. */
    static class Raw extends RawLocalFileSystem {

        /**
         * Hadoop looks whether there is a file of that name, and then renames over whatever came meanwhile: a commit of
         * another process would be lost. Making a link is one step, and fails where there is a file.
         */
        @Override
        @SuppressWarnings("deprecation")
        protected void rename(Path from, Path to, Options.Rename... options) throws IOException {
            boolean over = List.of(options).contains(Options.Rename.OVERWRITE);
            if (over || !isLinked(pathToFile(from).toPath(), pathToFile(to).toPath())) {
                super.rename(from, to, options);
            }
        }

        /** Whether the file has its new name now; not where the disk knows no links, nor for folders. */
        private static boolean isLinked(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
            if (!Files.isRegularFile(from)) {
                return false;
            }
            try {
                Files.createLink(to, from);
            } catch (FileAlreadyExistsException e) {
                throw new org.apache.hadoop.fs.FileAlreadyExistsException("rename destination " + to + " is there");
            } catch (UnsupportedOperationException | FileSystemException e) {
                return false;
            }
            Files.delete(from);
            return true;
        }

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(pathToFile(path).toPath(), PosixFileAttributeView.class);
            if (view == null || permission.getStickyBit()) {
                super.setPermission(path, permission);
                return;
            }
            view.setPermissions(posix(permission));
        }

        @Override
        public FileStatus getFileLinkStatus(Path path) throws IOException {
            // Hadoop runs readlink; what is no link needs none.
            return Files.isSymbolicLink(pathToFile(path).toPath())
                    ? super.getFileLinkStatus(path)
                    : getFileStatus(path);
        }

        private static Set<PosixFilePermission> posix(FsPermission permission) {
            Set<PosixFilePermission> posix = EnumSet.noneOf(PosixFilePermission.class);
            PosixFilePermission[] fromTheHighestBit = PosixFilePermission.values();
            for (int i = 0; i < fromTheHighestBit.length; i++) {
                if ((permission.toShort() & (0400 >> i)) != 0) {
                    posix.add(fromTheHighestBit[i]);
                }
            }
            return posix;
        }
    }
}
