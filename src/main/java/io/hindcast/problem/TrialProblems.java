package io.hindcast.problem;

/** What can be wrong when a job is tried or tested: HC-215 to HC-219 and HC-334 to HC-339. */
public final class TrialProblems {

    private TrialProblems() {}

    /** HC-215: a partition that cannot be tried because nothing is there to read. */
    public static Problem nothingToRead(String subject, String input, String wayOut) {
        return Problem.of(
                "HC-215",
                ExitCode.USAGE,
                subject + " cannot be tried",
                "it reads " + input + ", of which there is no table yet",
                wayOut);
    }

    /** HC-216: a partition that does not exist. */
    public static Problem noPartition(String asset, String partition, String declared) {
        return Problem.of(
                "HC-216",
                ExitCode.USAGE,
                asset + " has no partition " + partition,
                "it is outside the declared range, or not yet over; there is " + declared,
                "name a partition within, or widen the range in the declaration");
    }

    /** HC-334: a job that fails; a run would quarantine the partition. */
    public static Problem jobFailed(String asset, String message) {
        return Problem.of(
                "HC-334",
                ExitCode.QUARANTINED,
                "the job of " + asset + " fails",
                message,
                "correct the job or the data that it reads; a run would fail alike");
    }
}
