package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tables")
final class WarehouseFilesTest {

    private static final int SIZE = 200_000;

    @TempDir
    private Path root;

    private WarehouseFiles files() {
        Configuration hadoop = new Configuration();
        LocalDisk.settings().forEach(hadoop::set);
        return new WarehouseFiles(hadoop, root.toString());
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void whatIsReadWhileTwoReplaceAFileIsWhole() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        int read = 0;
        try {
            List<Future<Boolean>> writers = List.of(pool.submit(() -> replaced(1)), pool.submit(() -> replaced(2)));
            while (!writers.stream().allMatch(Future::isDone)) {
                Optional<byte[]> content = files().readIfPossible("state/f");
                content.ifPresent(bytes -> assertThat(bytes).isIn(bytes(1), bytes(2)));
                read += content.isPresent() ? 1 : 0;
            }
            for (Future<Boolean> writer : writers) {
                assertThat(writer.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(read).isPositive();
        files().replace("state/f", "state/f.3", bytes(3));
        assertThat(files().readIfPossible("state/f")).contains(bytes(3));
        assertThat(drafts()).isZero();
    }

    /** Of two writers at once one may lose: a file and its checksum are two renames on this disk. */
    private boolean replaced(int value) {
        boolean once = false;
        for (int i = 0; i < 30; i++) {
            try {
                files().replace("state/f", "state/f." + value, bytes(value));
                once = true;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("f");
            }
        }
        return once;
    }

    private long drafts() throws IOException {
        try (var all = Files.list(root.resolve("_hindcast/state"))) {
            return all.filter(file -> file.getFileName().toString().matches("\\.?f\\.[123](\\.crc)?"))
                    .count();
        }
    }

    @Test
    void aFileThatIsNotThereIsNotRead() {
        assertThat(files().readIfPossible("state/none")).isEmpty();
    }
}
