package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.delta.CheckFailure;
import io.hindcast.delta.CommitOutcome;
import io.hindcast.delta.Written;
import io.hindcast.run.Attempt;
import io.hindcast.run.Failure;
import io.hindcast.run.Failure.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** Why rows that were computed are not committed, as failures. */
final class Refusals {

    private Refusals() {}

    static Failure outside(Attempt attempt, Written.Outside outside) {
        String examples = outside.examples().stream()
                .map(example -> example.values() + " (" + example.rows() + " rows)")
                .collect(Collectors.joining(", "));
        return new Failure(
                Kind.REFUSED_ROWS,
                "HC-330",
                "the job of " + attempt.asset().name() + " gave " + outside.rows()
                        + (outside.rows() == 1 ? " row" : " rows")
                        + " outside the partitions it was asked for, for instance with " + examples
                        + "; " + wayOut(attempt.asset()),
                "HC-330");
    }

    /** A job that is shown a whole day for an hour has to choose the hour itself. */
    private static String wayOut(Asset asset) {
        List<String> whole = asset.coarserInputs().stream()
                .map(input -> "of " + input.name() + " (" + input.description() + ")")
                .toList();
        return whole.isEmpty()
                ? "filter by the relation 'partitions', or correct the partition column"
                : "it is shown a whole period " + String.join(" and ", whole)
                        + ": join the relation 'partitions' to give only the rows of the partitions asked for";
    }

    static Failure checks(Attempt attempt, List<CheckFailure> failures) {
        String text = failures.stream().limit(5).map(CheckFailure::toString).collect(Collectors.joining("; "));
        String more = failures.size() > 5 ? " and " + (failures.size() - 5) + " more" : "";
        return new Failure(
                Kind.REFUSED_ROWS,
                "HC-331",
                "checks of " + attempt.asset().name() + " do not hold: " + text + more,
                "HC-331");
    }

    static Failure foreign(Attempt attempt, String write) {
        return new Failure(
                Kind.FOREIGN_WRITE,
                "HC-332",
                "someone else wrote partitions of " + attempt.asset().name() + " since the plan was made: " + write
                        + "; their data stay",
                "HC-332");
    }

    static Failure of(Attempt attempt, CommitOutcome.Refused refused) {
        return refused.refusal()
                .match(
                        foreign -> foreign(attempt, foreign.toString()),
                        changed -> new Failure(
                                Kind.TABLE_MOVED,
                                "HC-333",
                                "the schema or protocol of " + attempt.asset().name() + " changed under the commit",
                                "HC-333"),
                        failed -> StepFailures.of(refused.cause()));
    }
}
