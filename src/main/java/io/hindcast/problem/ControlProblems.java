package io.hindcast.problem;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What can be wrong with telling runs something: HC-382 and on. */
public final class ControlProblems {

    private ControlProblems() {}

    /** Several runs, and none is named. */
    public static Problem severalAtWork(List<String> runs) {
        return Problem.of(
                "HC-382",
                ExitCode.USAGE,
                "several runs are at work",
                "which of them is meant was not said: " + String.join(", ", runs),
                "name one of them after the warehouse");
    }

    /** A run that hears nothing any more. */
    public static Problem hasEnded(String run, String outcome) {
        return Problem.of(
                "HC-383",
                ExitCode.USAGE,
                "run " + run + " has ended",
                "it ended as " + outcome,
                "look at it with 'hindcast show', or start another one");
    }

    /** A run without a driver. */
    public static Problem nobodyAtWork(String run) {
        return Problem.of(
                "HC-384",
                ExitCode.USAGE,
                "nobody is at work on run " + run,
                "its driver has died, so that nobody hears what it is told",
                "go on with it by 'hindcast resume', or close it by 'hindcast cancel'");
    }

    /** A run that came to no end. */
    public static Problem died(String run) {
        return Problem.of(
                "HC-385",
                ExitCode.DEFECT,
                "run " + run + " has died",
                "its driver is gone and has told no end",
                "go on with it by 'hindcast resume', or just run: what is committed stays");
    }

    /** A run that takes longer than somebody waits. */
    public static Problem stillGoingOn(String run, Duration waited) {
        return Problem.of(
                "HC-386",
                ExitCode.HELD,
                "run " + run + " still goes on",
                "it was waited for " + waited.toSeconds() + " s, as --timeout says",
                "wait again: the run does not mind");
    }

    /** A plan that cannot be made again. */
    public static Problem notPlannedAgain(String run) {
        return Problem.of(
                "HC-387",
                ExitCode.USAGE,
                "run " + run + " cannot be planned again",
                "its plan is of an older version, which did not keep what was asked for",
                "start another one: 'hindcast run' recognises what this one committed");
    }

    /** A limit of nothing. */
    public static Problem noLimit() {
        return Problem.of(
                "HC-590",
                ExitCode.USAGE,
                "no limit is given",
                "limit changes how many steps a run does at once, and was not told how many",
                "add --parallel N, for example: hindcast limit jobs/flights --parallel 2");
    }

    /** A limit of an asset or a pool that there is not. */
    public static Problem unknownLimit(String of, Collection<String> known) {
        return Problem.of(
                "HC-690",
                ExitCode.USAGE,
                "unknown asset or pool " + of,
                "--of names an asset, or a pool of warehouse.yaml after pool:",
                Suggestion.nearest(of, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("these are known: " + String.join(", ", known)));
    }
}
