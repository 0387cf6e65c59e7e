package io.hindcast.cli;

import io.hindcast.problem.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Goes once through what commands do, on a warehouse of three days, so that the Java process can write down which classes it
 * loads: the launcher's start-up archive.
 */
public final class Training {

    private static final List<String> FILES = List.of(
            "warehouse.yaml", "page_days.sql", "page_trend.sql", "page_months.sql", "pages.csv", "data/visits.csv");

    private final Main main;
    private final ByteArrayOutputStream said;

    private Training(Stopping stopping) {
        said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        main = new Main(Main.commands(stopping), new Console(stream, stream, OptionalInt.empty()));
    }

    /**
     * Ends with 0 when all went as it should.
     *
     * @param words a folder that does not exist yet
     */
    public static void main(String[] words) throws IOException {
        Path folder = Files.createDirectories(Path.of(words[0]));
        for (String file : FILES) {
            Path path = folder.resolve(file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            try (InputStream content = Training.class.getResourceAsStream("training/" + file)) {
                Files.copy(Objects.requireNonNull(content, file), path);
            }
        }
        Stopping stopping = Stopping.unarmed();
        ExitCode exitCode = new Training(stopping).train(folder.toString()) ? ExitCode.DONE : ExitCode.DEFECT;
        stopping.over(exitCode);
        System.exit(exitCode.number());
    }

    private boolean train(String warehouse) {
        String plan = Path.of(warehouse, "plan.json").toString();
        return Stream.of(
                        List.of("--help"),
                        List.of("check", warehouse),
                        List.of("run", warehouse),
                        List.of("run", warehouse),
                        List.of("plan", warehouse, "--select", "page_days@2024-02-29", "--force", "--out", plan),
                        List.of("apply", warehouse, plan),
                        List.of("status", warehouse),
                        List.of("status", warehouse, "--json"),
                        List.of("why", warehouse, "page_days@2024-02-29"))
                .allMatch(this::succeeds);
    }

    private boolean succeeds(List<String> words) {
        said.reset();
        boolean done = main.run(words) == ExitCode.DONE;
        if (!done) {
            System.err.println(words + ": " + said.toString(StandardCharsets.UTF_8));
        }
        return done;
    }
}
