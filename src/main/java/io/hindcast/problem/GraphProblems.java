package io.hindcast.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What can be wrong between the declarations of a warehouse, and between an asset and its job: HC-148 to HC-169. */
public final class GraphProblems {

    private GraphProblems() {}

    /** HC-150: an input that nobody declares. */
    public static Problem unknownInput(String asset, String input, Collection<String> known) {
        List<String> readable = new ArrayList<>(known);
        readable.add("self");
        readable.add("partitions");
        String hint = Suggestion.nearest(input, readable)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("declare " + input + " under sources in warehouse.yaml, or as an asset");
        return of("HC-150", asset + " reads unknown input " + input, "there are " + listOf(known), hint);
    }

    /** HC-151: assets that wait for each other. */
    public static Problem cycle(List<String> path) {
        return of(
                "HC-151",
                "the inputs of " + path.get(0) + " lead back to it",
                String.join(" reads ", path),
                "remove one of these inputs; what an asset needs of its own past it reads as self");
    }

    /** HC-152: two partitionings that do not fit. */
    public static Problem impossibleMapping(String asset, String input, String why, String wayOut) {
        return of("HC-152", "the partitions of " + input + " cannot be mapped to those of " + asset, why, wayOut);
    }

    /** HC-153: a declared input that the job does not read. */
    public static Problem unusedInput(String asset, String input) {
        return of(
                "HC-153",
                asset + " declares the input " + input + " and does not read it",
                "the SELECT names no relation " + input,
                "remove the input, or read it in the SELECT");
    }

    /** HC-154: an asset that reads itself unannounced. */
    public static Problem selfNotDeclared(String asset) {
        return of(
                "HC-154",
                asset + " reads itself and does not say which of its partitions",
                "the SELECT names its own other partitions",
                "declare them: inputs: {self: {before: 1}}; or name the table that is meant, if it is another");
    }

    /** HC-155: partitions of its own that an asset does not read. */
    public static Problem selfNotRead(String asset) {
        return of(
                "HC-155",
                asset + " declares self and does not read it",
                "the SELECT names neither self nor " + asset,
                "remove self from the inputs, or read it in the SELECT");
    }

    /** HC-156: own partitions whose columns nobody can know. */
    public static Problem selfWithoutColumns(String asset) {
        return of(
                "HC-156",
                asset + " reads itself and does not declare its columns",
                "the columns of self follow from the SELECT, and those of the SELECT from self",
                "declare them: columns: {ds: date, n: bigint}");
    }

    /** HC-157: own partitions without an order. */
    public static Problem selfWithoutTime(String asset, String why) {
        return of(
                "HC-157",
                asset + " cannot read other partitions of itself",
                why,
                "give it a partition by time, or remove self from the inputs");
    }

    /** HC-158: a partition column that the result has not. */
    public static Problem partitionColumnNotGiven(String asset, String column, Collection<String> columns) {
        String hint = Suggestion.nearest(column, columns)
                .map(nearest -> "did you mean " + nearest + "? Write it AS " + column)
                .orElse("add it to the result, or name another column under partition");
        return of(
                "HC-158",
                asset + " gives no column " + column + " to be partitioned by",
                "its columns are " + String.join(", ", columns),
                hint);
    }

    /** HC-159: a partition column of a result that has another type. */
    public static Problem partitionColumnType(String asset, String column, String actual, List<String> expected) {
        return of(
                "HC-159",
                "the partition column " + column + " of " + asset + " is " + actual.toUpperCase(Locale.ROOT),
                "this partition needs " + typesOf(expected),
                "write CAST(" + column + " AS " + expected.get(0).toUpperCase(Locale.ROOT) + ") AS " + column
                        + orFormat(actual, expected));
    }

    /** HC-148: a partition column of a source that has another type. */
    public static Problem sourcePartitionColumnType(
            String source, String column, String actual, List<String> expected) {
        String partition = actual.equals("date") ? "day: " + column : "hour: " + column;
        boolean isTime = actual.equals("date") || actual.equals("timestamp");
        return of(
                "HC-148",
                "the partition column " + column + " of the source " + source + " is "
                        + actual.toUpperCase(Locale.ROOT),
                "this partition needs " + typesOf(expected),
                isTime
                        ? "partition it by what it holds: partition: {" + partition + ", from: 2026-01-01}"
                        : "name another column" + orFormat(actual, expected));
    }

    private static String typesOf(List<String> types) {
        return String.join(" or ", types).toUpperCase(Locale.ROOT);
    }

    /** Texts and numbers can be periods when it is known how they are written; keys are texts and have no format. */
    private static String orFormat(String actual, List<String> expected) {
        return !expected.contains("string")
                        && List.of("string", "int", "bigint").contains(actual)
                ? ", or say how its values are written: partition: {…, format: yyyy-MM-dd}"
                : "";
    }

    /** HC-160: a check of a column that is not there. */
    public static Problem checkOfUnknownColumn(String asset, String check, String column, Collection<String> columns) {
        String hint = Suggestion.nearest(column, columns)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("name a column of the result");
        return of(
                "HC-160",
                "the check " + check + " of " + asset + " names unknown column " + column,
                "its columns are " + String.join(", ", columns),
                hint);
    }

    /** HC-161: a check that needs a number. */
    public static Problem checkOfText(String asset, String check, String column, String type) {
        return of(
                "HC-161",
                "the check " + check + " of " + asset + " cannot sum " + column,
                column + " is " + type.toUpperCase(Locale.ROOT),
                "name a column that holds numbers");
    }

    /** HC-162: a column name that has another meaning or that no table can have. */
    public static Problem illegalColumn(String asset, String column, String why) {
        return of("HC-162", asset + " cannot give a column '" + column + "'", why, "rename it in the result with AS");
    }

    /** HC-163: a column of a type that tables do not have. */
    public static Problem illegalColumnType(String asset, String column, String type, String why, String cast) {
        return of(
                "HC-163",
                "the column " + column + " of " + asset + " is " + type.toUpperCase(Locale.ROOT),
                why,
                "write " + cast);
    }

    /** HC-164: one column name twice. */
    public static Problem duplicateResultColumn(String asset, String column) {
        return of(
                "HC-164",
                asset + " gives the column " + column + " twice",
                "column names are compared without letter case",
                "rename one of them with AS, or leave it out");
    }

    /** HC-165: a source of which nothing is known. */
    public static Problem sourceWithoutColumns(String source, String path) {
        return of(
                "HC-165",
                "the columns of the source " + source + " are not known",
                "there is no table at " + path + ", and none are declared",
                "correct the path, or declare columns: {code: string, name: string}");
    }

    /** HC-166: a partition column that a source's table has not. */
    public static Problem sourcePartitionColumn(String source, String column, Collection<String> columns) {
        String hint = Suggestion.nearest(column, columns)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("name one of its columns under partition");
        return of(
                "HC-166",
                "the source " + source + " has no column " + column,
                "its columns are " + String.join(", ", columns),
                hint);
    }

    /** HC-167: keys that are to come from something that is no source, or from no column. */
    public static Problem undiscoverableKeys(String table, String from, String why, Collection<String> known) {
        String column = from.substring(from.indexOf('.') + 1);
        String hint = Suggestion.nearest(column, known)
                .or(() -> Suggestion.nearest(from.substring(0, from.indexOf('.')), known))
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("name a source and its column, such as airports.faa, or list the keys");
        return of("HC-167", table + " cannot take its keys from " + from, why, hint);
    }

    /** HC-168: a result that is not what was declared. */
    public static Problem otherColumns(String asset, String declared, String given) {
        return of(
                "HC-168",
                asset + " does not give the columns it declares",
                "declared is " + declared + "; the result has " + given,
                "change the columns, or the SELECT; cast where the types differ");
    }

    /** HC-169: a past that nobody keeps. */
    public static Problem asOfWithoutHistory(String asset, String input) {
        return of(
                "HC-169",
                asset + " cannot read " + input + " as it was",
                input + " is neither staged here, with the time of loading, nor partitioned by date",
                "read it as it is: remove as_of, or write changes: ignore");
    }

    /** HC-149: a result of partition columns alone. */
    public static Problem onlyPartitionColumns(String asset) {
        return of(
                "HC-149",
                asset + " has no column beside its partition columns",
                "a Delta table needs at least one",
                "add a column to the result");
    }

    private static String listOf(Collection<String> names) {
        return names.isEmpty() ? "no sources and no other assets" : String.join(", ", names);
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
