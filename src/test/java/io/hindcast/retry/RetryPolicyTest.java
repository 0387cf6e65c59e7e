package io.hindcast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.retry.RetryWhen.Comparison;
import io.hindcast.retry.RetryWhen.Reach;
import io.hindcast.testing.TestingOutcomes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Failure FAILURE = TestingOutcomes.failure(Failure.Kind.REPEATABLE, "poison");

    private static RetryContext after(int attempt) {
        return new RetryContext(attempt, Duration.ofSeconds(attempt), Duration.ZERO, FAILURE);
    }

    private static Stream<Long> seconds(Wait wait, int attempts) {
        return IntStream.rangeClosed(1, attempts)
                .mapToObj(attempt -> wait.after(after(attempt), () -> 0.5).toSeconds());
    }

    private static Failure raising(String message, String... types) {
        return FAILURE.from(
                new Origin(Optional.empty(), List.of(new Origin.Raised(List.of(types), message)), Optional.empty()));
    }

    @Test
    void wherePeopleSayNothingThereAreThreeAttemptsAndAStoreIsWaitedFor() {
        RetryPolicy standard = RetryPolicy.standard();
        Failure away = FAILURE.as(Failure.Kind.RESOURCES).from(Origin.of(Trouble.STORE_AWAY));

        assertThat(standard.governing(FAILURE).answer(after(2), () -> 0).pause())
                .contains(Duration.ofSeconds(2));
        assertThat(standard.governing(FAILURE).answer(after(3), () -> 0).pause())
                .isEmpty();
        RetryContext minute = new RetryContext(9, Duration.ofMinutes(1), Duration.ZERO, away);
        assertThat(standard.governing(away).answer(minute, () -> 0).pause()).contains(Duration.ofSeconds(30));
        RetryContext long1 = new RetryContext(30, Duration.ofMinutes(10), Duration.ZERO, away);
        assertThat(standard.governing(away).answer(long1, () -> 0).pause()).isEmpty();
    }

    /** A change that says one thing. */
    private static RetryChange saying(Optional<Stop> stop, Optional<Wait> wait) {
        return new RetryChange(stop, wait, Optional.empty(), List.of(), false);
    }

    @Test
    void whereSomebodySaysWhenAStepIsGivenUpThatHoldsForAStoreThatIsAwayAsWell() {
        Failure away = FAILURE.as(Failure.Kind.RESOURCES).from(Origin.of(Trouble.STORE_AWAY));
        RetryPolicy four =
                saying(Optional.of(Stop.afterAttempts(4)), Optional.empty()).of(RetryPolicy.standard());
        assertThat(four.governing(away).stop()).isEqualTo(Stop.afterAttempts(4));
        RetryPolicy slow =
                saying(Optional.empty(), Optional.of(Wait.fixed(SECOND))).of(RetryPolicy.standard());
        assertThat(slow.governing(away).stop()).isEqualTo(new Stop.After(Duration.ofMinutes(10)));

        RetryPolicy.Rule declared = new RetryPolicy.Rule(
                new RetryWhen.OfTrouble(Set.of(Trouble.STORE_AWAY)),
                Optional.of(new Stop.After(Duration.ofHours(1))),
                Optional.empty());
        RetryPolicy ofWarehouse = new RetryChange(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of(declared), false)
                .of(RetryPolicy.standard());
        RetryPolicy ofAsset =
                saying(Optional.of(Stop.afterAttempts(2)), Optional.empty()).of(ofWarehouse);
        assertThat(ofAsset.governing(away).stop())
                .as("what the warehouse says of stores holds on")
                .isEqualTo(new Stop.After(Duration.ofHours(1)));
        assertThat(ofAsset.governing(FAILURE).stop()).isEqualTo(Stop.afterAttempts(2));
    }

    @Test
    void anExponentialWaitDoublesUpToTheBoundHoweverManyAttemptsThereAre() {
        Wait wait = Wait.exponential(SECOND, Duration.ofSeconds(5));
        assertThat(seconds(wait, 6)).containsExactly(1L, 2L, 4L, 5L, 5L, 5L);
        assertThat(wait.after(after(Integer.MAX_VALUE), () -> 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Wait.exponential(Duration.ZERO, SECOND).after(after(Integer.MAX_VALUE), () -> 0))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void jitterIsAShareThatIsAdded() {
        Wait wait = Wait.fixed(SECOND).withJitter(Duration.ofSeconds(4));
        assertThat(wait.after(after(1), () -> 0)).isEqualTo(SECOND);
        assertThat(wait.after(after(1), () -> 0.5)).isEqualTo(Duration.ofSeconds(3));
        assertThat(wait.after(after(2), () -> 1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void eachOfSeveralLotsIsAnotherOneAndTheSameNumberGivesTheSame() {
        Wait both = new Wait.Sum(List.of(
                new Wait.Random(Duration.ZERO, SECOND), new Wait.Random(Duration.ZERO, Duration.ofSeconds(1000))));
        Duration once = both.after(after(1), new Draws(0.25));
        assertThat(both.after(after(1), new Draws(0.25))).isEqualTo(once);
        assertThat(once).isNotEqualTo(Duration.ofMillis(250_250));
        Draws draws = new Draws(0.25);
        assertThat(draws.getAsDouble()).isEqualTo(0.25);
        assertThat(Stream.generate(draws::getAsDouble).limit(100))
                .allMatch(number -> number >= 0 && number < 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void aWaitMayComeFromTheErrorAndIsBounded() {
        Wait wait = new Wait.FromError(Wait.fixed(SECOND), Duration.ofMinutes(1));
        assertThat(wait.after(after(1), () -> 0)).isEqualTo(SECOND);
        for (long asked : new long[] {7, 60, 61, 99_999}) {
            Failure asking =
                    FAILURE.from(new Origin(Optional.empty(), List.of(), Optional.of(Duration.ofSeconds(asked))));
            assertThat(wait.after(new RetryContext(1, SECOND, Duration.ZERO, asking), () -> 0))
                    .isEqualTo(Duration.ofSeconds(Math.min(60, asked)));
        }
    }

    @Test
    void theFirstRuleThatFitsDecidesAndWhatItDoesNotSayIsAsElsewhere() {
        RetryWhen poison = new RetryWhen.OfMessage("poison", Comparison.CONTAINS);
        RetryPolicy policy = new RetryPolicy(
                Stop.afterAttempts(2),
                Wait.fixed(SECOND),
                RetryWhen.usual(),
                List.of(
                        new RetryPolicy.Rule(poison, Optional.of(Stop.afterAttempts(5)), Optional.empty()),
                        new RetryPolicy.Rule(new RetryWhen.Always(), Optional.of(Stop.never()), Optional.empty())));
        RetryPolicy governing = policy.governing(FAILURE);
        assertThat(governing.stop()).isEqualTo(Stop.afterAttempts(5));
        assertThat(governing.backoff()).isEqualTo(Wait.fixed(SECOND));
        assertThat(policy.withoutRules().governing(FAILURE).stop()).isEqualTo(Stop.afterAttempts(2));
    }

    @Test
    void anAssetChangesWhatItNamesAndItsRulesComeFirst() {
        RetryPolicy.Rule own = new RetryPolicy.Rule(
                new RetryWhen.OfCode("HC-331"), Optional.of(Stop.afterAttempts(2)), Optional.empty());
        RetryChange change =
                new RetryChange(Optional.empty(), Optional.of(Wait.none()), Optional.empty(), List.of(own), false);
        RetryPolicies policies =
                RetryPolicies.of(RetryPolicy.standard(), Map.of("a", change, "b", RetryChange.toNone()));
        assertThat(policies.of("a").stop()).isEqualTo(Stop.afterAttempts(3));
        assertThat(policies.of("a").backoff()).isEqualTo(Wait.none());
        assertThat(policies.of("a").rules()).hasSize(2).startsWith(own);
        assertThat(policies.of("b")).isEqualTo(RetryPolicy.none());
        assertThat(policies.of("c")).isEqualTo(RetryPolicy.standard());
    }

    @Test
    void failuresAreToldApartByKindTroubleCodeClassAndMessage() {
        Failure odd = new Failure(
                Failure.Kind.RESOURCES,
                "CAST_INVALID_INPUT.STRING",
                "shown",
                "x",
                new Origin(
                        Optional.of(Trouble.DISK_FULL),
                        List.of(
                                new Origin.Raised(List.of("spark.Wrapped", "java.lang.Exception"), "outer"),
                                new Origin.Raised(List.of("io.Odd", "java.io.IOException"), "inner text")),
                        Optional.empty()));
        assertThat(Stream.of(
                        new RetryWhen.OfKind(Set.of(Failure.Kind.RESOURCES)),
                        new RetryWhen.OfTrouble(Set.of(Trouble.DISK_FULL, Trouble.TIMED_OUT)),
                        new RetryWhen.OfCode("CAST_INVALID_INPUT"),
                        new RetryWhen.OfException("java.io.IOException", Reach.EXCEPTION),
                        new RetryWhen.OfException("java.io.IOException", Reach.CAUSE),
                        new RetryWhen.OfException("java.lang.Exception", Reach.OUTERMOST),
                        new RetryWhen.OfMessage("shown", Comparison.MESSAGE),
                        new RetryWhen.OfMessage("inner", Comparison.CONTAINS),
                        new RetryWhen.OfMessage("inner t", Comparison.MATCHES)))
                .allMatch(condition -> condition.holds(odd));
        assertThat(Stream.of(
                        new RetryWhen.OfTrouble(Set.of(Trouble.TIMED_OUT)),
                        new RetryWhen.OfCode("CAST"),
                        new RetryWhen.OfException("spark.Wrapped", Reach.CAUSE),
                        new RetryWhen.OfException("io.Odd", Reach.OUTERMOST),
                        new RetryWhen.OfMessage("show", Comparison.MESSAGE),
                        new RetryWhen.OfMessage("text", Comparison.MATCHES),
                        new RetryWhen.Not(new RetryWhen.Always())))
                .noneMatch(condition -> condition.holds(odd));
        assertThat(new RetryWhen.OfMessage("503.*", Comparison.MATCHES).holds(raising("503 Slow Down", "A")))
                .isTrue();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Stop.afterAttempts(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least once");
        assertThatThrownBy(() -> Wait.exponential(Duration.ofSeconds(2), SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("down to");
        assertThatThrownBy(() -> new RetryContext(0, SECOND, SECOND, FAILURE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counted from one");
        assertThatThrownBy(() -> new Draws(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
