package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
                          way out: write for example hindcast run jobs/flights --select 'daily_delays@2013-06-15..2013-06-17' --force
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

    private ExitCode run(Map<Verb, Command> commands, String... words) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                OptionalInt.empty());
        return new Main(commands, console).run(List.of(words));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
