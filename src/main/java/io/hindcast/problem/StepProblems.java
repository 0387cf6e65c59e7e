package io.hindcast.problem;

import java.time.Duration;
import java.util.List;

/**
 * Why an attempt of a step commits nothing: HC-330 to HC-333, HC-399, HC-680, HC-681; and why nothing
 * more begins: HC-326, HC-682.
 */
public final class StepProblems {

    private StepProblems() {}

    /**
     * HC-330: rows outside the partitions of the step.
     *
     * @param examples values of partition columns and how many rows have them
     */
    public static Problem outside(String asset, long rows, String examples) {
        return outside(asset, rows, examples, "filter by the relation 'partitions', or correct the partition column");
    }

    /**
     * HC-330, of a job that is shown whole periods and has to choose its own within.
     *
     * @param whole inputs with longer periods, and how they are read
     */
    public static Problem outside(String asset, long rows, String examples, List<String> whole) {
        return outside(
                asset,
                rows,
                examples + "; it is shown a whole period of " + String.join(" and of ", whole),
                "join the relation 'partitions' to give only the rows of the partitions asked for");
    }

    private static Problem outside(String asset, long rows, String examples, String wayOut) {
        return of(
                "HC-330",
                "the job of " + asset + " gave " + Counts.of(rows, "row") + " outside the partitions it was asked for",
                "for instance with " + examples,
                wayOut);
    }

    /**
     * HC-331: checks that do not hold.
     *
     * @param failures which, with partitions and values
     */
    public static Problem checks(String asset, String failures) {
        return of(
                "HC-331",
                "checks of " + asset + " do not hold",
                failures,
                "correct the data or the job; 'hindcast try' shows the rows of one partition");
    }

    /**
     * HC-332: someone else was there first.
     *
     * @param write which commit of theirs
     */
    public static Problem foreignWrite(String asset, String write) {
        return of(
                "HC-332",
                "someone else wrote partitions of " + asset + " since the plan was made",
                write + "; their data stay",
                "accept them, or rebuild them with --force");
    }

    /** HC-333: another schema or protocol. */
    public static Problem tableMoved(String asset) {
        return of(
                "HC-333",
                "the schema or protocol of " + asset + " changed under the commit",
                "another transaction came first",
                "nothing: the step is tried again by itself");
    }

    /** HC-680: it took longer than it may. */
    public static Problem timedOut(String asset, long partitions, Duration time) {
        return of(
                "HC-680",
                "a step of " + asset + " took longer than it may",
                "its " + Counts.of(partitions, "partition") + " had " + time.toSeconds() + " s, as 'timeout:' says",
                "look for what hangs; where it only is slow, declare a longer timeout");
    }

    /** HC-681: a commit that does not come to its end. */
    public static Problem commitHangs(String asset, Duration time) {
        return of(
                "HC-681",
                "a commit of " + asset + " hangs",
                "the store did not answer within " + time.toSeconds() + " s, and the commit may come through or not",
                "nothing: the step is tried again by itself, and looks for the commit before it writes");
    }

    /** HC-399: a defect in what carries out steps. */
    public static Problem unexpected(Throwable error) {
        return of(
                "HC-399",
                "the step ended in a way that nobody foresaw",
                error.toString(),
                "look into the log; it is a defect in Hindcast or its surroundings");
    }

    /** HC-682: Spark ended, and the run did not want it to. */
    public static Problem sparkEnded(String run) {
        return Problem.of(
                "HC-682",
                ExitCode.DEFECT,
                "Spark ended under run " + run,
                "its application was stopped or removed, and no step can go on without it; what is committed stays",
                "look into the log and at the cluster, then 'hindcast resume' goes on");
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.QUARANTINED, what, why, wayOut);
    }

    /** HC-326: a budget that is used up before all is done. */
    public static Problem budgetMet(String limit, String used) {
        return Problem.of(
                "HC-326",
                ExitCode.STOPPED,
                "the budget " + limit + " is used up",
                used + " were used, and nothing new began; what is committed stays",
                "'hindcast resume' goes on with what is left, with a budget of its own");
    }
}
