package io.hindcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SourceSizesTest {

    private static final Path HOME = Path.of(System.getProperty("hindcast.home", "."));

    @TempDir
    Path folder;

    @Test
    void nothingOfOursIsTooLarge() throws IOException {
        assertThat(SourceSizes.offences(HOME.resolve("src/main/java"))).isEmpty();
    }

    @Test
    void noJobOfTheExamplesIsTooLarge() throws IOException {
        assertThat(SourceSizes.offences(HOME.resolve("jobs"))).isEmpty();
    }

    @Test
    void ourSourcesAreFound() throws IOException {
        assertThat(SourceSizes.sources(HOME.resolve("src/main/java"))).hasSizeGreaterThan(10);
    }

    @Test
    void aLongMethodIsFoundAndOneLineLessIsNot() throws IOException {
        source("class A {\n  @Deprecated\n  void f() {\n" + ";\n".repeat(38) + "  }\n}");
        assertThat(SourceSizes.offences(folder)).containsExactly("A.java:2: method f has lines: 41 > 40");

        source("class A {\n  void f() {\n" + ";\n".repeat(38) + "  }\n}");
        assertThat(SourceSizes.offences(folder)).isEmpty();
    }

    @Test
    void aLongTypeIsFoundAlsoInsideAnother() throws IOException {
        source("class A {\n  record B() {\n" + "// line\n".repeat(399) + "  }\n}");
        assertThat(SourceSizes.offences(folder))
                .containsExactly("A.java:1: type A has lines: 403 > 400", "A.java:2: type B has lines: 401 > 400");
    }

    @Test
    void manyParametersAreFoundButNotManyComponents() throws IOException {
        source(
                "class A { A(int a, int b, int c, int d, int e, int f) {} void g(int a, int b, int c, int d, int e) {} }");
        assertThat(SourceSizes.offences(folder)).containsExactly("A.java:1: method <init> has parameters: 6 > 5");

        source("record A(int a, int b, int c, int d, int e, int f) { A {} }");
        assertThat(SourceSizes.offences(folder)).isEmpty();
    }

    private void source(String text) throws IOException {
        Files.writeString(folder.resolve("A.java"), text);
    }
}
