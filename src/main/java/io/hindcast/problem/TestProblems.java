package io.hindcast.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be wrong with a test of a job: HC-190 to HC-199. */
public final class TestProblems {

    private TestProblems() {}

    /** HC-190: a test of an asset that there is not. */
    public static Problem unknownAsset(String name, Collection<String> known) {
        return of(
                "HC-190",
                "the test is of " + name + ", which is no asset",
                "there are " + listed(known),
                meant(name, known, "name the asset whose job is tested"));
    }

    /** HC-191: rows of something that the job does not read. */
    public static Problem notRead(String name, String asset, Collection<String> inputs) {
        return of(
                "HC-191",
                "the test gives rows of " + name + ", which " + asset + " does not read",
                inputs.isEmpty() ? "it reads nothing" : "it reads " + listed(inputs),
                meant(name, inputs, "take the rows out of the test"));
    }

    /** HC-192: a column that there is not. */
    public static Problem unknownColumn(String column, String table, Collection<String> known) {
        return of(
                "HC-192",
                table + " has no column " + column,
                "its columns are " + listed(known),
                meant(column, known, "name a column of " + table));
    }

    /** HC-193: a value that its column cannot hold. */
    public static Problem illegalValue(String value, String column, String type, String legal) {
        return of(
                "HC-193",
                "'" + value + "' is no value of the column " + column,
                "its type is " + type,
                "write " + legal);
    }

    /** HC-194: partitions that cannot be tested. */
    public static Problem noPartitions(String partitions, String asset, String why, String declared) {
        return of("HC-194", "a test cannot build " + partitions + " of " + asset, why, "name some within " + declared);
    }

    /** HC-195: a line of a table with another number of cells than its heading. */
    public static Problem unevenTable(int cells, int columns) {
        return of(
                "HC-195",
                "the row has " + Counts.of(cells, "cell") + ", and the heading has " + columns,
                "a comma parts two cells, and an empty cell is null",
                "write one cell for each column, and put a text with a comma in it into quotes");
    }

    /** HC-196: a table that cannot be read as one. */
    public static Problem malformedTable(String why) {
        return of(
                "HC-196",
                "this is no table of rows",
                why,
                "begin with a line of column names, then a line for each row, cells parted by commas");
    }

    private static String listed(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String meant(String typed, Collection<String> known, String otherwise) {
        Map<String, String> byLowerCase = known.stream()
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT), Function.identity(), (first, second) -> first));
        return Suggestion.nearest(typed.toLowerCase(Locale.ROOT), byLowerCase.keySet())
                .map(nearest -> "did you mean " + byLowerCase.get(nearest) + "?")
                .orElse(otherwise);
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
