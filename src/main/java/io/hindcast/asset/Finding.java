package io.hindcast.asset;

import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;

/**
 * One expression or call of a job that keeps it from being a pure function of its inputs.
 *
 * @param expression as it was written, on one line
 * @param place where it stands: file, line and column; of Java code the source file and line of the call
 */
public record Finding(PurityRule rule, String expression, Place place) {

    public Finding {
        expression = expression.strip().replaceAll("\\s+", " ");
    }

    /** What a person is told of it. */
    public Problem problem() {
        return rule.problem(expression).at(place);
    }
}
