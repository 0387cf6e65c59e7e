package io.hindcast.config;

import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All that could be read of a warehouse folder, and all that is wrong with its files.
 *
 * @param warehouse what could be read; whole when there are no problems
 * @param unreadable names of sources and assets that are declared, but too broken to be in the warehouse: who reads them
 *     reads no unknown input
 * @param problems of the files, in the order of their places
 */
public record FolderReading(ConfiguredWarehouse warehouse, SortedSet<String> unreadable, List<Problem> problems) {

    public FolderReading {
        unreadable = Collections.unmodifiableSortedSet(new TreeSet<>(unreadable));
        problems = List.copyOf(problems);
    }

    /**
     * The warehouse, when nothing is wrong with its files.
     *
     * @throws io.hindcast.problem.ProblemException with all problems otherwise
     */
    public ConfiguredWarehouse orThrow() {
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
        return warehouse;
    }
}
