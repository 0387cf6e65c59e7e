package io.hindcast.problem;

import java.util.Collection;

/** What can be wrong with what a job really read: HC-336 to HC-338. Nothing of such a job is committed. */
public final class ReadProblems {

    private static final int SHOWN = 5;

    private ReadProblems() {}

    /**
     * HC-336: a job that read what is none of its inputs.
     *
     * @param read descriptions of what it read
     * @param declared its inputs
     */
    public static Problem undeclared(String asset, Collection<String> read, Collection<String> declared) {
        return noInput(
                "the job of " + asset + " read what is no input of it: " + some(read),
                "its inputs are " + (declared.isEmpty() ? "none" : String.join(", ", declared))
                        + "; what else it reads is pinned to no version, and its changes would make nothing out of date",
                "declare it under sources: in warehouse.yaml and under inputs:, and read it with input(name); if it is"
                        + " right here, say why: allows: {outside_read: \"…\"}");
    }

    /**
     * HC-336, of the asset's own table.
     *
     * @param read descriptions of how it was read
     */
    public static Problem ownTable(String asset, Collection<String> read) {
        return noInput(
                "the job of " + asset + " read " + some(read),
                "what a rebuild gives would then depend on what was there before it",
                "compute the rows from the inputs alone; other partitions of its own are read as self:"
                        + " inputs: {self: {before: 1}}");
    }

    private static Problem noInput(String what, String why, String wayOut) {
        return of("HC-336", what, why, wayOut);
    }

    /**
     * HC-337: a job that read an input at another version than the one it is given.
     *
     * @param read the versions, or files of no known version
     * @param pinned the version that the step is to read
     */
    public static Problem otherVersion(String asset, String input, Collection<String> read, long pinned) {
        return notAsPinned(
                "the job of " + asset + " read " + input + " at " + some(read),
                "this step reads version " + pinned + ": the rows would not be those of what the commit says they come"
                        + " from",
                "read it with input(\"" + input + "\"), which is pinned to that version, and keep no Dataset between"
                        + " calls");
    }

    /**
     * HC-337, in a test: a job that read the table of an input in place of the rows that the test gives.
     *
     * @param read the versions of the table
     */
    public static Problem besideGivenRows(String asset, String input, Collection<String> read) {
        return notAsPinned(
                "the job of " + asset + " read " + input + " at " + some(read),
                "the test gives the rows of " + input + ": a job that looks past them at the table reads what its step"
                        + " is not pinned to",
                "read it with input(\"" + input + "\"), which holds the given rows");
    }

    private static Problem notAsPinned(String what, String why, String wayOut) {
        return of("HC-337", what, why, wayOut);
    }

    /**
     * HC-338: a job that read partitions of an input that its declaration does not map to.
     *
     * @param computed the partitions that were computed
     * @param read those that were read and are not declared
     * @param declared which are read, in words and in text form
     */
    public static Problem outsideMapping(String asset, String computed, String input, String read, String declared) {
        return of(
                "HC-338",
                "the job of " + asset + " read partitions of " + input + " that it does not declare: " + read,
                "for " + computed + " it declares " + declared + "; changes of others would make nothing out of date",
                "read it with input(\"" + input + "\"), which holds what is declared; or declare what it needs, such as"
                        + " inputs: {" + input + ": {window: {before: 6}}}, or {all: true}");
    }

    private static String some(Collection<String> all) {
        String shown = String.join("; ", all.stream().limit(SHOWN).toList());
        return all.size() > SHOWN ? shown + "; and " + (all.size() - SHOWN) + " more" : shown;
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
