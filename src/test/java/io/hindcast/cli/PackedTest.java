package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the build has packed. */
@Tag("packaged")
class PackedTest {

    private static final Path HOME = Path.of(System.getProperty("hindcast.home", "."));
    private static final Path TARGET = Path.of(System.getProperty("hindcast.target", "target"));

    @Test
    void ourJarHoldsNothingUnderTheNamesOfOthers() throws IOException {
        assertThat(entries(TARGET.resolve("hindcast.jar")))
                .contains("io/hindcast/cli/Main.class", "io/hindcast/shaded/scopt/OParser.class")
                .allMatch(entry -> entry.startsWith("io/hindcast/") || entry.startsWith("META-INF/"))
                .noneMatch(entry -> entry.startsWith("META-INF/maven/") || entry.endsWith("module-info.class"));
    }

    @Test
    void theBuildLeavesNothingBesideThePom() throws IOException {
        try (Stream<Path> top = Files.list(HOME)) {
            assertThat(top.map(path -> path.getFileName().toString()).filter(name -> !name.startsWith(".")))
                    .isSubsetOf(
                            "pom.xml", "README.md", "LICENSE", "src", "jobs", "conf", "scripts", "target", "warehouse");
        }
    }

    @Test
    void theClassPathBringsSparkAndDeltaAndEachPartExists() throws IOException {
        List<Path> parts = Stream.of(
                        Files.readString(TARGET.resolve("classpath.txt")).trim().split(":"))
                .map(Path::of)
                .toList();

        assertThat(parts).allMatch(Files::exists);
        assertThat(parts)
                .extracting(part -> part.getFileName().toString().replaceFirst("_.*", ""))
                .contains("spark-sql", "delta-spark");
    }

    @Test
    void theJobsOfEachWarehouseArePackedApartFromOursWithOneTimeStamp() throws IOException {
        for (Path warehouse : warehousesWithJavaJobs()) {
            Path jar = warehouse.resolve("lib").resolve(warehouse.getFileName() + "-jobs.jar");

            assertThat(entries(jar))
                    .anyMatch(entry -> entry.endsWith(".class"))
                    .noneMatch(entry -> entry.endsWith(".java"));
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.stream().map(JarEntry::getTimeLocal).distinct()).hasSize(1);
            }
        }
    }

    private static List<Path> warehousesWithJavaJobs() throws IOException {
        try (Stream<Path> warehouses = Files.list(HOME.resolve("jobs"))) {
            return warehouses
                    .filter(warehouse -> Files.isDirectory(warehouse.resolve("java")))
                    .toList();
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }
}
