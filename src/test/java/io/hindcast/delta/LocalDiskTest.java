package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(WINDOWS)
class LocalDiskTest {

    private static final int WRITERS = 4;

    @TempDir
    java.nio.file.Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 0400, 0200, 0100, 040, 020, 010, 04, 02, 01, 0644, 0755, 0700, 0777})
    void permissionsAreThoseThatHadoopSets(int bits) throws IOException {
        FsPermission permission = new FsPermission((short) bits);
        java.nio.file.Path ours = Files.createFile(folder.resolve("ours"));
        java.nio.file.Path theirs = Files.createFile(folder.resolve("theirs"));

        ourSystem().setPermission(new Path(ours.toUri()), permission);
        hadoops().setPermission(new Path(theirs.toUri()), permission);

        assertThat(text(ours)).isEqualTo(text(theirs)).isEqualTo(permission.toString());
    }

    @Test
    void newFilesAndFoldersHaveThePermissionsThatHadoopGives() throws IOException {
        ourSystem().create(new Path(folder.resolve("ours/deep/file").toUri())).close();
        hadoops().create(new Path(folder.resolve("theirs/deep/file").toUri())).close();

        for (String name : new String[] {"", "/deep", "/deep/file", "/deep/.file.crc"}) {
            assertThat(text(folder.resolve("ours" + name))).as(name).isEqualTo(text(folder.resolve("theirs" + name)));
        }
    }

    @Test
    void aFileContextGivesThisOne() throws IOException {
        FileContext context = FileContext.getFileContext(URI.create("file:///"), LocalDisk.hadoop());

        assertThat(context.getDefaultFileSystem()).isInstanceOf(LocalDisk.Context.class);
        assertThat(context.util().exists(new Path(folder.toUri()))).isTrue();
    }

    @Test
    void aLinkIsWhatItIsToHadoop() throws IOException {
        Files.writeString(folder.resolve("file"), "text");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
        FileContext ours = FileContext.getFileContext(URI.create("file:///"), LocalDisk.hadoop());
        FileContext theirs = FileContext.getFileContext(URI.create("file:///"), new Configuration());

        for (String name : new String[] {"file", "link"}) {
            Path path = new Path(folder.resolve(name).toString());
            assertThat(ours.getFileLinkStatus(path).isSymlink())
                    .as(name)
                    .isEqualTo(theirs.getFileLinkStatus(path).isSymlink());
            assertThat(ours.getFileStatus(path).getLen()).isEqualTo(4);
        }
    }

    @Test
    void ofSeveralWhoPublishAFileOfOneNameExactlyOneDoes() throws Exception {
        FileContext context = FileContext.getFileContext(URI.create("file:///"), LocalDisk.hadoop());
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        for (int version = 0; version < 100; version++) {
            Path target = new Path(folder.resolve(version + ".json").toUri());
            CyclicBarrier together = new CyclicBarrier(WRITERS);
            List<Future<Boolean>> published = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                java.nio.file.Path draft =
                        Files.writeString(folder.resolve(version + "-" + writer), version + " of " + writer);
                published.add(writers.submit(() -> {
                    together.await();
                    return isPublished(context, new Path(draft.toUri()), target);
                }));
            }
            List<String> winners = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                if (published.get(writer).get()) {
                    winners.add(version + " of " + writer);
                }
            }
            assertThat(winners).containsExactly(Files.readString(folder.resolve(version + ".json")));
        }
        writers.shutdown();
    }

    private static boolean isPublished(FileContext context, Path draft, Path target) throws IOException {
        try {
            context.rename(draft, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static String text(java.nio.file.Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static FileSystem ourSystem() throws IOException {
        FileSystem system = FileSystem.newInstance(URI.create("file:///"), LocalDisk.hadoop());
        assertThat(system).isInstanceOf(LocalDisk.class);
        return system;
    }

    private static FileSystem hadoops() throws IOException {
        LocalFileSystem system = new LocalFileSystem();
        system.initialize(URI.create("file:///"), new Configuration());
        return system;
    }
}
