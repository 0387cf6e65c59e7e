package io.hindcast.problem;

import java.util.Collection;
import java.util.Comparator;
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

    /** The same problems as a person goes through the files: by file, then by line; those of no file come first. */
    public static List<Problem> inOrderOfFiles(Collection<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(
                                (Problem p) -> p.place().map(Place::file).orElse(""))
                        .thenComparing(p ->
                                p.place().map(place -> place.line().orElse(0)).orElse(0)))
                .toList();
    }

    /** Several problems shown together. */
    public static ProblemException raiseAll(List<Problem> problems) {
        return new ProblemException(problems, null);
    }
}
