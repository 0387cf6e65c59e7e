package io.hindcast.cli;

import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.config.FolderReading;
import io.hindcast.config.WarehouseFolder;
import io.hindcast.problem.GitProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The declarations of a warehouse as a commit has them, in a temporary folder that is removed in the end. Below it they lie
 * as their own folder lies below the root of the file system: so paths that lead out of them can be told as what they are.
 */
final class CommittedWarehouse implements AutoCloseable {

    private final GitCommit commit;
    private final Path temporary;
    private final Path folder;

    private CommittedWarehouse(GitCommit commit, Path temporary) {
        this.commit = commit;
        this.temporary = temporary;
        this.folder = below(commit.folder());
    }

    /** Lays out what a commit declares. */
    static CommittedWarehouse of(GitCommit commit) {
        try {
            CommittedWarehouse laid = new CommittedWarehouse(
                    commit, Files.createTempDirectory("hindcast-commit").toRealPath());
            laid.write(commit.files(commit.prefix()).stream()
                    .filter(file ->
                            isDeclaration(file.path().substring(commit.prefix().length())))
                    .toList());
            return laid;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay out the declarations of " + commit.ref(), e);
        }
    }

    private static boolean isDeclaration(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return !name.contains("/") && (name.endsWith(".sql") || name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private Path below(Path place) {
        return temporary.resolve(place.getRoot().relativize(place));
    }

    private void write(List<GitCommit.Committed> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : commit.contents(files).entrySet()) {
            Path written = below(commit.top()).resolve(file.getKey());
            Files.createDirectories(written.resolveSibling(""));
            Files.write(written, file.getValue());
        }
    }

    /**
     * What it declares.
     *
     * @param reading with all paths as they are meant, but for the jars: these are where they can be read
     * @param jars where the jars come from
     */
    record Declared(FolderReading reading, Jars jars) {}

    /** Where the jars of a commit's declarations come from. */
    enum Jars {
        /** All are in the commit, or there are none. */
        COMMITTED,
        /** Some are not in the commit: those of the working tree stand for them. */
        BUILT_HERE
    }

    /**
     * Reads it.
     *
     * @throws io.hindcast.problem.ProblemException when something of it is wrong
     */
    Declared declared() {
        try {
            List<String> jars = WarehouseFolder.read(folder, System.getenv())
                    .warehouse()
                    .declaration()
                    .jars();
            Jars origin = Jars.COMMITTED;
            for (String jar : jars) {
                origin = supply(jar) ? origin : Jars.BUILT_HERE;
            }
            FolderReading reading = WarehouseFolder.read(folder, System.getenv());
            requireRight(reading.problems());
            WarehouseDeclaration declaration = reading.warehouse().declaration().at(this::meant);
            return new Declared(
                    new FolderReading(reading.warehouse().declaring(declaration), reading.unreadable(), List.of()),
                    origin);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay out the jars of " + commit.ref(), e);
        }
    }

    /** Sees to it that a jar is there, and says whether the commit has it. */
    private boolean supply(String jar) throws IOException {
        Path here = Path.of(jar);
        Path meant = Path.of(meant(jar));
        if (meant.startsWith(commit.top())) {
            List<GitCommit.Committed> own =
                    commit.files(commit.top().relativize(meant).toString());
            if (!own.isEmpty()) {
                write(own);
                return true;
            }
        }
        // An absolute path means the same file in every commit.
        if (here.startsWith(temporary) && Files.notExists(here)) {
            Files.createDirectories(here.resolveSibling(""));
            if (Files.exists(meant)) {
                Files.createSymbolicLink(here, meant);
            } else {
                // Its jobs are not found in it, as they would not be without it.
                new JarOutputStream(Files.newOutputStream(here)).close();
            }
        }
        return false;
    }

    /** A path as the declarations mean it. */
    private String meant(String path) {
        return path.startsWith(temporary + "/")
                ? path.substring(temporary.toString().length())
                : path;
    }

    /** Refuses declarations that are wrong; their places are told as those of the commit. */
    void requireRight(List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        List<Problem> told = new ArrayList<>(List.of(GitProblems.wrongAt(commit.ref(), problems.size())));
        problems.forEach(problem -> told.add(
                problem.place().map(place -> problem.at(committed(place))).orElse(problem)));
        throw Problems.raiseAll(told);
    }

    private Place committed(Place place) {
        String file = place.file().replace(folder.toString(), commit.ref() + ":" + commit.place());
        return new Place(file, place.line(), place.column());
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + temporary, e);
        }
    }
}
