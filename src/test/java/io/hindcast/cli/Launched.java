package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.PackedHindcast.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Scripts of the project as a person starts them. */
final class Launched {

    private static final int PATIENCE_MINUTES = 15;

    private static final Path SCRIPTS =
            Path.of(System.getProperty("hindcast.home", ".")).toAbsolutePath().resolve("scripts");

    private Launched() {}

    /** A script by its name, absolute. */
    static String script(String name) {
        return SCRIPTS.resolve(name).toString();
    }

    /**
     * Starts a program and waits for its end.
     *
     * @param folder where it is started, and what it says is kept
     * @param environment beside that of this process
     */
    static Ended run(Path folder, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        File out = Files.createTempFile(folder, "out", "").toFile();
        File err = Files.createTempFile(folder, "err", "").toFile();
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().remove("SPARK_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }
}
