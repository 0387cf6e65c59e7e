package io.hindcast.problem;

import java.util.Collection;

/** What can be wrong when two states of tables are compared: HC-470 to HC-479. */
public final class DifferenceProblems {

    private DifferenceProblems() {}

    /** HC-470: files of a version are gone. */
    public static Problem rowsGone(String asset, String versions, String cause) {
        return Problem.of(
                "HC-470",
                ExitCode.USAGE,
                "rows of " + asset + " at " + versions + " cannot be read any more",
                "VACUUM took the files of the older version away: " + cause,
                "name later versions with --versions, fewer partitions with --partitions, or compare with another root"
                        + " that still has them; delta.deletedFileRetentionDuration of the table says how long files"
                        + " are kept");
    }

    /** HC-471: a version that the log does not have any more, or not yet. */
    public static Problem versionGone(String asset, long version, long oldest, long newest) {
        return Problem.of(
                "HC-471",
                ExitCode.USAGE,
                "version " + version + " of " + asset + " is not there",
                "its log has versions " + oldest + " to " + newest,
                "write for example --versions " + oldest + ".." + newest);
    }

    /** HC-472: a side that has not the partition columns of the asset. */
    public static Problem partitionedOtherwise(String asset, String column, String path) {
        return Problem.of(
                "HC-472",
                ExitCode.USAGE,
                asset + " was partitioned otherwise on one side",
                "the table at " + path + " has no column " + column + " there, by which its partitions are told apart",
                "compare versions after the table began anew");
    }

    /** HC-473: versions are compared of one asset at a time. */
    public static Problem notOneAsset(Collection<String> assets) {
        return Problem.of(
                "HC-473",
                ExitCode.USAGE,
                "--versions needs one asset",
                "versions of different tables have nothing to do with each other, and " + assets.size()
                        + " assets are selected: " + String.join(", ", assets),
                "add --select ASSET, for one of them; history ASSET tells its versions");
    }

    /** HC-474: no run to look at. */
    public static Problem noRun() {
        return Problem.of(
                "HC-474",
                ExitCode.USAGE,
                "there is no run to compare before and after",
                "no run has come to its end in this warehouse yet",
                "run first, or say what to compare with --versions or --against");
    }

    /** HC-475: another root that holds nothing that is asked for. */
    public static Problem nothingThere(String root, Collection<String> assets) {
        return Problem.of(
                "HC-475",
                ExitCode.USAGE,
                "nothing to compare with at " + root,
                "none of these has a table there: " + String.join(", ", assets),
                "name a root as in warehouse.yaml, the folder in which each asset has a folder of its own");
    }

    /** HC-476: a column to be left aside that is nowhere. */
    public static Problem unknownColumn(String column, Collection<String> columns) {
        String hint = Suggestion.nearest(column, columns)
                .map(nearest -> "write --ignore " + nearest)
                .orElse("name one of these, or leave --ignore out");
        return Problem.of(
                "HC-476",
                ExitCode.USAGE,
                "there is no column " + column + " to ignore",
                "the tables that are compared have " + String.join(", ", columns),
                hint);
    }
}
