package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Hindcast as the launcher starts it, in processes of its own that can be killed. */
final class PackedHindcast {

    private static final Path HOME = Path.of(System.getProperty("hindcast.home", "."));
    private static final Path TARGET = Path.of(System.getProperty("hindcast.target", "target"));
    private static final String ARCHIVE = "classes.jsa";
    private static final int PATIENCE_MINUTES = 10;

    /** The jar, its class path and the archive of classes, without which each start would cost thrice as much. */
    private static final Path PLACE = made();

    private PackedHindcast() {}

    /** How a process ended. */
    record Ended(int exit, String out, String err) {

        Ended requireExit(int expected) {
            assertThat(exit).as(out + err).isEqualTo(expected);
            return this;
        }
    }

    /** A process that was started and may still run. */
    record Started(Process process, Path out, Path err) {

        boolean isAlive() {
            return process.isAlive();
        }

        /** SIGKILL: no handler, no hook. */
        void signalKill() {
            process.destroyForcibly();
        }

        /** Sends a signal by its name without SIG. */
        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        /** Waits for its end. */
        Ended ended() throws InterruptedException {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            String errors = read(err);
            assertThat(ended).as("it ended: " + errors).isTrue();
            return new Ended(process.exitValue(), read(out), errors);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts a command on a warehouse. */
    static Started start(SmallFlights flights, String command, String... options) throws IOException {
        Path place = flights.root().resolveSibling("processes");
        Files.createDirectories(place);
        Path out = Files.createTempFile(place, command, ".out");
        Path err = Files.createTempFile(place, command, ".err");
        List<String> words = new ArrayList<>(withUsualSignals());
        words.addAll(java(PLACE, place.resolve(out.getFileName() + ".log")));
        words.add("-XX:SharedArchiveFile=" + PLACE.resolve(ARCHIVE));
        words.add("io.hindcast.cli.Main");
        words.add(command);
        words.add(flights.folder().toString());
        words.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return new Started(builder.start(), out, err);
    }

    /** A shell that starts the tests in its background makes them deaf to SIGINT, and Java would inherit that. */
    private static List<String> withUsualSignals() {
        List<String> reset = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(reset);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0 ? reset : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> java(Path place, Path log) throws IOException {
        String classpath = Files.readString(place.resolve("classpath.txt")).trim();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + HOME.resolve("conf/jvm.options"),
                "-Xmx1g",
                // Short lives: the better compiler would not pay, nor would several threads that collect.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // As in the session of the tests; what spark-submit starts has the usual way.
                "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
                "-XX:ReservedCodeCacheSize=128m",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Dlog4j2.configurationFile=" + HOME.resolve("conf/log4j2.properties"),
                "-Dhindcast.log=" + log,
                "-Dhindcast.home=" + HOME,
                "-cp",
                place.resolve("hindcast.jar") + ":" + classpath);
    }

    /** The launcher makes them for the default line of Spark; for another one they are made as it would. */
    private static Path made() {
        try {
            return TARGET.endsWith("target") ? launchers() : trained();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path launchers() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(TARGET, "launched");
        Launched.run(folder, Map.of(), Launched.script("hindcast"), "--version").requireExit(0);
        SmallFlights.clear(folder);
        // The archive fits the class path it was made with, letter by letter.
        return TARGET.toRealPath().resolve("launcher");
    }

    private static Path trained() throws IOException, InterruptedException {
        Path archive = TARGET.resolve(ARCHIVE);
        Files.deleteIfExists(archive);
        Path folder = Files.createTempDirectory(TARGET, "training");
        List<String> words = new ArrayList<>(java(TARGET, folder.resolve("training.log")));
        words.add("-XX:ArchiveClassesAtExit=" + archive);
        words.add("io.hindcast.cli.Training");
        words.add(folder.resolve("warehouse").toString());
        Path said = folder.resolve("said");
        Process training = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = training.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        assertThat(ended && training.exitValue() == 0)
                .as(Files.readString(said))
                .isTrue();
        SmallFlights.clear(folder);
        return TARGET;
    }
}
