package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.config.TestFolder;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.spark.BoundTest;
import io.hindcast.spark.TestBinding;
import io.hindcast.trial.JobTest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tests of a warehouse, held against it.
 *
 * @param problems of the tests and their files
 */
record TestDesk(Workspace workspace, List<BoundTest> tests, List<Problem> problems) {

    TestDesk {
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
    }

    /**
     * Opens what is tested, or a part of it.
     *
     * @param select assets or {@code tag:x}; none for all
     */
    static TestDesk open(Path folder, List<String> select, TestFolder.Reading reading, InstantSource clock) {
        Workspace workspace = Workspace.ofTests(folder, select, reading.tests(), clock);
        if (select.isEmpty()) {
            return of(workspace, reading, reading.tests());
        }
        Set<String> named = new HashSet<>();
        for (Asset asset : workspace.warehouse().assets()) {
            boolean isNamed = select.stream()
                    .anyMatch(word -> word.equalsIgnoreCase(asset.name())
                            || asset.declaration().tags().stream().anyMatch(tag -> word.equals("tag:" + tag)));
            if (isNamed) {
                named.add(asset.name().toLowerCase(Locale.ROOT));
            }
        }
        List<JobTest> tests = reading.tests().stream()
                .filter(test -> named.contains(test.asset().text().toLowerCase(Locale.ROOT)))
                .toList();
        Set<String> files = new HashSet<>();
        tests.forEach(test -> files.add(test.place().file()));
        // What is wrong in the files of others is left aside.
        List<Problem> problems = reading.problems().stream()
                .filter(problem ->
                        problem.place().map(Place::file).filter(files::contains).isPresent())
                .toList();
        return of(workspace, new TestFolder.Reading(reading.tests(), problems), tests);
    }

    /** The tests of a warehouse that is open. */
    static TestDesk of(Workspace workspace, TestFolder.Reading reading, List<JobTest> tests) {
        TestBinding.Bound bound = TestBinding.of(workspace.warehouse(), workspace.sourceColumns(), tests);
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(bound.problems());
        return new TestDesk(workspace, bound.tests(), Problems.inOrderOfFiles(problems));
    }
}
