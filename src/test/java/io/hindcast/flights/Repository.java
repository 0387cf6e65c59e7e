package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository of a test. */
record Repository(Path top) {

    static Repository in(Path top) {
        Repository repository = new Repository(top);
        repository.git("init", "--quiet", "--initial-branch", "main");
        return repository;
    }

    /** Commits these files and folders. */
    void commit(String message, String... paths) {
        List<String> words = new ArrayList<>(List.of("add", "--"));
        words.addAll(List.of(paths));
        git(words.toArray(String[]::new));
        git("commit", "--quiet", "-m", message);
    }

    /** What git says. */
    String git(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-C",
                top.toString(),
                "-c",
                "user.name=test",
                "-c",
                "user.email=test@example.org",
                "-c",
                "commit.gpgsign=false"));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
