package io.hindcast.problem;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What can be wrong with jobs that only computing them twice tells: HC-335. */
public final class ProofProblems {

    private ProofProblems() {}

    /**
     * HC-335: a job that gives a partition other rows when others are computed beside it.
     *
     * @param partitions that were computed twice
     * @param differing columns, or a remark
     * @param inBatch rows that come out beside the others alone
     * @param alone rows that come out alone
     */
    public static Problem dependsOnBatch(
            String asset, String partitions, Collection<String> differing, List<String> inBatch, List<String> alone) {
        return Problem.of(
                "HC-335",
                ExitCode.USAGE,
                "the rows of " + asset + "@" + partitions + " depend on the other partitions of the batch",
                "computed alone it differs in " + String.join(", ", differing) + "; beside others: " + some(inBatch)
                        + "; alone: " + some(alone),
                "usually a window function or total over all that is there, a join with 'partitions' without the range"
                        + " that each target reads, or a window that 'inputs' does not declare: join"
                        + " 'partitions p' with the range of p, or carry the state with self: {chained: true}");
    }

    private static String some(List<String> rows) {
        return rows.isEmpty() ? "no such rows" : rows.stream().limit(10).collect(Collectors.joining(" "));
    }
}
