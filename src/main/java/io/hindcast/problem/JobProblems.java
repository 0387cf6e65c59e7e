package io.hindcast.problem;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What can be wrong with the job of an asset before it runs: HC-17x and HC-18x, HC-643 to HC-645. */
public final class JobProblems {

    private JobProblems() {}

    /** A SELECT that Spark cannot parse. */
    public static Problem unparsable(String message, String hint) {
        return Problem.of("HC-170", ExitCode.USAGE, "the SELECT cannot be parsed", message, hint);
    }

    /** A statement that is no SELECT. */
    public static Problem notSelect(String kind) {
        return Problem.of(
                "HC-171",
                ExitCode.USAGE,
                "the statement is no SELECT",
                "it is " + kind + "; a job gives rows and changes nothing",
                "write the SELECT alone: Hindcast writes its rows into the partitions");
    }

    /** Time travel inside a job. */
    public static Problem timeTravel() {
        return Problem.of(
                "HC-172",
                ExitCode.USAGE,
                "the SELECT chooses the version of an input",
                "inputs are pinned by the plan; a version in the job would make a rebuild depend on table history",
                "leave VERSION AS OF and TIMESTAMP AS OF out");
    }

    /** A relation that is named by a path or in a catalog. */
    public static Problem pathRelation(List<String> parts) {
        String last = parts.get(parts.size() - 1);
        String name = last.replaceFirst("/+$", "").replaceFirst(".*/", "").replaceFirst("\\..*", "");
        boolean isPath = last.contains("/");
        boolean isDelta = parts.get(0).equalsIgnoreCase("delta");
        String source = isPath && !isDelta
                ? ": {stage: {files: " + last + ", format: " + parts.get(0) + ", columns: {…}}}"
                : ": {path: " + (isPath ? last : "/path/of/its/folder") + "}";
        return Problem.of(
                "HC-173",
                ExitCode.USAGE,
                "the SELECT reads " + String.join(".", parts.subList(0, parts.size() - 1)) + "."
                        + (isPath ? "`" + last + "`" : last),
                "a job reads declared sources and assets by their plain names; paths and catalog tables are not pinned",
                "declare it in warehouse.yaml, sources: {" + name + source + "}, and write FROM " + name);
    }

    /** A function that reaches outside. */
    public static Problem refusedFunction(String name) {
        return Problem.of(
                "HC-174",
                ExitCode.USAGE,
                "the SELECT calls " + name,
                "that function runs code or reads data that are no input of the job",
                "compute it with functions of Spark SQL, or in a Java job");
    }

    /** HC-643: values that another tool would have put into the text. */
    public static Problem placeholders(List<String> written) {
        return placeholders(
                written,
                "leave the condition out; where a day is needed, join them: FROM partitions p JOIN sales s ON s.ds = p.ds");
    }

    /** HC-643: the same, where it stands for an input. */
    public static Problem inputPlaceholders(List<String> written, String input) {
        return placeholders(written, "write the name of the input alone: FROM " + input);
    }

    /** HC-643: the same, where it decides what the text says. */
    public static Problem templateLogic(List<String> written) {
        return placeholders(
                written, "write out what is to hold for any partitions: a first load and a nightly one are one");
    }

    private static Problem placeholders(List<String> written, String wayOut) {
        return Problem.of(
                "HC-643",
                ExitCode.USAGE,
                "the SELECT has " + (written.size() == 1 ? "the placeholder " : "placeholders: ")
                        + String.join(", ", written),
                "nothing is put into the text of a job; it names no days: each input is cut to the partitions that a step"
                        + " needs",
                wayOut);
    }

    /** HC-644: a second asset in one file. */
    public static Problem secondHeader() {
        return Problem.of(
                "HC-644",
                ExitCode.USAGE,
                "a second header begins here",
                "a file declares one asset: one header and one SELECT",
                "move this header and its SELECT into a file of its own");
    }

    /**
     * HC-645: a sign of typography.
     *
     * @param written the sign, with what it encloses
     * @param meant the same with the sign that SQL has
     */
    public static Problem typographic(String sign, int codePoint, String written, String meant) {
        return Problem.of(
                "HC-645",
                ExitCode.USAGE,
                "the sign " + sign + " means nothing in SQL",
                "it is U+%04X, which word processors and web pages write in place of the plain one"
                        .formatted(codePoint),
                "did you mean " + meant + " for " + written + "?");
    }

    /** A SELECT that does not fit its inputs. */
    public static Problem notAnalysable(String message, String wayOut) {
        return Problem.of("HC-175", ExitCode.USAGE, "the SELECT does not fit its inputs", message, wayOut);
    }

    /** A column that no input has. */
    public static Problem unknownColumn(String column, Collection<String> near) {
        return Problem.of(
                "HC-176",
                ExitCode.USAGE,
                "unknown column " + column,
                near.isEmpty() ? "no input has columns here" : "nearest are " + String.join(", ", near),
                Suggestion.nearest(column, near)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElse("name a column of an input, or quote it when it is meant as text: '" + column + "'"));
    }

    /** A function that Spark does not have. */
    public static Problem unknownFunction(String function, Collection<String> known) {
        return Problem.of(
                "HC-177",
                ExitCode.USAGE,
                "unknown function " + function,
                "Spark SQL has no such function, and jobs have none of their own",
                Suggestion.nearest(function.toLowerCase(Locale.ROOT), known)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElse("write it with functions of Spark SQL, or write the asset as a Java job"));
    }

    /** A column beside aggregates. */
    public static Problem notGrouped(String expression) {
        return Problem.of(
                "HC-178",
                ExitCode.USAGE,
                expression + " is neither grouped nor aggregated",
                "one row of the result comes from many rows of the input, which may differ in it",
                "write GROUP BY …, " + expression + ", or aggregate it, such as max(" + expression + ")");
    }

    /** An expression under {@code stage} that cannot be computed from the columns of the files. */
    public static Problem stageExpression(String source, String column, Problem cause) {
        return Problem.of(
                "HC-185",
                ExitCode.USAGE,
                "the expression for " + column + " of " + source + " cannot be computed",
                cause.what().replaceFirst("^the SELECT ", "it ") + ": " + cause.why(),
                cause.wayOut());
    }

    /** An expression under {@code stage} that reads more than the row. */
    public static Problem stageExpressionReads(String source, String column) {
        return Problem.of(
                "HC-186",
                ExitCode.USAGE,
                "the expression for " + column + " of " + source + " holds a SELECT",
                "it is computed from one row of a landing file",
                "write it with columns of the files, such as " + column + ": make_date(year, month, day)");
    }

    /** An expression under {@code stage} of another type than the partition needs. */
    public static Problem stageExpressionType(
            String source, String column, String expression, String actual, String expected) {
        return Problem.of(
                "HC-187",
                ExitCode.USAGE,
                "the expression for " + column + " of " + source + " is " + actual.toUpperCase(Locale.ROOT),
                "this partition needs " + expected.toUpperCase(Locale.ROOT),
                "write " + column + ": CAST(" + expression + " AS " + expected.toUpperCase(Locale.ROOT) + ")");
    }

    /** A Java job whose class is not in the jars. */
    public static Problem classNotFound(String className, Collection<String> jars, Collection<String> classes) {
        return Problem.of(
                "HC-180",
                ExitCode.USAGE,
                "the class " + className + " was not found",
                jars.isEmpty()
                        ? "warehouse.yaml names no jars"
                        : "it is in none of the jars " + String.join(", ", jars),
                Suggestion.nearest(className, classes)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElse(
                                jars.isEmpty()
                                        ? "name the jar that holds it in warehouse.yaml: jars: [lib/my-jobs.jar]"
                                        : "correct class:, or pack the class into one of these jars"));
    }

    /** A jar that is not there. */
    public static Problem jarMissing(String jar) {
        return Problem.of(
                "HC-181",
                ExitCode.USAGE,
                "the jar " + jar + " is not there",
                "warehouse.yaml names it under 'jars:', relative to its own folder",
                "build it (for the examples: mvn package), or correct the path under jars");
    }

    /** A class that is no job. */
    public static Problem notAJob(String className, String why) {
        return Problem.of(
                "HC-182",
                ExitCode.USAGE,
                "the class " + className + " is no job",
                why,
                "implement io.hindcast.job.SparkJob in a public class with a public constructor without arguments");
    }

    /** A Java job without declared columns. */
    public static Problem columnsNotDeclared(String asset) {
        return Problem.of(
                "HC-183",
                ExitCode.USAGE,
                "the columns of " + asset + " are not declared",
                "what a Java job gives is not known before it runs",
                "write its result into the declaration, for instance columns: {ds: date, carrier: string, n: bigint}");
    }

    /** A Java job without inputs. */
    public static Problem inputNotDeclared(String asset, String name, Collection<String> declared) {
        return Problem.of(
                "HC-184",
                ExitCode.USAGE,
                "the job of " + asset + " asks for the input '" + name + "'",
                "the declaration names " + (declared.isEmpty() ? "no inputs" : String.join(", ", declared)),
                Suggestion.nearest(name, declared)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("add it under 'inputs:' in the declaration"));
    }
}
