package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.trial.JobTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the tests of a warehouse: the files {@code tests/*.yaml} below its folder. */
public final class TestFolder {

    /** The folder's name. */
    public static final String NAME = "tests";

    private TestFolder() {}

    /**
     * All tests that could be read, and all that is wrong with the files.
     *
     * @param problems in the order of their places
     */
    public record Reading(List<JobTest> tests, List<Problem> problems) {

        public Reading {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads all files; there may be none.
     *
     * @param warehouse the warehouse's folder, as the user named it
     * @param environment of the process, for {@code ${NAME}} in values
     */
    public static Reading read(Path warehouse, Map<String, String> environment) {
        ProblemLog log = new ProblemLog();
        Path folder = warehouse.resolve(NAME);
        TestFile reader = new TestFile(folder, new Environment(environment), log);
        List<JobTest> tests = new ArrayList<>();
        for (Path file : files(folder, log)) {
            tests.addAll(reader.read(file));
        }
        return new Reading(tests, Problems.inOrderOfFiles(log.problems()));
    }

    private static List<Path> files(Path folder, ProblemLog log) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = String.valueOf(entry.getFileName());
                if (name.endsWith(".yaml") && !name.startsWith(".")) {
                    files.add(entry);
                } else if (name.endsWith(".yml")) {
                    String stem = name.substring(0, name.length() - ".yml".length());
                    log.add(FileProblems.wrongEnding(stem + ".yaml"), Place.of(entry.toString()));
                }
            }
        } catch (IOException e) {
            log.add(
                    FileProblems.unreadable(e.toString(), "allow it: chmod a+rx " + folder),
                    Place.of(folder.toString()));
        }
        return files;
    }
}
