package io.hindcast.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Folders that many tests begin with and that take long to make. The processes that test side by side share them: the first
 * that asks makes it, others wait meanwhile. What an earlier build of Hindcast made is made anew.
 */
public final class Shared {

    /** When Maven began, the same in all its processes; by hand each process is on its own. */
    private static final String BUILD =
            System.getProperty("hindcast.begun", ProcessHandle.current().toString());

    private Shared() {}

    /** Makes what lies in a folder that is not there yet. */
    @FunctionalInterface
    public interface Maker {

        /** Called once for all processes. */
        void make(Path folder) throws IOException, InterruptedException;
    }

    /**
     * A folder of this name, made whole.
     *
     * @throws IllegalStateException when making it was interrupted
     */
    public static synchronized Path folder(String name, Maker maker) {
        Path target = Path.of(System.getProperty("hindcast.target", "target"), "shared")
                .toAbsolutePath();
        Path folder = target.resolve(name);
        Path made = target.resolve(name + ".made");
        try {
            Files.createDirectories(target);
            try (FileChannel channel = FileChannel.open(
                            target.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()
                        && !(Files.exists(made) && Files.readString(made).equals(BUILD))) {
                    delete(folder);
                    maker.make(folder);
                    Files.writeString(made, BUILD);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
