package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.callback.Callback;
import io.hindcast.callback.Occasion;
import io.hindcast.problem.ProblemException;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Wait;
import io.hindcast.run.Budget;
import io.hindcast.run.BudgetText;
import io.hindcast.run.Rate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorFileTest {

    @TempDir
    Path folder;

    @Test
    void theFileOfThisRepositoryIsRead() {
        OperatorSettings settings = OperatorFile.read(Path.of("conf/hindcast.yaml"), Map.of());
        assertThat(settings.run().parallel()).hasValue(4);
        assertThat(settings.run().retry()).hasValueSatisfying(retry -> {
            assertThat(retry.stop()).isEqualTo(Stop.afterAttempts(4));
            assertThat(retry.backoff()).isEqualTo(RetryPolicy.standard().backoff());
        });
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
        RunDefaults others = new RunDefaults(
                java.util.OptionalInt.of(7),
                java.util.Optional.empty(),
                java.util.Optional.of(new Rate(0.05, "EUR")),
                Budget.NONE,
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.List.of());
        assertThat(run.or(others).parallel()).hasValue(7);
        assertThat(run.or(others).rate()).hasValue(new Rate(0.05, "EUR"));
        assertThat(run.or(others).retry())
                .hasValueSatisfying(retry -> assertThat(retry.backoff()).isEqualTo(Wait.none()));
    }

    @Test
    void theRateIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), "money: {core_hour: 0.048, currency: EUR}\n");
        assertThat(OperatorFile.read(file, Map.of()).run().rate()).hasValue(new Rate(0.048, "EUR"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "money: {core_huor: 1, currency: EUR}   | did you mean core_hour?",
                "money: {core_hour: 1, currency: ERU}   | did you mean EUR?",
                "money: {core_hour: 1, currency: eur}   | did you mean EUR?",
                "money: {core_hour: 1}                  | currency is missing",
                "money: {core_hour: 0, currency: EUR}   | a number above 0",
                "money: {core_hour: -1, currency: EUR}  | a number above 0",
                "money: {core_hour: 1e3, currency: EUR} | a number above 0",
                "monney: {core_hour: 1, currency: EUR}  | did you mean money?",
                "money: 0.05                            | keys with values",
                "core_hour: 0.05                        | money: {core_hour: 0.05, currency: EUR}",
            })
    void aMistakeInTheRateIsTold(String yaml, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), yaml + "\n");
        assertThatThrownBy(() -> OperatorFile.read(file, Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(1))
                .hasMessageContaining(told);
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

    @Test
    void aBudgetIsReadLimitByLimitAndThoseThatAreNotSaidAreTakenFromTheOthers(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("b.yaml"),
                "budget: {partitions: 500, bytes: 10GB, wall: 2h, until: \"06:00\", money: 2.5}\n");
        Budget budget = OperatorFile.read(file, Map.of()).run().budget();
        assertThat(budget.toString()).isEqualTo("partitions=500,bytes=10000000000,money=2.50,wall=7200s,until=06:00");
        Budget asked = BudgetText.parse("partitions=7,core_hours=3").orElseThrow();
        assertThat(asked.or(budget).toString())
                .isEqualTo("partitions=7,bytes=10000000000,core_hours=3,money=2.50,wall=7200s,until=06:00");
    }

    @Test
    void aBudgetThatCannotBeReadIsRefusedWithItsPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("b.yaml"), "budget:\n  wall: soon\n  cents: 5\n");
        assertThatThrownBy(() -> OperatorFile.read(file, Map.of()))
                .hasMessageContaining("wall")
                .hasMessageContaining("wall: 2h")
                .hasMessageContaining("cents");
    }

    @Test
    void whoIsToldIsReadAndWhatTheWarehouseSaysComesToIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), """
                callbacks:
                  - {on: [run_ended, quarantined], webhook: "https://hooks.example.com/${HOOK}", headers: {A: b}}
                  - {on: before_sleep, command: [mail, -s, "a step failed"], timeout: 3s}
                """);
        RunDefaults run = OperatorFile.read(file, Map.of("HOOK", "x1")).run();
        assertThat(run.callbacks())
                .containsExactly(
                        new Callback(
                                Set.of(Occasion.RUN_ENDED, Occasion.QUARANTINED),
                                new Callback.Webhook(URI.create("https://hooks.example.com/x1"), Map.of("A", "b")),
                                Callback.TIMEOUT),
                        new Callback(
                                Set.of(Occasion.BEFORE_SLEEP),
                                new Callback.Command(List.of("mail", "-s", "a step failed")),
                                Duration.ofSeconds(3)));
        assertThat(run.or(run).callbacks()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{on: run_endet, command: [true]}                          | did you mean run_ended?",
                "{on: run_ended}                                           | HC-692",
                "{on: run_ended, command: [true], webhook: 'http://a/'}    | HC-692",
                "{on: run_ended, webhook: 'ftp://a/secret'}                | HC-693",
                "{command: [true]}                                         | on is missing",
                "{on: run_ended, command: [true], timeout: soon}           | timeout",
            })
    void aMistakeInACallbackIsTold(String callback, String told, @TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("c.yaml"), "callbacks:\n  - " + callback.replace('\'', '"') + "\n");
        assertThatThrownBy(() -> OperatorFile.read(file, Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(1))
                .hasMessageContaining(told)
                .message()
                .doesNotContain("secret");
    }
}
