package io.hindcast.problem;

import java.util.Collection;
import java.util.List;

/** What can be wrong with the job of an asset before it runs: HC-17x and HC-18x. */
public final class JobProblems {

    private JobProblems() {}

    /** A SELECT that Spark cannot parse. */
    public static Problem unparsable(String message) {
        return Problem.of(
                "HC-170",
                ExitCode.USAGE,
                "the SELECT cannot be parsed",
                message,
                "correct the statement; it is Spark SQL, exactly one SELECT after the header");
    }

    /** A statement that is no SELECT. */
    public static Problem notSelect(String kind) {
        return Problem.of(
                "HC-171",
                ExitCode.USAGE,
                "the statement is no SELECT",
                "it is a " + kind + "; a job gives rows and writes nothing",
                "write the SELECT alone: Hindcast overwrites the partitions");
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
        return Problem.of(
                "HC-173",
                ExitCode.USAGE,
                "the SELECT reads " + String.join(".", parts),
                "a job reads declared sources and assets by their plain names; paths and catalog tables are not pinned",
                "declare the table as a source in warehouse.yaml with its path, and read it by that name");
    }

    /** A function that reaches outside. */
    public static Problem refusedFunction(String name) {
        return Problem.of(
                "HC-174",
                ExitCode.USAGE,
                "the SELECT calls " + name,
                "that function runs code or reads data that are no input of the job",
                "compute it from the inputs, or write the asset as a Java job");
    }

    /** A SELECT that does not fit its inputs. */
    public static Problem notAnalysable(String message) {
        return Problem.of(
                "HC-175",
                ExitCode.USAGE,
                "the SELECT does not fit its inputs",
                message,
                "correct the names and types; 'hindcast check' shows every problem of the warehouse at once");
    }

    /** A Java job whose class is not in the jars. */
    public static Problem classNotFound(String className, Collection<String> jars) {
        return Problem.of(
                "HC-180",
                ExitCode.USAGE,
                "the class " + className + " was not found",
                jars.isEmpty()
                        ? "warehouse.yaml names no jars"
                        : "it is in none of the jars " + String.join(", ", jars),
                "build the jar and name it under 'jars:' in warehouse.yaml, or correct 'class:'");
    }

    /** A jar that is not there. */
    public static Problem jarMissing(String jar) {
        return Problem.of(
                "HC-181",
                ExitCode.USAGE,
                "the jar " + jar + " is not there",
                "warehouse.yaml names it under 'jars:', relative to its own folder",
                "build it (for the examples: mvn package), or correct the path");
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
