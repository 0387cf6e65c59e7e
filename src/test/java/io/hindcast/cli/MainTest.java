package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aCommandGetsItsArgumentsAndEndsTheProcessWithItsCode() {
        Command command = (arguments, console) -> {
            console.result("result of " + arguments.warehouse());
            console.log("on the way");
            return ExitCode.QUARANTINED;
        };

        assertThat(run(Map.of(Verb.RUN, command), "run", "w")).isEqualTo(ExitCode.QUARANTINED);
        assertThat(out()).isEqualTo("result of w\n");
        assertThat(err()).isEqualTo("on the way\n");
    }

    @Test
    void helpIsAResult() {
        assertThat(run(Map.of(), "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("Usage: hindcast COMMAND");
        assertThat(err()).isEmpty();
    }

    @Test
    void wrongUsageSaysNothingOnStandardOutput() {
        assertThat(run(Map.of(), "run")).isEqualTo(ExitCode.USAGE);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("""
                        no warehouse [HC-509]
                          cause:   hindcast run works on the warehouse whose folder is named after it
                          way out: write for example hindcast run jobs/flights
                        """);
    }

    @Test
    void aProblemOfACommandIsShownAndDecidesTheCode() {
        Command command = (arguments, console) -> {
            throw Problems.raise(UsageProblems.noCommand());
        };

        assertThat(run(Map.of(Verb.CHECK, command), "check", "w")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).startsWith("no command [HC-501]\n");
    }

    @Test
    void whatNobodyForesawIsADefect() {
        Command command = (arguments, console) -> {
            throw new NoClassDefFoundError("io/elsewhere/Missing");
        };

        assertThat(run(Map.of(Verb.CHECK, command), "check", "w")).isEqualTo(ExitCode.DEFECT);
        assertThat(err()).contains("[HC-599]", "NoClassDefFoundError: io/elsewhere/Missing");
    }

    @Test
    void onATerminalAProblemFitsIt() {
        Console console = new Console(stream(out), stream(err), OptionalInt.of(60));
        new Main(Map.of(), console).run(List.of("run", "w", "--frobnicate"));

        assertThat(err().lines())
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(err()).contains("[HC-503]", "  cause:   ", "  way out: see hindcast run --help");
    }

    @Test
    void onlyTheAnswerYesIsConsent() {
        assertThat(agreed("y\n")).isTrue();
        assertThat(agreed("YES \n")).isTrue();
        for (String no : List.of("", "\n", "n\n", "yo\n")) {
            assertThat(agreed(no)).as(no).isFalse();
        }
        assertThat(err()).contains("go on? [y/N] ");
    }

    private boolean agreed(String typed) {
        BufferedReader answers = new BufferedReader(new StringReader(typed));
        return new Console(stream(out), stream(err), OptionalInt.of(80), Optional.of(answers)).agreed("go on?");
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private ExitCode run(Map<Verb, Command> commands, String... words) {
        Console console = new Console(stream(out), stream(err), OptionalInt.empty());
        return new Main(commands, console).run(List.of(words));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
