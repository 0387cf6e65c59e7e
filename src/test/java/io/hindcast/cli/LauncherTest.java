package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.PackedHindcast.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a person starts it. */
@Tag("packaged")
@Tag("once")
class LauncherTest {

    private static final Path LAUNCHER =
            Path.of(System.getProperty("hindcast.home", ".")).toAbsolutePath().resolve("scripts/hindcast");

    private static final String PREPARING = "preparing fast starts (once after each build, about half a minute)…\n";

    /** What a Java does that tells what it was started with. */
    private static final String TELLING = "echo \"$*\"";

    /** The same, but where it is to write an archive it does. */
    private static final String ARCHIVING = """
            case "$*" in
            *ArchiveClassesAtExit=*) at="${*#*ArchiveClassesAtExit=}"; echo classes > "${at%% *}";;
            *) echo "$*";;
            esac""";

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

    @ParameterizedTest
    @ValueSource(strings = {"--masterr=local", "--dry-run", "stray"})
    void whatSparkSubmitDoesNotKnowIsRefused(String word) throws IOException, InterruptedException {
        Ended ended = Launched.run(
                folder, Map.of(), LAUNCHER.toString(), "status", "here", "--spark", "--conf", "--a=b", "-v", word);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("spark-submit has no option " + word + "\n")
                .contains("before --spark");
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
        Path installed = installed();
        Path key = installed.resolve("target/launcher/classes.jsa.key");
        Map<String, String> java = Map.of("JAVA_HOME", java(ARCHIVING).toString());

        assertThat(start(installed, java).err()).isEqualTo(PREPARING);
        String made = Files.readString(key);
        Ended fast = start(installed, java);
        assertThat(fast.err()).isEmpty();
        assertThat(fast.out()).contains("-XX:SharedArchiveFile=" + key.resolveSibling("classes.jsa"));

        Files.writeString(key, "for another Java\n");
        Ended without = start(installed, Map.of("JAVA_HOME", java(ARCHIVING).toString(), "HINDCAST_ARCHIVE", "off"));
        assertThat(without.err()).isEmpty();
        assertThat(without.out()).contains("io.hindcast.cli.Main").doesNotContain("SharedArchiveFile");
        assertThat(start(installed, java).err()).isEqualTo(PREPARING);
        assertThat(key).hasContent(made);
    }

    @Test
    void withoutAnArchiveAllWorksAndIsSaidOnce() throws IOException, InterruptedException {
        Path installed = installed();
        Map<String, String> java = Map.of(
                "JAVA_HOME",
                java("case \"$*\" in *ArchiveClassesAtExit*) exit 1;; *) echo \"$*\";; esac")
                        .toString());

        assertThat(start(installed, java).err()).startsWith(PREPARING + "no fast starts: ");
        Ended second = start(installed, java);
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("io.hindcast.cli.Main").doesNotContain("SharedArchiveFile");
    }

    /** A place of its own that looks built, in which every Java will do. */
    private Path installed() throws IOException {
        Path home = folder.resolve("installed");
        Path target = Files.createDirectories(home.resolve("target/launcher"));
        Files.createDirectories(home.resolve("scripts"));
        Files.copy(LAUNCHER, home.resolve("scripts/hindcast"), StandardCopyOption.COPY_ATTRIBUTES);
        Path jar = Files.writeString(target.resolve("hindcast.jar"), "jar");
        Files.writeString(target.resolve("classpath.txt"), jar.toString());
        Files.createFile(target.resolve("built"));
        return home;
    }

    private Ended start(Path installed, Map<String, String> environment) throws IOException, InterruptedException {
        return Launched.run(
                folder, environment, installed.resolve("scripts/hindcast").toString(), "status", "w");
    }

    @Test
    void tellsThatSomeoneCanBeAskedOnATerminalAlone() throws IOException, InterruptedException {
        Map<String, String> embedded = Map.of("JAVA_HOME", java(TELLING).toString(), "HINDCAST_ARCHIVE", "off");

        assertThat(onTerminal(embedded)).contains("-Dhindcast.asks=true").contains("-Dhindcast.columns=");
        assertThat(Launched.run(folder, embedded, LAUNCHER.toString(), "run", "w")
                        .out())
                .contains("io.hindcast.cli.Main run w")
                .doesNotContain("hindcast.asks");
    }

    @Test
    void tellsTheUsersSparkAsWellThatSomeoneCanBeAsked() throws IOException, InterruptedException {
        Path spark = folder.resolve("spark");
        Files.createDirectories(spark.resolve("jars"));
        Files.createFile(spark.resolve("jars/spark-core_2.13-4.1.3.jar"));
        script(spark.resolve("bin/spark-submit"), "echo \"$SPARK_SUBMIT_OPTS $*\"");

        assertThat(onTerminal(Map.of("JAVA_HOME", java(TELLING).toString(), "SPARK_HOME", spark.toString())))
                .contains("-Dhindcast.asks=true")
                .contains("--class io.hindcast.cli.Main");
    }

    /** A Java that does as a script says. */
    private Path java(String command) throws IOException {
        Path home = folder.resolve("java");
        script(home.resolve("bin/java"), command);
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        return home;
    }

    private static void script(Path file, String command) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What the launcher says where a person sits at both ends. */
    private String onTerminal(Map<String, String> environment) throws IOException, InterruptedException {
        return Launched.run(
                        folder,
                        environment,
                        "script",
                        "-qec",
                        "'" + LAUNCHER + "' run w",
                        folder.resolve("typed").toString())
                .out();
    }

    private static void makeOld(File file) {
        assertThat(file.setLastModified(0)).isTrue();
    }
}
