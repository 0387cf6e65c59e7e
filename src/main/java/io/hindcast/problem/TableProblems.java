package io.hindcast.problem;

/** Problems with tables as their logs and commits show them. */
public final class TableProblems {

    private TableProblems() {}

    /** Commits that must be looked at are gone from a table's log. */
    public static Problem historyGone(String table, String path, long wanted, String oldest) {
        return Problem.of(
                "HC-420",
                ExitCode.DEFECT,
                "the history of table " + table + " is incomplete: version " + wanted + " is needed",
                "the log at " + path + " was cleaned up; the oldest commit that it still has is " + oldest,
                "raise delta.logRetentionDuration of the table, and take what is there as built with accept, or"
                        + " rebuild what reads it with --force");
    }

    /** A version that is asked for is newer than the table. */
    public static Problem versionMissing(String table, String path, long wanted, long newest) {
        return Problem.of(
                "HC-421",
                ExitCode.REPLAN,
                "table " + table + " has no version " + wanted,
                "the newest version at " + path + " is " + newest + "; the table was restored, copied or made anew",
                "plan again");
    }

    /** A commit of ours was written by a later version of Hindcast. */
    public static Problem formatTooNew(long format, int known) {
        return Problem.of(
                "HC-422",
                ExitCode.DEFECT,
                "a commit record has format " + format,
                "this version of Hindcast reads formats up to " + known,
                "use the version of Hindcast that wrote it, or a later one");
    }

    /** The file in which a commit of ours describes itself cannot be read. */
    public static Problem recordUnreadable(String table, String file, String cause) {
        return Problem.of(
                "HC-423",
                ExitCode.DEFECT,
                "the commit record " + file + " of table " + table + " cannot be read",
                cause,
                "bring the file back from a copy; if it is lost, rebuild the partitions of that commit with --force");
    }

    /** A table that cannot be read. */
    public static Problem unreadable(String table, String path, String cause) {
        return Problem.of(
                "HC-424",
                ExitCode.DEFECT,
                "table " + table + " cannot be read",
                path + ": " + cause,
                "look whether the path, the rights and the store are as they should be");
    }

    /** A column that a declaration names is not in the table. */
    public static Problem columnMissing(String table, String column, String columns) {
        return Problem.of(
                "HC-425",
                ExitCode.USAGE,
                "table " + table + " has no column " + column,
                "its columns are " + columns,
                "name one of them");
    }

    /**
     * Files of others lie where a table is to be made.
     *
     * @param file one of them, within the path
     * @param partitions the clause that says how a table of them is partitioned; empty for one that is not
     */
    public static Problem placeTaken(String table, String path, String file, String partitions) {
        return Problem.of(
                "HC-349",
                ExitCode.USAGE,
                "the table of " + table + " is not made among files of others",
                path + " holds " + file
                        + " and no Delta table: a table there would not show such files, and VACUUM would"
                        + " delete them",
                "if they are its rows as Parquet, make them a table: CONVERT TO DELTA parquet.`" + path + "`"
                        + partitions + "; else give it another path:, or move them away");
    }

    /** There is no table where one is needed. */
    public static Problem noTable(String table, String path) {
        return Problem.of(
                "HC-426",
                ExitCode.USAGE,
                "there is no table " + table,
                "nothing at " + path + " is a Delta table",
                "stage or create it first, or correct its path");
    }

    /**
     * A key that no table can hold.
     *
     * @param of which keys it is among
     */
    public static Problem reservedKey(String key, String of) {
        return Problem.of(
                "HC-429",
                ExitCode.USAGE,
                key + " cannot be a key of a partition",
                "it is among " + of
                        + ", and Spark and Hive write it where there is no value: its rows would be those of none",
                "write another value for it into the data, or leave its rows out, for instance with an own list of keys");
    }

    /** The ledger has other columns than a ledger has. */
    public static Problem notALedger(String path, String difference) {
        return Problem.of(
                "HC-427",
                ExitCode.DEFECT,
                "the table at " + path + " is no ledger",
                difference,
                "move it away and run repair");
    }

    /** The ledger cannot be read or written. */
    public static Problem ledgerNotAccessible(String path, String cause) {
        return Problem.of(
                "HC-428",
                ExitCode.DEFECT,
                "the ledger at " + path + " cannot be read or written",
                cause,
                "let root: in warehouse.yaml be a place where you may write (or HINDCAST_ROOT, if it names that); if it is,"
                        + " look whether the store answers, then run repair");
    }
}
