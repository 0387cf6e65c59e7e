package io.hindcast.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Finding;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.problem.Place;
import io.hindcast.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look at byte code against Java jobs whose names say what they are. */
final class JavaCorpusTest {

    private static final Path SOURCES =
            Path.of(System.getProperty("hindcast.home", "."), "src/test/resources/purity-java");

    /** By class; a class that another one uses is looked at with it. */
    private static final SortedMap<String, List<Finding>> FINDINGS = new TreeMap<>();

    @TempDir
    static Path classes;

    @BeforeAll
    static void lookAtAllJobs() throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.map(Path::toString).sorted().forEach(words::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)))
                .isZero();
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName()).replace(".class", "");
                JavaJob job = new JavaJob(name, Map.of(), Place.of(name + ".yaml", 1));
                FINDINGS.put(name, new StaticPurity().ofJava(job, Map.of(name, Files.readAllBytes(file))));
            }
        }
    }

    @Test
    void noPureJobIsAccusedAndNoneOfWhatOnlyRunningTells() {
        assertThat(FINDINGS.keySet().stream().filter(name -> name.startsWith("Pure")))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(FINDINGS.keySet().stream().filter(name -> name.startsWith("Unseen")))
                .isNotEmpty();
        assertThat(FINDINGS)
                .allSatisfy((name, findings) -> assertThat(findings.isEmpty())
                        .as(name)
                        .isEqualTo(name.startsWith("Pure") || name.startsWith("Unseen")));
    }

    @Test
    void eachCallIsToldWithItsLine() {
        List<String> lines = FINDINGS.values().stream()
                .flatMap(List::stream)
                .map(finding ->
                        finding.place() + " " + finding.rule().severity().word() + " "
                                + finding.rule().word() + ": " + finding.expression())
                .toList();

        Golden.assertGolden("purity/java.txt", String.join("\n", lines));
    }
}
