package io.hindcast.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemCodesTest {

    private static final Path ROOM =
            Path.of(System.getProperty("hindcast.home", "."), "src/main/java/io/hindcast/problem");
    private static final Pattern CODE = Pattern.compile("\"(HC-\\d+)\"");

    @Test
    void eachCodeMeansOneProblem() throws IOException {
        try (Stream<Path> files = Files.list(ROOM)) {
            List<String> codes = files.flatMap(ProblemCodesTest::codes).toList();
            assertThat(codes)
                    .hasSizeGreaterThan(50)
                    .doesNotHaveDuplicates()
                    .allMatch(code -> code.matches("HC-[1-6]\\d\\d"));
        }
    }

    private static Stream<String> codes(Path file) {
        try {
            return CODE.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
