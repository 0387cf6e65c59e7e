package io.hindcast.problem;

import java.util.List;

/** The doors by which problems leave; the named factories stand in a class per kind beside this one. */
public final class Problems {

    private Problems() {}

    /** One problem as an exception to throw. */
    public static ProblemException raise(Problem problem) {
        return new ProblemException(List.of(problem), null);
    }

    /** One problem with the error that led to it. */
    public static ProblemException raise(Problem problem, Throwable cause) {
        return new ProblemException(List.of(problem), cause);
    }

    /** Several problems shown together. */
    public static ProblemException raiseAll(List<Problem> problems) {
        return new ProblemException(problems, null);
    }
}
