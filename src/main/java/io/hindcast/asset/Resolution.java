package io.hindcast.asset;

import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.util.List;
import java.util.Optional;

/**
 * What came of resolving a declaration.
 *
 * @param warehouse present when there is no problem
 * @param problems all of them
 */
public record Resolution(Optional<Warehouse> warehouse, List<Problem> problems) {

    public Resolution {
        problems = List.copyOf(problems);
    }

    /**
     * The warehouse.
     *
     * @throws io.hindcast.problem.ProblemException with all problems when there are any
     */
    public Warehouse orThrow() {
        return warehouse.orElseThrow(() -> Problems.raiseAll(problems));
    }
}
