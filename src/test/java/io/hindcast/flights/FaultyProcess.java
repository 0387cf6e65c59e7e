package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.Main;
import io.hindcast.delta.CrashPoint;
import io.hindcast.delta.FaultyDisk;
import io.hindcast.delta.Sleep;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hindcast in a process of its own, from the classes of the tests, on a {@link FaultyDisk}. */
final class FaultyProcess {

    private static final int PATIENCE_MINUTES = 5;

    private final Process process;
    private final Path said;

    private FaultyProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** The process: what it is to suffer, then the command line. */
    public static void main(String[] words) {
        List<String> all = List.of(words);
        FaultyDisk.under(
                switch (words[0]) {
                    case "sleep" -> new Sleep(words[1], Path.of(words[2]));
                    case "end" -> new EndOfSpark(words[1]);
                    default ->
                        new CrashPoint(each -> true, Integer.parseInt(words[2]), CrashPoint.Way.valueOf(words[1]));
                });
        Main.main(all.subList(3, all.size()).toArray(String[]::new));
    }

    /** One that ends itself at an operation. */
    static FaultyProcess halting(FaultySales sales, CrashPoint.Way way, int at, String... words) throws IOException {
        return start(sales, List.of("crash", way.name(), Integer.toString(at)), words);
    }

    /** One that sleeps from an operation on, until it is woken. */
    static FaultyProcess sleeping(FaultySales sales, String before, Path signs, String... words) throws IOException {
        return start(sales, List.of("sleep", before, signs.toString()), words);
    }

    /** One whose Spark ends at an operation. */
    static FaultyProcess losingSpark(FaultySales sales, String at, String... words) throws IOException {
        return start(sales, List.of("end", at, ""), words);
    }

    private static FaultyProcess start(FaultySales sales, List<String> suffering, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As this process itself is run: what Spark reaches for, and the log.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens")
                        || argument.startsWith("-Dlog4j2")
                        || argument.startsWith("-Djdk.reflect")
                        || argument.startsWith("-Dio.netty"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx1g",
                // Short lives: see how the tests themselves are run.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
                "-Duser.timezone=UTC",
                "-Dhindcast.home=" + sales.sales().base(),
                "-Dhindcast.lease.seconds=" + System.getProperty("hindcast.lease.seconds", "90"),
                "-cp",
                System.getProperty("java.class.path"),
                FaultyProcess.class.getName()));
        command.addAll(suffering);
        command.add(words[0]);
        command.add(sales.sales().folder().toString());
        command.addAll(List.of(words).subList(1, words.length));
        Path said = Files.createTempFile(sales.sales().base(), "said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return new FaultyProcess(builder.start(), said);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All that it said so far. */
    String said() throws IOException {
        return Files.readString(said);
    }

    /** The number with which it ended. */
    int exit() throws IOException, InterruptedException {
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("it ended: " + said()).isTrue();
        return process.exitValue();
    }

    /** Ends it, if it has not ended yet. */
    void end() {
        process.destroyForcibly();
    }
}
