package io.hindcast.problem;

/** What can be wrong with a partition set that a person wrote. */
public final class PartitionProblems {

    private PartitionProblems() {}

    /**
     * A text that names no set.
     *
     * @param text the whole text
     * @param position of the wrong part, counted from one
     * @param cause what is wrong there
     * @param legal what may be written instead
     */
    public static Problem illegalSet(String text, int position, String cause, String legal) {
        return Problem.of(
                "HC-513",
                ExitCode.USAGE,
                "'" + text + "' is not a set of partitions",
                "at character " + position + ": " + cause,
                "write " + legal);
    }

    /**
     * A text that names a set where one partition is needed.
     *
     * @param text the whole text
     * @param found what it names instead
     * @param example a partition of that asset
     */
    public static Problem notOnePartition(String text, String found, String example) {
        return Problem.of(
                "HC-514",
                ExitCode.USAGE,
                "'" + text + "' is not one partition",
                "it names " + found,
                "write exactly one, such as " + example);
    }
}
