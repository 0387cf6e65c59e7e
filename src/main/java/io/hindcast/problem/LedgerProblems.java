package io.hindcast.problem;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What can be wrong with the past: HC-46x. */
public final class LedgerProblems {

    private LedgerProblems() {}

    /** A source that someone changed instead of adding to it. */
    public static Problem stagingRewritten(String source, long version, String operation, String author) {
        return Problem.of(
                "HC-460",
                ExitCode.DEFECT,
                "the source " + source + " was rewritten in version " + version,
                operation + (author.isEmpty() ? "" : " by " + author)
                        + " removed or replaced rows; staging only grows, or a rebuild gives another state",
                "restore the version before it, and bring the correction as an append");
    }

    /**
     * Another run at work.
     *
     * @param age how long it has been
     * @param until when its lease ends, unless it is renewed
     */
    public static Problem leaseHeld(String warehouse, String run, String actor, Duration age, Instant until) {
        return Problem.of(
                "HC-320",
                ExitCode.HELD,
                "another run is at work on " + warehouse,
                atWork(run, actor, age) + "; should it have died, its lease ends at "
                        + until.truncatedTo(ChronoUnit.SECONDS),
                "wait for it (--wait 10m waits and then goes on), or stop that run");
    }

    /** Who is at work, and for how long: {@code run r-1 of ann@host has been at work for 12 s}. */
    public static String atWork(String run, String actor, Duration age) {
        String time = age.toMinutes() < 1 ? Math.max(0, age.toSeconds()) + " s" : age.toMinutes() + " min";
        return "run " + run + " of " + actor + " has been at work for " + time;
    }

    /**
     * A process that was told to end before there was a plan to resume.
     *
     * @param doing what it did, to follow "while it"
     */
    public static Problem cancelled(String doing) {
        return Problem.of(
                "HC-325",
                ExitCode.CANCELLED,
                "cancelled",
                "the process was told to end while it " + doing,
                "start it again: what is done stays, and it does the rest");
    }

    /** A lease that was lost while its run went on. */
    public static Problem leaseLost(String run) {
        return Problem.of(
                "HC-321",
                ExitCode.HELD,
                "run " + run + " lost its lease",
                "it was not renewed in time, and another run has taken over",
                "look at 'hindcast status'; what this run committed stays");
    }

    /** Staging that was told to stop. */
    public static Problem stoppedStaging(String source) {
        return Problem.of(
                "HC-324",
                ExitCode.CANCELLED,
                "stopped while loading landing files into " + source,
                "the process was told to end; the files of a commit are loaded together or not at all",
                "start the command again: what was loaded is not loaded twice");
    }

    /** No such run. */
    public static Problem unknownRun(String run) {
        return Problem.of(
                "HC-322",
                ExitCode.USAGE,
                run.isEmpty() ? "there is no unfinished run" : "there is no run " + run,
                run.isEmpty()
                        ? "every run of this warehouse came to its end"
                        : "the ledger of this warehouse does not know it",
                "start one with 'hindcast run'");
    }

    /** A plan that is not where it was saved. */
    public static Problem planGone(String plan, String path) {
        return Problem.of(
                "HC-323",
                ExitCode.USAGE,
                "the plan " + plan + " is not to be found",
                "it is neither a file nor under " + path,
                "name a plan file, or make a plan with 'hindcast plan'");
    }

    /** A table that would have to begin anew. */
    public static Problem schemaMoved(String asset, String change) {
        return Problem.of(
                "HC-340",
                ExitCode.USAGE,
                "the table of " + asset + " does not fit its job any more",
                change,
                "let it begin anew with --reset " + asset
                        + " (all its partitions are then rebuilt), or change the job so that it fits");
    }
}
