package io.hindcast.problem;

import java.time.Duration;

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
     * @param time for which a lease lasts without a sign of life
     */
    public static Problem leaseHeld(String warehouse, String run, String actor, Duration age, Duration time) {
        return Problem.of(
                "HC-320",
                ExitCode.HELD,
                "another run is at work on " + warehouse,
                atWork(run, actor, age) + " on all that is asked for; should it have died, its lease ends "
                        + time.toSeconds() + " s after its last sign of life",
                "wait for it (--wait 10m waits and then goes on), or stop that run");
    }

    /** A run that is to go on and never stopped. */
    public static Problem stillAtWork(String run, String actor, Duration age) {
        return Problem.of(
                "HC-380",
                ExitCode.HELD,
                "run " + run + " has not stopped",
                atWork(run, actor, age),
                "let it go on; 'hindcast show' tells how far it is");
    }

    /** Landing files that another run loads. */
    public static Problem loadedElsewhere(String sources, String run, String actor, Duration age) {
        return Problem.of(
                "HC-381",
                ExitCode.HELD,
                "new landing files of " + sources + " are left to run " + run,
                atWork(run, actor, age) + " and loads them",
                "run again later, or with --wait 10m");
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
                "nothing was heard of it in time, and another run has taken over",
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
                run.isEmpty() ? "start one with 'hindcast run'" : "'hindcast history' lists the runs that there were");
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

    /**
     * A table that would have to begin anew.
     *
     * @param ways how the job and the table come together with the rows that are there
     */
    public static Problem schemaMoved(String asset, String path, String change, String ways) {
        return Problem.of(
                "HC-340",
                ExitCode.USAGE,
                "the table of " + asset + " does not fit its job",
                path + ": " + change,
                ways + "; or give the asset another path:, or let the table begin anew with --reset " + asset
                        + " (its rows go, and all its partitions are rebuilt)");
    }

    /** A table whose partitions are other periods than those declared. */
    public static Problem otherGrain(String asset, String path, String values, String grain) {
        return Problem.of(
                "HC-346",
                ExitCode.USAGE,
                "the table of " + asset + " is not partitioned as declared",
                path + ": " + values + ", on which no " + grain + " begins; a run would leave such rows where they are",
                "declare the periods that the table has, or give the asset another path:, or write the first day of its "
                        + grain + " into each row of the table, which plain SQL does");
    }

    /** A table of which no row may be taken away. */
    public static Problem appendOnly(String asset, String path) {
        return Problem.of(
                "HC-341",
                ExitCode.USAGE,
                "the table of " + asset + " cannot be rebuilt",
                path + " has the property delta.appendOnly: no rows of it may be replaced",
                "ALTER TABLE delta.`" + path
                        + "` SET TBLPROPERTIES ('delta.appendOnly' = 'false'), or give the asset another path:");
    }

    /** A table that cannot be what today's job gives. */
    public static Problem notAsBuilt(String asset, String path, String change) {
        return Problem.of(
                "HC-342",
                ExitCode.USAGE,
                "the partitions of " + asset + " cannot be accepted",
                path + " is not what its job gives: it would have to " + change,
                "rebuild them with 'hindcast run' and --select " + asset
                        + " --force, or change the job so that it fits");
    }

    /** An input without a table, which nothing can have been built from. */
    public static Problem acceptedWithout(String asset, String input) {
        return Problem.of(
                "HC-343",
                ExitCode.USAGE,
                "the partitions of " + asset + " cannot be accepted",
                "its input " + input + " has no table, so that they would be out of date as soon as there is one",
                "first load or build " + input + ": hindcast stage, or hindcast run --no-downstream --select " + input);
    }

    /** Data that changed while it was to be accepted. */
    public static Problem acceptedInVain(String asset, String write) {
        return Problem.of(
                "HC-344",
                ExitCode.REPLAN,
                "the partitions of " + asset + " were not accepted",
                "meanwhile they were written: " + write,
                "look at the data again, then accept again");
    }

    /** Data that changed while it was to be dropped. */
    public static Problem droppedInVain(String asset, String write) {
        return Problem.of(
                "HC-347",
                ExitCode.REPLAN,
                "the partitions of " + asset + " were not dropped",
                "meanwhile they were written: " + write,
                "look at the data, which is someone else's now, then run 'hindcast expire' again for the rest");
    }

    /** Partitions of which nobody knows whether they were dropped. */
    public static Problem dropUnknown(String asset, String cause) {
        return Problem.of(
                "HC-348",
                ExitCode.DEFECT,
                "whether the partitions of " + asset + " were dropped is not known",
                cause,
                "look at 'hindcast status': what is not expired is dropped by another 'hindcast expire'");
    }

    /** An acceptance of which nobody knows whether it became visible. */
    public static Problem acceptanceUnknown(String asset, String cause) {
        return Problem.of(
                "HC-345",
                ExitCode.DEFECT,
                "whether the partitions of " + asset + " were accepted is not known",
                cause,
                "look at 'hindcast status': should they still be foreign, accept again");
    }
}
