package io.hindcast.proof;

import io.hindcast.asset.Job;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.problem.Place;
import io.hindcast.spark.Scala;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.trees.Origin;

/** Where in a job's text parts of its plan come from. */
final class Origins {

    private Origins() {}

    static boolean isKnown(Origin origin) {
        return origin.line().isDefined();
    }

    /** The text itself. */
    static Optional<String> text(Origin origin) {
        Optional<String> whole = Scala.optional(origin.sqlText());
        Optional<Integer> start = number(origin.startIndex());
        Optional<Integer> stop = number(origin.stopIndex());
        return whole.flatMap(text -> start.flatMap(
                from -> stop.filter(to -> to < text.length() && from <= to).map(to -> text.substring(from, to + 1))));
    }

    /** The line and column in the job's file. */
    static Place place(Job job, Origin origin) {
        return job.match(sql -> placeInText(sql, origin), java -> placeInCode(java, origin));
    }

    /** The call that made the expression, as Spark noted it; where it did not, the declaration. */
    private static Place placeInCode(JavaJob job, Origin origin) {
        return Scala.optional(origin.stackTrace()).stream()
                .flatMap(Arrays::stream)
                .filter(call -> call.getFileName() != null && call.getLineNumber() > 0)
                .findFirst()
                .map(call -> Place.of(call.getFileName(), call.getLineNumber()))
                .orElse(job.place());
    }

    private static Place placeInText(SqlJob job, Origin origin) {
        int first = job.place().line().orElse(1);
        Optional<Integer> line = number(origin.line());
        if (line.isEmpty()) {
            return Place.of(job.place().file(), first);
        }
        int column = number(origin.startPosition()).orElse(0) + 1;
        return Place.of(job.place().file(), first + line.get() - 1, column);
    }

    private static Optional<Integer> number(scala.Option<Object> number) {
        return Scala.optional(number).map(Integer.class::cast);
    }
}
