package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.problem.ProblemException;
import io.hindcast.run.RetryPolicy;
import io.hindcast.run.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorFileTest {

    @TempDir
    Path folder;

    @Test
    void theFileOfThisRepositoryIsRead() {
        OperatorSettings settings = OperatorFile.read(Path.of("conf/hindcast.yaml"), Map.of());
        assertThat(settings.run().parallel()).hasValue(4);
        assertThat(settings.run().retry())
                .hasValue(new RetryPolicy(
                        4, Wait.exponential(Duration.ofSeconds(1), Duration.ofMinutes(1)), Duration.ofSeconds(1)));
        assertThat(settings.spark()).containsEntry("spark.master", "local[*]");
    }

    @Test
    void whereThereIsNoFileNothingIsSet() {
        assertThat(OperatorFile.read(folder.resolve("none.yaml"), Map.of())).isEqualTo(OperatorSettings.none());
    }

    @Test
    void whatIsSaidWinsOverWhatOthersSay() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "retry: {wait: none}\nmemory: 8g\n");
        RunDefaults run = OperatorFile.read(file, Map.of()).run();
        RunDefaults others = new RunDefaults(java.util.OptionalInt.of(7), java.util.Optional.empty());
        assertThat(run.or(others).parallel()).hasValue(7);
        assertThat(run.or(others).retry())
                .hasValueSatisfying(retry -> assertThat(retry.backoff()).isEqualTo(Wait.none()));
    }

    @Test
    void mistakesAreAllToldAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "paralel: 4\nmemory: lots\n");
        assertThatThrownBy(() -> OperatorFile.read(file, Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(2))
                .hasMessageContaining("did you mean parallel?")
                .hasMessageContaining("memory: 8g");
    }
}
