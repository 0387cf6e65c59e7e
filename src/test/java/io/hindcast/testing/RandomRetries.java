package io.hindcast.testing;

import io.hindcast.retry.Failure.Kind;
import io.hindcast.retry.Growth;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.RetryWhen;
import io.hindcast.retry.RetryWhen.Comparison;
import io.hindcast.retry.RetryWhen.Reach;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Trouble;
import io.hindcast.retry.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Seeded retry policies of every kind, nested. Times are eighths of a second, which binary fractions tell exactly. */
public final class RandomRetries {

    private static final long EIGHTH = 125;

    /** Classes of errors and what they are of, as far as the policies made here know any. */
    public static final List<List<String>> CLASSES =
            List.of(List.of("Broken"), List.of("Away", "Broken"), List.of("Slow", "Away", "Broken"), List.of("Odd"));

    /** What errors say. */
    public static final List<String> MESSAGES =
            List.of("503 Slow Down", "division by zero", "it's gone", "503 Service Unavailable", "");

    private static final List<String> PATTERNS = List.of("503 S.*", "503", ".*zero$", "it's", "[a-z ]+$");

    private final SplittableRandom random;

    public RandomRetries(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A policy without rules of its own for some failures. */
    public RetryPolicy policy() {
        return new RetryPolicy(stop(2), wait(2), when(2), List.of());
    }

    /** One with rules. */
    public RetryPolicy policyWithRules() {
        List<RetryPolicy.Rule> rules = Stream.generate(
                        () -> new RetryPolicy.Rule(when(1), maybe(() -> stop(1)), maybe(() -> wait(1))))
                .limit(random.nextInt(3))
                .toList();
        return new RetryPolicy(stop(2), wait(2), when(2), rules);
    }

    private <T> Optional<T> maybe(Supplier<T> what) {
        return random.nextBoolean() ? Optional.of(what.get()) : Optional.empty();
    }

    public Stop stop(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Stop.never();
            case 1 -> Stop.afterAttempts(1 + random.nextInt(8));
            case 2 -> new Stop.After(shortOrLong(240));
            case 3 -> new Stop.Before(shortOrLong(240));
            case 4 -> new Stop.Any(several(() -> stop(depth - 1)));
            default -> new Stop.All(several(() -> stop(depth - 1)));
        };
    }

    public Wait wait(int depth) {
        Duration from = shortOrLong(40);
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> Wait.none();
            case 1 -> Wait.fixed(from);
            case 2 -> new Wait.Random(from, from.plus(time(40)));
            case 3 -> new Wait.Incrementing(from, time(40), from.plus(time(200)));
            case 4 -> new Wait.Exponential(growth());
            case 5 -> new Wait.RandomExponential(growth());
            case 6 -> new Wait.ExponentialJitter(growth(), time(24));
            case 7 -> new Wait.FromError(Wait.fixed(from), Duration.ofHours(1));
            case 8 -> new Wait.Chain(several(() -> wait(depth - 1)));
            default -> new Wait.Sum(several(() -> wait(depth - 1)));
        };
    }

    private Growth growth() {
        Duration from = time(24);
        Duration least = random.nextBoolean() ? Duration.ZERO : time(24);
        Duration to = (from.compareTo(least) > 0 ? from : least).plus(time(400));
        return new Growth(from, to, oneOf(List.of(2.0, 1.5, 3.0, 1.0, 0.5, 10.0)), least);
    }

    public RetryWhen when(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> random.nextInt(3) == 0 ? new RetryWhen.Never() : new RetryWhen.Always();
            case 1 -> new RetryWhen.OfKind(Set.of(oneOf(List.of(Kind.REPEATABLE, Kind.RESOURCES, Kind.REFUSED_ROWS))));
            case 2 ->
                new RetryWhen.OfTrouble(Set.copyOf(List.of(oneOf(List.of(Trouble.values())), Trouble.STORE_AWAY)));
            case 3 -> exception();
            case 4 -> message();
            case 5 -> new RetryWhen.Not(random.nextBoolean() ? exception() : message());
            case 6 -> new RetryWhen.Any(several(() -> when(depth - 1)));
            default -> new RetryWhen.All(several(() -> when(depth - 1)));
        };
    }

    private RetryWhen exception() {
        return new RetryWhen.OfException(oneOf(CLASSES).get(0), oneOf(List.of(Reach.values())));
    }

    private RetryWhen message() {
        Comparison comparison = oneOf(List.of(Comparison.values()));
        return new RetryWhen.OfMessage(
                oneOf(comparison == Comparison.MATCHES ? PATTERNS : MESSAGES.subList(0, 4)), comparison);
    }

    /** Two or three. */
    private <T> List<T> several(Supplier<T> each) {
        return Stream.generate(each).limit(2 + random.nextInt(2)).toList();
    }

    /** Short ones are often equal to each other, and sums of them to what is asked for. */
    public Duration shortOrLong(int eighths) {
        return time(random.nextBoolean() ? 6 : eighths);
    }

    /** Up to so many eighths of a second. */
    public Duration time(int eighths) {
        return Duration.ofMillis(EIGHTH * random.nextInt(eighths));
    }

    public <T> T oneOf(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    public SplittableRandom random() {
        return random;
    }
}
