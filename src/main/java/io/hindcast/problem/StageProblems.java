package io.hindcast.problem;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What can be wrong with landing files: HC-45x. */
public final class StageProblems {

    private StageProblems() {}

    /**
     * A row that does not fit.
     *
     * @param cells what does not fit of it, where that can be told
     */
    public static Problem malformedRow(String source, String row, Collection<String> cells, String expected) {
        return Problem.of(
                "HC-450",
                ExitCode.USAGE,
                "a row does not fit the source " + source + ": " + shortened(row),
                (cells.isEmpty() ? "" : String.join("; ", cells) + "; ") + "its columns are " + expected,
                "correct the landing file, or its columns in warehouse.yaml; nothing of it was loaded");
    }

    /** A header that names other columns. */
    public static Problem otherHeader(String source, String actual, String expected) {
        return Problem.of(
                "HC-451",
                ExitCode.USAGE,
                "the header does not fit the source " + source,
                "it says '" + shortened(actual) + "', declared is '" + shortened(expected) + "'",
                "declare the columns in the order of the file; nothing of it was loaded");
    }

    /** A landing file that was loaded and has changed since. */
    public static Problem fileChanged(String source, String file, long before, long now) {
        return Problem.of(
                "HC-452",
                ExitCode.USAGE,
                "the landing file " + file + " of " + source + " has changed since it was loaded",
                "it had " + before + " bytes and has " + now + "; staging keeps what was loaded",
                "put the file back as it was, and bring the correction as a new file");
    }

    /** A landing file that was loaded and holds something else since, of the same length. */
    public static Problem fileRewritten(String source, String file, long length) {
        return Problem.of(
                "HC-456",
                ExitCode.USAGE,
                "the landing file " + file + " of " + source + " has changed since it was loaded",
                "it still has " + length + " bytes, but not the same ones; staging keeps what was loaded",
                "put the file back as it was, and bring the correction as a new file");
    }

    /** Patterns that match nothing. */
    public static Problem noFiles(String source, List<String> patterns, Optional<String> missingFolder) {
        return Problem.of(
                "HC-453",
                ExitCode.USAGE,
                "the source " + source + " has no landing files",
                missingFolder
                                .map(folder -> "there is no folder " + folder)
                                .orElse("no file matches " + String.join(", ", patterns))
                        + ", and nothing was loaded before",
                missingFolder.map(folder -> "bring the folder").orElse("bring the files")
                        + ", or correct files: in warehouse.yaml; it is relative to the folder of that file");
    }

    /** A folder that cannot be listed. */
    public static Problem unlistable(String source, String pattern, String cause) {
        return Problem.of(
                "HC-454",
                ExitCode.DEFECT,
                "the landing files of " + source + " cannot be listed",
                pattern + ": " + cause,
                "check the path and the rights of the user that runs Hindcast");
    }

    /** Files that cannot be read, for a reason that is no row's. */
    public static Problem unreadable(String source, List<String> files, Throwable cause) {
        return Problem.of(
                "HC-455",
                ExitCode.DEFECT,
                "loading " + (files.size() == 1 ? files.get(0) : files.size() + " files") + " into " + source
                        + " failed",
                shortened(String.valueOf(cause.getMessage())),
                "the log has the whole error; a damaged file must be brought anew under another name");
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
