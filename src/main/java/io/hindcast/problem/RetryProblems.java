package io.hindcast.problem;

import java.util.Collection;

/** What can be wrong with which failures a retry policy names: HC-621 to HC-624, HC-694. */
public final class RetryProblems {

    private RetryProblems() {}

    /** HC-621: a kind of failure that there is not. */
    public static Problem unknownKind(String word, Collection<String> words) {
        String hint = Suggestion.nearest(word, words)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("write for example: on: {kind: [executor_lost, store_away]}");
        return of("HC-621", "unknown kind of failure " + word, "a failure is one of " + String.join(", ", words), hint);
    }

    /** HC-622: a regular expression that is none. */
    public static Problem illegalPattern(String text, String cause) {
        return of(
                "HC-622",
                "'" + text + "' is no regular expression",
                cause,
                "mend it, or look for the text itself: contains: '503 Slow Down'");
    }

    /** HC-623: an exception whose name cannot be one of a class. */
    public static Problem illegalException(String text) {
        return of(
                "HC-623",
                "'" + text + "' is not the name of a class of exceptions",
                "it is compared with the full names of what is raised, of its superclasses and interfaces",
                "write for example: exception: java.net.SocketTimeoutException");
    }

    /** HC-624: a code of errors that cannot be one. */
    public static Problem illegalCode(String text) {
        return of(
                "HC-624",
                "'" + text + "' is not the code of an error",
                "a code is one of Hindcast, such as HC-331, or a condition of Spark, such as CAST_INVALID_INPUT",
                "take the code that show and the ledger name, or look for the message: contains: '503 Slow Down'");
    }

    /** HC-694: a class of the user's that cannot decide of retries. */
    public static Problem notARule(String name, String why) {
        return of(
                "HC-694",
                "class " + name + " cannot decide of retries",
                why,
                "name a public class with a public constructor without arguments, in a jar under jars: of"
                        + " warehouse.yaml, that implements what stands in retry.md");
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
