package io.hindcast.problem;

import java.util.Collection;
import java.util.List;

/** What keeps a job from being a pure function of its inputs: HC-19x. */
public final class PurityProblems {

    private PurityProblems() {}

    /** A value that does not come from the inputs. */
    public static Problem notOfInputs(String expression, String why, String wayOut) {
        return Problem.of("HC-190", ExitCode.USAGE, expression + " does not follow from the inputs", why, wayOut);
    }

    /** A value that depends on the order of rows. */
    public static Problem orderDependent(String expression, String why, String wayOut) {
        return Problem.of("HC-191", ExitCode.USAGE, expression + " depends on the order of rows", why, wayOut);
    }

    /** A value that is rounded differently each time. */
    public static Problem inexact(String expression, String why, String wayOut) {
        return Problem.of("HC-192", ExitCode.USAGE, expression + " is not exact", why, wayOut);
    }

    /** Code that reaches beyond its inputs and rows, or may do so. */
    public static Problem reachesOutside(String expression, String why, String wayOut) {
        return Problem.of("HC-193", ExitCode.USAGE, "the job calls " + expression, why, wayOut);
    }

    /** A rule that there is not. */
    public static Problem unknownRule(String word, List<String> words) {
        return Problem.of(
                "HC-194",
                ExitCode.USAGE,
                "unknown rule " + word + " under allows",
                "the rules are " + String.join(", ", words),
                Suggestion.nearest(word, words)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElse("name the rule that hindcast check shows, such as " + example(words)));
    }

    private static String example(Collection<String> words) {
        return words.stream().findFirst().orElse("random");
    }

    /** An allowance without a reason. */
    public static Problem reasonMissing(String word) {
        return Problem.of(
                "HC-195",
                ExitCode.USAGE,
                "the allowance of " + word + " has no reason",
                "who reads it in a year has to know why a rebuild gives the same all the same",
                "write a sentence in quotes: allows: {" + word + ": \"why a rebuild gives the same rows\"}");
    }

    /** An allowance of what the job does not do. */
    public static Problem allowsNothing(String asset, String word) {
        return Problem.of(
                "HC-196",
                ExitCode.USAGE,
                "the allowance of " + word + " allows nothing",
                "nothing of that kind was found in the job of " + asset,
                "remove the key " + word + ", so that it does not hide what is written later");
    }
}
