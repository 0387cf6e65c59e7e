package io.hindcast.problem;

/** What can be wrong where declarations are compared with those of a commit: HC-531 to HC-536, HC-604. */
public final class GitProblems {

    private static final String EXAMPLE = "hindcast check jobs/flights --against origin/main";

    private GitProblems() {}

    /** HC-531: there is no git. */
    public static Problem noGit(String said) {
        return Problem.of(
                "HC-531",
                ExitCode.USAGE,
                "--against needs git, and it cannot be started",
                said,
                "install git, or put it on the PATH");
    }

    /**
     * HC-532: the warehouse is not in a repository that git opens.
     *
     * @param said by git
     */
    public static Problem noRepository(String folder, String said) {
        return Problem.of(
                "HC-532",
                ExitCode.USAGE,
                folder + " is in no git repository that can be read",
                said,
                "check a warehouse that lies in the working tree of a repository; where git speaks of dubious"
                        + " ownership, do what it says");
    }

    /**
     * HC-533: a ref that the repository does not have.
     *
     * @param said by git
     */
    public static Problem unknownRef(String ref, String said) {
        return Problem.of(
                "HC-533",
                ExitCode.USAGE,
                "--against " + ref + " names no commit",
                said,
                "name a branch, a tag or a commit; in a clone of one branch fetch it first, for example"
                        + " git fetch --depth 1 origin main, and write --against FETCH_HEAD");
    }

    /** HC-534: a commit without the warehouse. */
    public static Problem noWarehouseAt(String ref, String folder) {
        return Problem.of(
                "HC-534",
                ExitCode.USAGE,
                "there is no warehouse " + folder + " at " + ref,
                "that commit has no file " + folder + "/warehouse.yaml",
                "name a commit that has it; all of a new warehouse is built anyway, as hindcast plan shows");
    }

    /** HC-535: git failed at something that it should do. */
    public static Problem gitFailed(String command, String said) {
        return Problem.of(
                "HC-535",
                ExitCode.DEFECT,
                "git failed at " + command,
                said,
                "look after the repository with git fsck, and fetch what it lacks");
    }

    /** HC-536: something is assumed that says nothing of a comparison. */
    public static Problem onlyFresh(String assumed) {
        return Problem.of(
                "HC-536",
                ExitCode.USAGE,
                "--assume " + assumed + " says nothing beside --against",
                "two sets of declarations are compared, and of their tables only fresh can be assumed: as if the other"
                        + " ones had built everything",
                "write --assume fresh, or leave it out");
    }

    /** HC-604: the declarations of a commit are wrong, so that nothing can be compared with them. */
    public static Problem wrongAt(String ref, int problems) {
        return Problem.of(
                "HC-604",
                ExitCode.USAGE,
                "the declarations at " + ref + " are wrong",
                Counts.of(problems, "problem") + " of them " + (problems == 1 ? "is" : "are")
                        + " told with this; those of the working tree are right",
                "compare with a commit whose declarations are right, for example the one that ran last: " + EXAMPLE);
    }
}
