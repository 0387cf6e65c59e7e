package io.hindcast.problem;

/**
 * What keeps a job from being a pure function of its inputs: HC-188 and HC-189, HC-197 and HC-198; and what is wrong with
 * what its author allows: HC-100 and HC-179.
 */
public final class PurityProblems {

    private PurityProblems() {}

    /** A value that does not come from the inputs. */
    public static Problem notOfInputs(String expression, String why, String wayOut) {
        return Problem.of("HC-188", ExitCode.USAGE, expression + " does not follow from the inputs", why, wayOut);
    }

    /** A value that depends on the order of rows. */
    public static Problem orderDependent(String expression, String why, String wayOut) {
        return Problem.of("HC-189", ExitCode.USAGE, expression + " depends on the order of rows", why, wayOut);
    }

    /** A value that is rounded differently each time. */
    public static Problem inexact(String expression, String why, String wayOut) {
        return Problem.of("HC-197", ExitCode.USAGE, expression + " is not exact", why, wayOut);
    }

    /** Code that reaches beyond its inputs and rows, or may do so. */
    public static Problem reachesOutside(String expression, String why, String wayOut) {
        return Problem.of("HC-198", ExitCode.USAGE, "the job calls " + expression, why, wayOut);
    }

    /** An allowance without a reason. */
    public static Problem reasonMissing(String word) {
        return Problem.of(
                "HC-179",
                ExitCode.USAGE,
                "the allowance of " + word + " has no reason",
                "who reads it in a year has to know why a rebuild gives the same all the same",
                "write a sentence in quotes: allows: {" + word + ": \"why a rebuild gives the same rows\"}");
    }

    /** An allowance of what the job does not do. */
    public static Problem allowsNothing(String asset, String word) {
        return Problem.of(
                "HC-100",
                ExitCode.USAGE,
                "the allowance of " + word + " allows nothing",
                "nothing of that kind was found in the job of " + asset,
                "remove the key " + word + ", so that it does not hide what is written later");
    }
}
