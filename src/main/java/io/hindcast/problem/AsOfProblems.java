package io.hindcast.problem;

/** What can be wrong with inputs that are read as they were: HC-600 to HC-609, HC-240, HC-350. */
public final class AsOfProblems {

    private AsOfProblems() {}

    /** HC-600: partitions that are at no time. */
    public static Problem withoutPeriods(String asset, String input, String why) {
        return declaration(
                "HC-600",
                asset + " cannot read " + input + " as of its partitions",
                why + ", so there is no moment at which its partitions are over",
                "partition " + asset + " by one column of time, or read " + input
                        + " as it is: remove as_of, or write changes: ignore");
    }

    /** HC-601: two moments for one input. */
    public static Problem withWindow(String asset, String input, String rule) {
        return declaration(
                "HC-601",
                asset + " reads " + input + " as of its partitions and also says " + rule,
                "as_of: partition picks what was there when a partition was over; a window, offsets or a lag pick by date",
                "remove one of the two");
    }

    /** HC-602: a column that is there already. */
    public static Problem columnTaken(String asset, String input, String column) {
        return declaration(
                "HC-602",
                input + " has a column " + column + " of its own, and " + asset + " reads it as of its partitions",
                "what is read so has the column " + column + " of the partitions of " + asset
                        + ", by which the SELECT joins it",
                "give the column another name, in " + input + " or in the partitions of " + asset);
    }

    /** HC-603: an asset of which there is only the present. */
    public static Problem assetWithoutSnapshots(String asset, String input) {
        return declaration(
                "HC-603",
                asset + " cannot read " + input + " as it was",
                "the asset " + input + " has no partition by time, so that there is only what it is now",
                "partition " + input
                        + " by time, so that each period is a snapshot; or read it as it is: remove as_of, or"
                        + " write changes: ignore");
    }

    /** HC-240: snapshots that lie in common files. */
    public static Problem snapshotsInCommonFiles(String input, String path, String column) {
        return declaration(
                "HC-240",
                "which snapshots of " + input + " are there cannot be told",
                "the files of " + path + " are not partitioned by " + column
                        + ", and as_of: partition must know exactly which of its dates have rows",
                "partition the table by " + column + ", or read " + input + " with a window: {before: 6}");
    }

    private static Problem declaration(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
