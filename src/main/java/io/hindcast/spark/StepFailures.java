package io.hindcast.spark;

import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.run.Failure;
import io.hindcast.run.Failure.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Tells of an error of a step whose fault it is, and what may be done about it. */
final class StepFailures {

    /** Texts of errors by which a cluster says that it gave out. */
    private static final List<String> RESOURCES = List.of(
            "executorlost",
            "executor lost",
            "exit code 137",
            "slave lost",
            "fetchfailed",
            "no space left on device",
            "outofmemory",
            "out of memory",
            "cannot grow bufferholder",
            "unable to acquire",
            "connection refused",
            "connection reset",
            "slowdown",
            "service unavailable",
            "503",
            "read timed out");

    private static final Set<String> RESOURCE_CLASSES = Set.of(
            "OutOfMemoryError",
            "SparkOutOfMemoryError",
            "FetchFailedException",
            "ExecutorLostFailure",
            "NoSpaceLeftException");

    private StepFailures() {}

    static Failure of(Throwable error) {
        Optional<SparkThrowable> condition = Messages.condition(error);
        String message = message(error, condition);
        String code = condition.map(SparkThrowable::getCondition).orElseGet(() -> rootName(error));
        return new Failure(kind(error), code, message, code);
    }

    private static Kind kind(Throwable error) {
        for (Throwable each : Messages.chain(error)) {
            if (each instanceof ProblemException problem) {
                return problem.exitCode() == ExitCode.USAGE ? Kind.PERMANENT : Kind.REPEATABLE;
            }
            if (each instanceof AnalysisException) {
                return Kind.PERMANENT;
            }
            if (RESOURCE_CLASSES.contains(each.getClass().getSimpleName())) {
                return Kind.RESOURCES;
            }
        }
        boolean ofTheJob = Messages.condition(error)
                .filter(condition -> !condition.isInternalError())
                .filter(condition -> isOfTheData(condition.getCondition()))
                .isPresent();
        String text = Messages.chain(error).stream()
                .map(e -> String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT))
                .reduce("", String::concat);
        boolean gaveOut = !ofTheJob && RESOURCES.stream().anyMatch(text::contains);
        return gaveOut ? Kind.RESOURCES : Kind.REPEATABLE;
    }

    private static boolean isOfTheData(String condition) {
        return !condition.startsWith("FAILED_READ_FILE") && !condition.startsWith("TASK_WRITE_FAILED");
    }

    private static String message(Throwable error, Optional<SparkThrowable> condition) {
        for (Throwable each : Messages.chain(error)) {
            if (each instanceof ProblemException problem) {
                Problem first = problem.problems().get(0);
                return first.what() + ": " + first.why() + " (" + first.wayOut() + ") [" + first.code() + "]";
            }
        }
        if (condition.isPresent() && condition.get() instanceof Throwable thrown) {
            String where = Messages.fragment(condition.get())
                    .map(text -> " in: " + text.strip().replaceAll("\\s+", " "))
                    .orElse("");
            return Messages.firstLine(thrown) + where;
        }
        List<Throwable> chain = Messages.chain(error);
        return Messages.firstLine(chain.get(chain.size() - 1));
    }

    private static String rootName(Throwable error) {
        List<Throwable> chain = Messages.chain(error);
        return chain.get(chain.size() - 1).getClass().getSimpleName();
    }
}
