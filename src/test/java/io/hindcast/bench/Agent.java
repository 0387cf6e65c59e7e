package io.hindcast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Java agent of every measured process that starts Spark: hangs {@link SessionClock} into the session, and writes what it
 * saw when the process ends. The process knows nothing of it, so Hindcast and the baselines are measured alike.
 */
public final class Agent {

    /** CPU seconds of this process until now, of all its threads. */
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Agent() {}

    /** Called by the JVM before {@code main}, with the path of the file to write. */
    public static void premain(String file) {
        System.setProperty("spark.extraListeners", "io.hindcast.bench.SessionClock");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(Path.of(file)), "bench"));
    }

    static double cpuSeconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }

    private static void write(Path file) {
        Properties seen = SessionClock.seen();
        try (Writer out = Files.newBufferedWriter(file)) {
            seen.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
