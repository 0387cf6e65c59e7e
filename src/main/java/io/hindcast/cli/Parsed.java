package io.hindcast.cli;

import io.hindcast.problem.Problem;
import java.util.List;
import java.util.function.Function;

/** What a command line came to: a call, a text to show, or problems. */
public sealed interface Parsed {

    /** Asks for the one function that fits. */
    <T> T match(Function<Arguments, T> call, Function<String, T> text, Function<List<Problem>, T> refused);

    /** A command to carry out. */
    record Call(Arguments arguments) implements Parsed {
        @Override
        public <T> T match(Function<Arguments, T> call, Function<String, T> text, Function<List<Problem>, T> refused) {
            return call.apply(arguments);
        }
    }

    /** Help or the version, to be shown on standard output. */
    record Text(String content) implements Parsed {
        @Override
        public <T> T match(Function<Arguments, T> call, Function<String, T> text, Function<List<Problem>, T> refused) {
            return text.apply(content);
        }
    }

    /** Wrong usage: everything that is wrong, at least one. */
    record Refused(List<Problem> problems) implements Parsed {

        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("refused without a problem");
            }
        }

        @Override
        public <T> T match(Function<Arguments, T> call, Function<String, T> text, Function<List<Problem>, T> refused) {
            return refused.apply(problems);
        }
    }
}
