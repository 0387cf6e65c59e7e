package io.hindcast.report;

import io.hindcast.problem.Counts;
import io.hindcast.problem.Problem;
import java.util.List;

/** Problems on a terminal: what, cause and way out, each wrapped under its own word. */
public final class ProblemText {

    private ProblemText() {}

    /**
     * All problems, one below the other.
     *
     * @param width of the terminal, in characters
     */
    public static String of(List<Problem> problems, int width) {
        Lines lines = new Lines(width);
        for (Problem problem : problems) {
            String place = problem.place().map(where -> where + ": ").orElse("");
            lines.add(place + problem.what() + " [" + problem.code() + "]");
            lines.add("  cause:   ", problem.why());
            lines.add("  way out: ", problem.wayOut());
        }
        if (problems.size() > 1) {
            lines.add(Counts.of(problems.size(), "problem"));
        }
        return lines.text();
    }
}
