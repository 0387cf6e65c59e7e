package io.hindcast.cli;

import io.hindcast.problem.ExitCode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The program inside a test: the words of a command line in, what it said and how it ended out. */
public final class CommandLine {

    private CommandLine() {}

    /**
     * How a command ended.
     *
     * @param exit the number that the process would end with
     * @param out all of standard output
     * @param err all of standard error
     */
    public record Ended(int exit, String out, String err) {

        /** Both streams, for messages of tests. */
        public String said() {
            return "exit " + exit + "\n" + out + "\n--- standard error\n" + err;
        }
    }

    /** Runs one command with all that stands behind it. */
    public static Ended run(List<String> words) {
        return run(words, Optional.empty());
    }

    /**
     * Runs one command before a person who is asked.
     *
     * @param answer gives what the person types
     */
    public static Ended run(List<String> words, Supplier<String> answer) {
        return run(words, Optional.of(new BufferedReader(Reader.nullReader()) {
            @Override
            public String readLine() {
                return answer.get();
            }
        }));
    }

    private static Ended run(List<String> words, Optional<BufferedReader> answers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                OptionalInt.empty(),
                answers);
        Stopping stopping = Stopping.unarmed();
        ExitCode exit = new Main(Main.commands(stopping), console).run(words);
        stopping.over(exit);
        return new Ended(exit.number(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
