package io.hindcast.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** What Spark's errors say, on few lines. */
final class Messages {

    private static final int LONGEST = 400;

    /** Advice to switch the strict mode off, without which the same rows would not always come out. */
    private static final Pattern BYPASS = Pattern.compile(
            "\\s*(If necessary,? )?set \"?spark\\.sql\\.ansi\\.enabled.*?to bypass this error\\.?",
            Pattern.CASE_INSENSITIVE);

    private Messages() {}

    /** The error and its causes, outermost first; each once. */
    static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(error));
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (seen.add(next)) {
                chain.add(next);
                Optional.ofNullable(next.getCause()).ifPresent(open::add);
                open.addAll(List.of(next.getSuppressed()));
            }
        }
        return chain;
    }

    /** The error and its causes alone, outermost first; each once. */
    static List<Throwable> causes(Throwable error) {
        List<Throwable> causes = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable next = error; next != null && seen.add(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    /** The innermost error that carries one of Spark's conditions. */
    static Optional<SparkThrowable> condition(Throwable error) {
        SparkThrowable found = null;
        for (Throwable each : chain(error)) {
            if (each instanceof SparkThrowable spark && spark.getCondition() != null) {
                found = spark;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The message without stack trace, query listing and advice that does not fit a job. */
    static String firstLine(Throwable error) {
        String message =
                Optional.ofNullable(error.getMessage()).orElse(error.getClass().getName());
        StringBuilder text = new StringBuilder();
        for (String line : message.split("\\R", -1)) {
            if (line.startsWith("== ") || line.startsWith("JVM stacktrace") || line.startsWith("Driver stacktrace")) {
                break;
            }
            if (!line.isBlank()) {
                text.append(text.length() == 0 ? "" : " ").append(line.strip());
            }
        }
        String whole = BYPASS.matcher(text.toString().replaceAll("\\s*SQLSTATE: \\w+", ""))
                .replaceAll("")
                .strip();
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
    }

    /** The line of a job's text that an analysis error speaks of, counted from one. */
    static Optional<Integer> line(AnalysisException error) {
        return error.line().isDefined() ? Optional.of((Integer) error.line().get()) : Optional.empty();
    }

    /** The piece of a job's text that an error speaks of. */
    static Optional<String> fragment(SparkThrowable error) {
        QueryContext[] context = error.getQueryContext();
        if (context == null || context.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(context[0].fragment()).filter(text -> !text.isBlank());
        } catch (UnsupportedOperationException e) {
            // A context of the DataFrame API has no text.
            return Optional.empty();
        }
    }
}
