package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hindcast.problem.Problem;
import io.hindcast.problem.RetryProblems;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Failure.Kind;
import io.hindcast.retry.Growth;
import io.hindcast.retry.OwnRetry;
import io.hindcast.retry.RetryChange;
import io.hindcast.retry.RetryContext;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.RetryWhen;
import io.hindcast.retry.RetryWhen.Comparison;
import io.hindcast.retry.RetryWhen.Reach;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Trouble;
import io.hindcast.retry.Wait;
import io.hindcast.testing.RandomRetries;
import io.hindcast.testing.RandomWorlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryReaderTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ProblemLog log = new ProblemLog();

    private Optional<RetryChange> read(String retry) {
        TextFile.Section text = new TextFile.Section("warehouse.yaml", "retry: " + retry, 1);
        return YamlParser.parse(text, new Environment(Map.of()), log).flatMap(node -> {
            YamlMapping mapping = new YamlMapping(node, "defaults", log);
            Optional<RetryChange> change = new RetryReader(log, OwnClasses.ofProcess()).read(mapping);
            mapping.refuseOthers();
            return change;
        });
    }

    private RetryPolicy policy(String retry) {
        RetryPolicy policy = read(retry).orElseThrow().of(RetryPolicy.standard());
        assertThat(log.problems()).isEmpty();
        return policy;
    }

    private Wait waiting(String wait) {
        return policy("{wait: " + wait + "}").backoff();
    }

    private Stop stopping(String stop) {
        return policy("{stop: " + stop + "}").stop();
    }

    private RetryWhen on(String when) {
        return policy("{on: " + when + "}").when();
    }

    @Test
    void whatAPolicySaysOfItselfIsReadAsTheSamePolicy() {
        for (int seed = 0; seed < RandomWorlds.count(2_000); seed++) {
            RetryPolicy policy = new RandomRetries(seed).policyWithRules();
            RetryChange read = read(policy.toString()).orElseThrow();
            assertThat(log.problems()).as(policy.toString()).isEmpty();
            RetryPolicy nothing = new RetryPolicy(Stop.never(), Wait.none(), RetryWhen.usual(), List.of());
            assertThat(read.of(nothing)).as("seed %s", seed).isEqualTo(policy);
        }
    }

    @Test
    void whatIsNotSaidIsAsElsewhere() {
        RetryPolicy standard = RetryPolicy.standard();
        assertThat(policy("{stop: {attempts: 4}}"))
                .isEqualTo(new RetryPolicy(Stop.afterAttempts(4), standard.backoff(), standard.when(), List.of()));
        assertThat(policy("{wait: none}"))
                .isEqualTo(new RetryPolicy(standard.stop(), Wait.none(), standard.when(), standard.rules()));
        assertThat(policy("none")).isEqualTo(RetryPolicy.none());
    }

    @Test
    void stopsAreRead() {
        assertThat(stopping("never")).isEqualTo(Stop.never());
        assertThat(stopping("{after: 10m}")).isEqualTo(new Stop.After(MINUTE.multipliedBy(10)));
        assertThat(stopping("{attempts: 4, before: 1h}"))
                .isEqualTo(new Stop.Any(List.of(Stop.afterAttempts(4), new Stop.Before(Duration.ofHours(1)))));
        assertThat(stopping("{all: [{attempts: 4}, {after: 1m}]}"))
                .isEqualTo(new Stop.All(List.of(Stop.afterAttempts(4), new Stop.After(MINUTE))));
    }

    @Test
    void waitsAreRead() {
        assertThat(waiting("5s")).isEqualTo(Wait.fixed(SECOND.multipliedBy(5)));
        assertThat(waiting("{random: {from: 1s, to: 1m}}")).isEqualTo(new Wait.Random(SECOND, MINUTE));
        assertThat(waiting("{incrementing: {from: 0s, by: 1s, to: 1m}}"))
                .isEqualTo(new Wait.Incrementing(Duration.ZERO, SECOND, MINUTE));
        assertThat(waiting("{exponential: {from: 1s, to: 1m}, jitter: 1s}"))
                .isEqualTo(Wait.exponential(SECOND, MINUTE).withJitter(SECOND));
        assertThat(waiting("{exponential: {from: 1s, to: 1m, base: 3, least: 2s, jitter: 1s}}"))
                .isEqualTo(new Wait.ExponentialJitter(new Growth(SECOND, MINUTE, 3, SECOND.multipliedBy(2)), SECOND));
        assertThat(waiting("{random_exponential: {from: 1s, to: 1m}}"))
                .isEqualTo(new Wait.RandomExponential(new Growth(SECOND, MINUTE, 2, Duration.ZERO)));
        assertThat(waiting("{from_error: {otherwise: 1s}}"))
                .isEqualTo(new Wait.FromError(Wait.fixed(SECOND), Duration.ofHours(1)));
        assertThat(waiting("{chain: [1s, {fixed: 1m}], jitter: 1s}"))
                .isEqualTo(new Wait.Chain(List.of(Wait.fixed(SECOND), Wait.fixed(MINUTE))).withJitter(SECOND));
        assertThat(waiting("{sum: [1s, 1m]}")).isEqualTo(new Wait.Sum(List.of(Wait.fixed(SECOND), Wait.fixed(MINUTE))));
    }

    @Test
    void conditionsAreRead() {
        assertThat(on("{kind: [resources, executor_lost]}"))
                .isEqualTo(new RetryWhen.Any(List.of(
                        new RetryWhen.OfKind(Set.of(Kind.RESOURCES)),
                        new RetryWhen.OfTrouble(Set.of(Trouble.EXECUTOR_LOST)))));
        assertThat(on("{exception: [java.io.IOException, com.example.Odd], contains: 503}"))
                .isEqualTo(new RetryWhen.All(List.of(
                        new RetryWhen.Any(List.of(
                                new RetryWhen.OfException("java.io.IOException", Reach.EXCEPTION),
                                new RetryWhen.OfException("com.example.Odd", Reach.EXCEPTION))),
                        new RetryWhen.OfMessage("503", Comparison.CONTAINS))));
        assertThat(on("{not: {code: HC-331}}")).isEqualTo(new RetryWhen.Not(new RetryWhen.OfCode("HC-331")));
        assertThat(on("[{code: HC-331}, {message: gone}]"))
                .isEqualTo(new RetryWhen.Any(
                        List.of(new RetryWhen.OfCode("HC-331"), new RetryWhen.OfMessage("gone", Comparison.MESSAGE))));
        assertThat(on("always")).isEqualTo(new RetryWhen.Always());
    }

    @Test
    void rulesForSomeErrorsComeBeforeThoseThatHoldElsewhere() {
        RetryPolicy policy = policy("{errors: [{on: {kind: disk_full}, stop: {attempts: 1}}, {on: always, wait: 1m}]}");
        assertThat(policy.rules()).hasSize(2 + RetryPolicy.standard().rules().size());
        assertThat(policy.rules().get(0).stop()).contains(Stop.afterAttempts(1));
        assertThat(policy.rules().get(1).backoff()).contains(Wait.fixed(MINUTE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{stop: {attemps: 4}} | HC-111 | did you mean attempts?",
                "{stop: {}} | HC-112 | stop: {attempts: 4}",
                "{stop: {attempts: 0}} | HC-113 | attempts: 4",
                "{attempts: 4} | HC-141 | stop",
                "{wait: {exponental: {from: 1s, to: 1m}}} | HC-111 | did you mean exponential?",
                "{wait: {random: {from: 5s, to: 1s}}} | HC-113 | random: {from: 1s, to: 5s}",
                "{wait: {fixed: 1s, chain: [1s]}} | HC-131 | keep one",
                "{wait: {chain: []}} | HC-113 | chain",
                "{on: {kind: executor_gone}} | HC-621 | did you mean executor_lost?",
                "{on: {kind: foreign_write}} | HC-621 | executor_lost",
                "{on: {matches: 'a('}} | HC-622 | contains",
                "{on: {exception: a b}} | HC-623 | java.net.SocketTimeoutException",
                "{on: {code: 'x y'}} | HC-624 | contains",
                "{on: {}} | HC-112 | on: {kind",
                "{errors: [{stop: never}]} | HC-112 | errors: [{on",
                "{errors: {on: always}} | HC-113 | errors: [{on",
            })
    void whatIsWrongIsToldWithAWayOut(String retry, String code, String wayOut) {
        read(retry);
        assertThat(log.problems()).as(retry).hasSize(1);
        Problem problem = log.problems().get(0);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.wayOut()).contains(wayOut);
        assertThat(problem.toString()).contains("warehouse.yaml");
    }

    /** As users would write it: one class for all three. */
    public static final class Nightly implements OwnRetry.StopRule, OwnRetry.WaitRule, OwnRetry.WhenRule {
        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            return context.attempt() >= 7;
        }

        @Override
        public Duration after(RetryContext context) {
            return MINUTE.multipliedBy(context.attempt());
        }

        @Override
        public boolean holds(Failure failure) {
            return failure.message().contains("later");
        }
    }

    /** One that is no better than a bug. */
    public static final class Broken implements OwnRetry.StopRule, OwnRetry.WaitRule, OwnRetry.WhenRule {
        @Override
        public boolean isReached(RetryContext context, Duration upcoming) {
            throw new IllegalStateException("no idea");
        }

        @Override
        public Duration after(RetryContext context) {
            return Duration.ofSeconds(-1);
        }

        @Override
        public boolean holds(Failure failure) {
            throw new IllegalStateException("no idea");
        }
    }

    private static String own(Class<?> type) {
        return "{class: " + type.getName() + "}";
    }

    @Test
    void aClassOfOnesOwnDecidesAlsoBesideOthers() {
        Failure failure = Failure.of(Kind.REPEATABLE, RetryProblems.illegalCode("later"));
        RetryContext sixth = new RetryContext(6, SECOND, SECOND, failure);
        RetryContext seventh = new RetryContext(7, SECOND, SECOND, failure);
        RetryPolicy policy = policy("{stop: %s, wait: %s, on: {class: %s, kind: repeatable}}"
                .formatted(own(Nightly.class), own(Nightly.class), Nightly.class.getName()));
        assertThat(policy.stop().isReached(sixth, SECOND)).isFalse();
        assertThat(policy.stop().isReached(seventh, SECOND)).isTrue();
        assertThat(policy.backoff().after(sixth, () -> 0)).isEqualTo(MINUTE.multipliedBy(6));
        assertThat(policy.when().holds(failure)).isTrue();
        assertThat(policy.when().holds(Failure.of(Kind.REPEATABLE, RetryProblems.illegalCode("never"))))
                .isFalse();
        assertThat(policy(policy.toString()))
                .as("its text gives the same again")
                .isEqualTo(policy);
    }

    @Test
    void aClassThatCannotTellTriesNothingForEver() {
        RetryPolicy policy = policy(
                "{stop: %s, wait: %s, on: %s}".formatted(own(Broken.class), own(Broken.class), own(Broken.class)));
        RetryContext first =
                new RetryContext(1, SECOND, SECOND, Failure.of(Kind.REPEATABLE, RetryProblems.illegalCode("x")));
        assertThat(policy.stop().isReached(first, SECOND)).isTrue();
        assertThat(policy.backoff().after(first, () -> 0)).isEqualTo(Duration.ZERO);
        assertThat(policy.when().holds(first.failure())).isFalse();
    }

    @Test
    void aClassThatIsNotThereOrIsSomethingElseIsRefused() {
        read("{stop: {class: com.example.Gone}, wait: {class: java.lang.Object}}");
        assertThat(log.problems())
                .extracting(Problem::code, Problem::why)
                .containsExactly(
                        tuple("HC-694", "it is in no jar of the warehouse"),
                        tuple("HC-694", "it does not implement OwnRetry.WaitRule"));
    }

    @Test
    void aClassOfTheJarsOfAWarehouseIsFound(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Seldom.java"), """
                public class Seldom implements io.hindcast.retry.OwnRetry.StopRule {
                    public boolean isReached(io.hindcast.retry.RetryContext context, java.time.Duration upcoming) {
                        return context.attempt() > 1;
                    }
                }
                """);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(compiled).isZero();
        YamlNode.Mapping node = YamlParser.parse(
                        new TextFile.Section("a.yaml", "stop: {class: Seldom}", 1), new Environment(Map.of()), log)
                .orElseThrow();
        Optional<Stop> stop = new YamlMapping(node, "retry", log)
                .optional("stop")
                .flatMap(new StopReader(log, OwnClasses.of(List.of(folder.toString())))::read);
        assertThat(stop).map(Stop::toString).contains("{class: Seldom}");
    }
}
