package io.hindcast.problem;

/** Problems with what is to be written into tables. */
public final class WriteProblems {

    private WriteProblems() {}

    /** The rows of a job lack a column of the table. */
    public static Problem columnNotGiven(String table, String column, String given) {
        return Problem.of(
                "HC-440",
                ExitCode.USAGE,
                "the rows for table " + table + " have no column " + column,
                "they have the columns " + given,
                "give the column in the job's result, or declare the job's columns anew and plan again");
    }

    /** The rows of a job have a column that the table lacks. */
    public static Problem columnNotExpected(String table, String column, String expected) {
        return Problem.of(
                "HC-441",
                ExitCode.USAGE,
                "the rows for table " + table + " have a column " + column + " that the table has not",
                "its columns are " + expected,
                "plan again, so that the table gets the column, or leave it out of the job's result");
    }

    /** A column of the rows cannot be stored in the table's column without losing its meaning. */
    public static Problem notAssignable(String table, String column, String type, String expected) {
        return Problem.of(
                "HC-442",
                ExitCode.USAGE,
                "column " + column + " of the rows for table " + table + " has type " + type,
                "the table's column has type " + expected + ", and " + type + " is not stored as that without a cast",
                "write CAST(" + column + " AS " + expected + ") in the job");
    }

    /** A column has a type that would shut out other readers, or that Delta cannot hold. */
    public static Problem typeRefused(String table, String column, String type, String instead) {
        return Problem.of(
                "HC-443",
                ExitCode.USAGE,
                "column " + column + " of table " + table + " has type " + type,
                "tables of ours stay readable for every Delta reader, which have no such type",
                "write CAST(" + column + " AS " + instead + ") in the job");
    }

    /** A partition column is missing among the columns of a table. */
    public static Problem partitionColumnMissing(String table, String column, String columns) {
        return Problem.of(
                "HC-444",
                ExitCode.USAGE,
                "table " + table + " has no column " + column + " to be partitioned by",
                "its columns are " + columns,
                "give the partition column in the job's result");
    }

    /** The table at a path is not partitioned as its declaration says. */
    public static Problem partitionedOtherwise(String table, String path, String actual, String expected) {
        return Problem.of(
                "HC-445",
                ExitCode.REPLAN,
                "table " + table + " is partitioned by " + actual + ", not by " + expected,
                "the table at " + path + " was made otherwise",
                "plan again: the table begins anew, or give the asset another path");
    }

    /** A landing file was loaded before with another length. */
    public static Problem landingFileChanged(String table, String file, long loaded, long now) {
        return Problem.of(
                "HC-446",
                ExitCode.USAGE,
                "landing file " + file + " of source " + table + " has changed since it was loaded",
                "it had " + loaded + " bytes then and has " + now + " now; each file is loaded once",
                "bring the old file back, and give what is new or corrected as a new file");
    }
}
