package io.hindcast.run;

import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryContext;
import io.hindcast.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * Decides what becomes of a failed attempt of a step or a half.
 *
 * @param track how it was tried, this attempt included
 * @param now when it failed
 */
record Retrying(RetryPolicy policy, Fragment fragment, Track track, Instant now) {

    /** What was decided, and how it was tried with that. */
    record Ruling(Verdict verdict, Track track) {}

    /**
     * Decides.
     *
     * @param random numbers from 0 to 1, for waits that draw lots
     */
    Ruling on(Failure failure, DoubleSupplier random) {
        return switch (failure.kind()) {
            case FOREIGN_WRITE ->
                new Ruling(
                        Verdict.of(Verdict.Then.LEFT, "someone else wrote its partitions, and their data stay"), track);
            case OUTCOME_UNKNOWN -> lookAgain(failure, random);
            case TABLE_MOVED ->
                policy.rule(failure).isPresent()
                        ? byPolicy(failure, random)
                        // Not the step's doing: it takes the next number, and the failure is not counted.
                        : again("", Duration.ZERO, "tried again at once, and not counted: the table moved", track);
            case REPEATABLE, RESOURCES, REFUSED_ROWS, PERMANENT -> byPolicy(failure, random);
        };
    }

    private Ruling lookAgain(Failure failure, DoubleSupplier random) {
        RetryContext context = new RetryContext(Math.max(1, track.attempts()), sinceFirst(), track.idle(), failure);
        return again(
                "",
                policy.governing(failure).backoff().after(context, random),
                "tried again until it is known what came of it; the next attempt looks before it writes",
                track);
    }

    private Ruling byPolicy(Failure failure, DoubleSupplier random) {
        boolean known =
                fragment.knownFailure().filter(failure.signature()::equals).isPresent();
        // A cluster that gave out says nothing of a partition: alone, it gets all its attempts.
        boolean alone = failure.kind() == Failure.Kind.RESOURCES
                && fragment.partitions().count() == 1;
        if (known && !alone) {
            return new Ruling(
                    Verdict.of(afterAll(failure), "not tried again: its batch failed alike"), track.failed(""));
        }
        // What was waited for with patience as a batch is not waited for once more with each of its partitions.
        RetryPolicy own = known ? policy.withoutRules() : policy;
        String rule = own.rule(failure).map(each -> each.when().toString()).orElse("");
        Track counted = track.failed(rule);
        Track.Count count = counted.count(rule);
        RetryContext context = new RetryContext(
                count.failed(),
                count.first().map(begin -> Duration.between(begin, now)).orElse(Duration.ZERO),
                count.idle(),
                failure);
        RetryPolicy.Answer answer = own.governing(failure).answer(context, random);
        return answer.pause()
                .map(time -> again(rule, time, answer.why(), counted))
                .orElseGet(
                        () -> new Ruling(new Verdict(afterAll(failure), Duration.ZERO, answer.why(), rule), counted));
    }

    private static Ruling again(String rule, Duration time, String why, Track track) {
        return new Ruling(new Verdict(Verdict.Then.AGAIN, time, why, rule), track.waiting(rule, time));
    }

    /** What comes where no further attempt is made: no part of a job that cannot run can. */
    private static Verdict.Then afterAll(Failure failure) {
        return switch (failure.kind()) {
            case PERMANENT, TABLE_MOVED -> Verdict.Then.QUARANTINED;
            default -> Verdict.Then.HALVED;
        };
    }

    private Duration sinceFirst() {
        return track.sinceFirst(now);
    }
}
