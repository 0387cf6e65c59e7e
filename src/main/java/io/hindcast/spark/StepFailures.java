package io.hindcast.spark;

import io.hindcast.problem.ExitCode;
import io.hindcast.problem.ProblemException;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Failure.Kind;
import io.hindcast.retry.Trouble;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Tells of an error of a step whose fault it is, and what may be done about it. */
final class StepFailures {

    private StepFailures() {}

    static Failure of(Throwable error) {
        Optional<SparkThrowable> condition = Messages.condition(error);
        Judged judged = judged(error);
        String message = message(error, condition, judged);
        String code = condition.map(SparkThrowable::getCondition).orElseGet(() -> rootName(error));
        return new Failure(judged.kind(), code, message, code, Raisings.of(error, judged.trouble()));
    }

    /** What may be done about an error, and what gave out. */
    private record Judged(Kind kind, Optional<Trouble> trouble) {

        static Judged of(Kind kind) {
            return new Judged(kind, Optional.empty());
        }
    }

    /**
     * The outermost cause that tells decides; what was thrown while cleaning up after it does not. A problem that came of
     * something that gave out is none of the job's.
     */
    private static Judged judged(Throwable error) {
        Optional<Judged> told = Optional.empty();
        for (Throwable each : Messages.causes(error)) {
            Optional<Trouble> trouble = ResourceFailures.trouble(each);
            if (trouble.isPresent()) {
                return new Judged(Kind.RESOURCES, trouble);
            }
            if (each instanceof AnalysisException) {
                return told.orElse(Judged.of(Kind.PERMANENT));
            }
            if (each instanceof ProblemException problem && told.isEmpty()) {
                told = Optional.of(Judged.of(problem.exitCode() == ExitCode.USAGE ? Kind.PERMANENT : Kind.REPEATABLE));
            }
        }
        return told.orElse(Judged.of(Kind.REPEATABLE));
    }

    private static String message(Throwable error, Optional<SparkThrowable> condition, Judged judged) {
        List<Throwable> chain = judged.trouble().isPresent() ? List.of() : Messages.chain(error);
        for (Throwable each : chain) {
            if (each instanceof ProblemException problem) {
                return Failure.text(problem.problems().get(0));
            }
        }
        if (condition.isPresent() && condition.get() instanceof Throwable thrown) {
            String where = Messages.fragment(condition.get())
                    .map(text -> " in: " + text.strip().replaceAll("\\s+", " "))
                    .orElse("");
            return Messages.firstLine(thrown) + where;
        }
        return Messages.firstLine(root(error));
    }

    private static String rootName(Throwable error) {
        return root(error).getClass().getSimpleName();
    }

    /** The innermost cause; what stands beside causes is where they were seen, or what failed while cleaning up. */
    private static Throwable root(Throwable error) {
        List<Throwable> causes = Messages.causes(error);
        return causes.get(causes.size() - 1);
    }
}
