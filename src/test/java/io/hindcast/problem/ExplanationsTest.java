package io.hindcast.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationsTest {

    private static final Path SOURCES = Path.of(System.getProperty("hindcast.home", "."), "src/main/java/io/hindcast");
    private static final Pattern CODE = Pattern.compile("\"(HC-\\d{3})\"");

    @Test
    void everyCodeIsExplainedAndNoOther() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            SortedSet<String> raised = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(ExplanationsTest::codes)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(Explanations.codes()).hasSizeGreaterThan(100).isEqualTo(raised);
        }
    }

    @Test
    void anUnknownCodeHasNoExplanation() {
        assertThat(Explanations.of("HC-000")).isEmpty();
        assertThat(Explanations.of("HC-320"))
                .hasValueSatisfying(text -> assertThat(text.title()).isEqualTo("another run is at work"));
    }

    private static Stream<String> codes(Path file) {
        try {
            return CODE.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
