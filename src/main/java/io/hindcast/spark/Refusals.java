package io.hindcast.spark;

import io.hindcast.delta.CheckFailure;
import io.hindcast.delta.CommitOutcome;
import io.hindcast.delta.Written;
import io.hindcast.problem.Counts;
import io.hindcast.problem.StepProblems;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Failure.Kind;
import io.hindcast.retry.Trouble;
import io.hindcast.run.Attempt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why rows that were computed are not committed, as failures. */
final class Refusals {

    private static final int SHOWN = 5;

    private Refusals() {}

    static Failure outside(Attempt attempt, Written.Outside outside) {
        String asset = attempt.asset().name();
        String examples = outside.examples().stream()
                .map(example -> example.values() + " (" + Counts.of(example.rows(), "row") + ")")
                .collect(Collectors.joining(", "));
        // A job that is shown a whole day for an hour has to choose the hour itself.
        List<String> whole = attempt.asset().coarserInputs().stream()
                .map(input -> input.name() + " (" + input.description() + ")")
                .toList();
        return Failure.of(
                Kind.REFUSED_ROWS,
                whole.isEmpty()
                        ? StepProblems.outside(asset, outside.rows(), examples)
                        : StepProblems.outside(asset, outside.rows(), examples, whole));
    }

    static Failure checks(Attempt attempt, List<CheckFailure> failures) {
        String text = failures.stream().limit(SHOWN).map(CheckFailure::toString).collect(Collectors.joining("; "));
        String more = failures.size() > SHOWN ? " and " + (failures.size() - SHOWN) + " more" : "";
        return Failure.of(Kind.REFUSED_ROWS, StepProblems.checks(attempt.asset().name(), text + more));
    }

    static Failure foreign(Attempt attempt, String write) {
        return Failure.of(
                Kind.FOREIGN_WRITE, StepProblems.foreignWrite(attempt.asset().name(), write));
    }

    static Failure of(Attempt attempt, CommitOutcome.Refused refused) {
        return refused.refusal()
                .match(
                        foreign -> foreign(attempt, foreign.toString()),
                        changed -> Failure.of(
                                        Kind.TABLE_MOVED,
                                        StepProblems.tableMoved(attempt.asset().name()))
                                .from(Raisings.of(refused.cause(), Optional.of(Trouble.COMMIT_CONFLICT))),
                        failed -> StepFailures.of(refused.cause()));
    }
}
