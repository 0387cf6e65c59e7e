package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.PackedHindcast.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person starts it. */
@Tag("packaged")
@Tag("launcher")
class LauncherTest {

    private static final Path LAUNCHER =
            Path.of(System.getProperty("hindcast.home", ".")).toAbsolutePath().resolve("scripts/hindcast");

    @TempDir
    Path folder;

    @BeforeAll
    static void isBuiltByItsFirstUse(@TempDir Path elsewhere) throws IOException, InterruptedException {
        Ended ended = Launched.run(elsewhere, Map.of(), LAUNCHER.toString(), "--version");
        assertThat(ended.exit()).as(ended.err()).isZero();
    }

    @Test
    void worksFromAnyFolderAndThroughLinksToLinks() throws IOException, InterruptedException {
        Path bin = Files.createDirectory(folder.resolve("with blank"));
        Files.createSymbolicLink(bin.resolve("first"), LAUNCHER);
        Files.createSymbolicLink(bin.resolve("second"), Path.of("first"));

        Ended ended = Launched.run(bin, Map.of(), "./second", "--version");

        Files.delete(bin.resolve("first"));
        assertThat(ended).isEqualTo(new Ended(0, ended.out(), ""));
        assertThat(ended.out()).matches("hindcast \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void wrongUsageEndsWithTwoAndLeavesNoLog() throws IOException, InterruptedException {
        Ended ended = Launched.run(folder, Map.of("HINDCAST_LOGS", "logs"), LAUNCHER.toString(), "staus", "here");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("unknown command staus [HC-502]\n").doesNotContain("log:");
        assertThat(folder.resolve("logs")).isEmptyDirectory();
    }

    @Test
    void memoryThatIsNoAmountIsRefused() throws IOException, InterruptedException {
        Ended ended = Launched.run(folder, Map.of("HINDCAST_MEMORY", "lots"), LAUNCHER.toString(), "--version");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("the memory cannot be lots\n").contains("write for example 8g");
    }

    @Test
    void logsOfLongAgoAreCleanedUpAndNothingElse() throws IOException, InterruptedException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Path old = Files.createFile(logs.resolve("20200101T000000Z-7.log"));
        Path recent = Files.createFile(logs.resolve("20200102T000000Z-8.log"));
        Path other = Files.createFile(logs.resolve("notes.txt"));
        Stream.of(old, other).map(Path::toFile).forEach(LauncherTest::makeOld);

        Launched.run(folder, Map.of("HINDCAST_LOGS", logs.toString()), LAUNCHER.toString(), "--version");

        assertThat(logs).isDirectoryNotContaining(old::equals);
        assertThat(List.of(recent, other)).allMatch(Files::exists);
    }

    @Test
    void anArchiveThatNoLongerFitsIsMadeAgainAndSaidSo() throws IOException, InterruptedException {
        Path key = LAUNCHER.resolveSibling("../target/launcher/classes.jsa.key");
        String made = Files.readString(key);
        Files.writeString(key, "for another Java\n");

        Ended without = Launched.run(folder, Map.of("HINDCAST_ARCHIVE", "off"), LAUNCHER.toString(), "--version");
        Ended again = Launched.run(folder, Map.of(), LAUNCHER.toString(), "--version");

        assertThat(without.err()).isEmpty();
        assertThat(again.err()).isEqualTo("preparing fast starts (once after each build, about half a minute)…\n");
        assertThat(again.out()).isEqualTo(without.out());
        assertThat(Files.readString(key)).isEqualTo(made);
        assertThat(key.resolveSibling("classes.jsa")).isNotEmptyFile();
    }

    private static void makeOld(File file) {
        assertThat(file.setLastModified(0)).isTrue();
    }
}
