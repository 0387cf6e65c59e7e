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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
        return run(words, Optional.empty(), new Streams());
    }

    /**
     * Runs one command before a person who is asked.
     *
     * @param answer gives what the person types
     */
    public static Ended run(List<String> words, Supplier<String> answer) {
        BufferedReader person = new BufferedReader(Reader.nullReader()) {
            @Override
            public String readLine() {
                return answer.get();
            }
        };
        return run(words, Optional.of(person), new Streams());
    }

    /** Starts one command, which goes on beside the test. */
    public static Running start(List<String> words) {
        Streams streams = new Streams();
        return new Running(CompletableFuture.supplyAsync(() -> run(words, Optional.empty(), streams)), streams);
    }

    /** A command that was started. */
    public static final class Running {

        private final CompletableFuture<Ended> ended;
        private final Streams streams;

        private Running(CompletableFuture<Ended> ended, Streams streams) {
            this.ended = ended;
            this.streams = streams;
        }

        /** Waits until it has said something on standard error, or has ended. */
        public void untilItSays(String words) throws InterruptedException {
            until(() -> streams.err().contains(words));
        }

        /** Waits for a moment, or for its end. */
        public void until(BooleanSupplier moment) throws InterruptedException {
            while (!moment.getAsBoolean() && !ended.isDone()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }

        /** Waits for its end. */
        public Ended ended() {
            return ended.join();
        }
    }

    /** What a command says. */
    private record Streams(ByteArrayOutputStream standard, ByteArrayOutputStream error) {

        Streams() {
            this(new ByteArrayOutputStream(), new ByteArrayOutputStream());
        }

        String out() {
            return standard.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return error.toString(StandardCharsets.UTF_8);
        }
    }

    private static Ended run(List<String> words, Optional<BufferedReader> answers, Streams streams) {
        Console console = new Console(
                new PrintStream(streams.standard(), true, StandardCharsets.UTF_8),
                new PrintStream(streams.error(), true, StandardCharsets.UTF_8),
                OptionalInt.empty(),
                answers);
        Stopping stopping = Stopping.unarmed();
        ExitCode exit = new Main(Main.commands(stopping), console).run(words);
        stopping.over(exit);
        return new Ended(exit.number(), streams.out(), streams.err());
    }
}
