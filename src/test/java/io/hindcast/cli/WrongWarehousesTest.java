package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hindcast.problem.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder below {@code src/test/resources/wrong} is a warehouse with a mistake, and beside it in
 * {@code expected.txt} stands all that a terminal shows of it. To write these anew: {@code mvn test
 * -Dtest=WrongWarehousesTest -Dhindcast.golden=update}, then read the difference.
 */
@Tag("once")
@Tag("tables")
class WrongWarehousesTest {

    private static final boolean UPDATE = "update".equals(System.getProperty("hindcast.golden"));
    private static final Path RESOURCES =
            Path.of(System.getProperty("hindcast.home", ".")).resolve("src/test/resources/wrong");

    /** Of a whole file or folder: there is no line to name. */
    private static final Set<String> WITHOUT_LINE = Set.of("HC-101", "HC-102", "HC-119");

    private static final Pattern PROBLEM =
            Pattern.compile("(?m)^(.+) \\[(HC-\\d{3})]\\n  cause:   (.+)\\n  way out: (.+)\\n");
    private static final Pattern OF_FILE = Pattern.compile("\\{warehouse}/[\\w.]+: .+");
    private static final Pattern OF_LINE = Pattern.compile("\\{warehouse}/[\\w.]+:[1-9]\\d*(:[1-9]\\d*)?: .+");

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static List<String> cases() throws IOException {
        return WrongWarehouse.all(RESOURCES).stream()
                .map(folder -> String.valueOf(folder.getFileName()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aWrongWarehouseIsAnsweredAsExpected(String name) throws IOException {
        Path example = RESOURCES.resolve(name);
        Path folder = temporary.resolve("jobs/shop");
        WrongWarehouse.copy(example, folder);
        Path sql = folder.resolve("daily_sales.sql");
        assumeFalse(name.equals("file-not-permitted") && Files.isReadable(sql), "this user may read whatever is there");

        ExitCode exitCode = run(Files.exists(example.resolve("command.txt")) ? command(example) : "check", folder);
        String told = err.toString(StandardCharsets.UTF_8)
                .replace(folder.toString(), "{warehouse}")
                .replace(temporary.toString(), "{elsewhere}");

        if (UPDATE) {
            Files.writeString(example.resolve("expected.txt"), told);
        }
        assertThat(told).as(name).isEqualTo(Files.readString(example.resolve("expected.txt")));
        assertThat(exitCode).as(told).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertEachIsWhole(told);
    }

    @Test
    void theUnspoiledWarehouseHasNoProblem() throws IOException {
        Path folder = temporary.resolve("jobs/shop");
        WrongWarehouse.copy(RESOURCES.resolve("base"), folder);

        assertThat(run("check", folder))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(ExitCode.DONE);
    }

    /** Code, problem, cause, way out, file and line; nothing between the problems, and no trace of a defect. */
    private static void assertEachIsWhole(String told) {
        List<MatchResult> problems = PROBLEM.matcher(told).results().toList();
        assertThat(PROBLEM.matcher(told).replaceAll(""))
                .as("beside the problems")
                .isEmpty();
        assertThat(problems).isNotEmpty();
        for (MatchResult problem : problems) {
            String code = problem.group(2);
            assertThat(problem.group(1)).matches(WITHOUT_LINE.contains(code) ? OF_FILE : OF_LINE);
        }
        assertThat(told).doesNotContain("Exception", "HC-599", "\tat ", " null ");
    }

    private static String command(Path example) throws IOException {
        return Files.readString(example.resolve("command.txt")).strip();
    }

    private ExitCode run(String command, Path folder) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                OptionalInt.empty());
        InstantSource clock = InstantSource.system();
        Map<Verb, Command> commands = Map.of(Verb.CHECK, new CheckCommand(clock), Verb.PLAN, new PlanCommand(clock));
        return new Main(commands, console).run(List.of(command, folder.toString()));
    }
}
