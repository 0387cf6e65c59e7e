package io.hindcast.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries one or more {@link Problem}s to the edge, where they are shown. Made by this room alone. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ProblemException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception without a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** All that went wrong; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /** The exit code that counts where several problems hold. */
    public ExitCode exitCode() {
        return ExitCode.first(problems.stream().map(Problem::exitCode).toList());
    }
}
