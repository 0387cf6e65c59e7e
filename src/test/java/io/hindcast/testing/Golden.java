package io.hindcast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts held against files under {@code src/test/resources/golden}. To write them anew: {@code mvn test
 * -Dhindcast.golden=update}, then read the difference before committing it.
 */
public final class Golden {

    private static final boolean UPDATE = "update".equals(System.getProperty("hindcast.golden"));

    private Golden() {}

    /**
     * The text is what the file holds.
     *
     * @param file relative to the folder of golden files
     */
    public static void assertGolden(String file, String text) {
        Path path = Path.of(System.getProperty("hindcast.home", ".")).resolve("src/test/resources/golden/" + file);
        try {
            if (UPDATE) {
                Files.createDirectories(path.resolveSibling("."));
                Files.writeString(path, text + "\n");
            }
            assertThat(path)
                    .as("golden file; -Dhindcast.golden=update writes it")
                    .exists();
            assertThat(text + "\n").as(file).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
