package io.hindcast.run;

import io.hindcast.ledger.InputRead;
import io.hindcast.problem.StepProblems;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Origin;
import io.hindcast.retry.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attempts that run, and until when they may. One that takes too long is told to end, and so are all when the run is to
 * stop; one that does not end then is given up: whatever it still does, it commits nothing. Used on the thread of the event
 * loop alone.
 *
 * <p>One that is committing is left to its commit, for a while: of a commit that hangs nobody knows what will come of it. It
 * is given up as well then, and whoever comes next looks for it before they write.
 */
final class Watch {

    /** So many times as long as other work has a commit to come to its end. */
    static final int GRACES_OF_COMMITS = 15;

    private final StepRunner steps;
    private final Timeouts timeouts;
    private final Map<String, Watched> running = new LinkedHashMap<>();

    Watch(StepRunner steps, Timeouts timeouts) {
        this.steps = steps;
        this.timeouts = timeouts;
    }

    /**
     * An attempt that runs.
     *
     * @param until when it is looked at again
     * @param mood what was done about it
     * @param looks how often it was committing when it was looked at
     */
    private record Watched(Attempt attempt, Instant began, Optional<Instant> until, Mood mood, int looks) {

        Watched in(Mood other, Instant next) {
            return new Watched(attempt, began, Optional.of(next), other, looks);
        }

        Watched committing(Instant next) {
            return new Watched(attempt, began, Optional.of(next), mood, looks + 1);
        }
    }

    private enum Mood {
        GOING,
        /** It took too long, and was told to end. */
        LATE,
        /** The run is to stop, and it was told to end. */
        STOPPED
    }

    void started(Attempt attempt, Instant now) {
        Optional<Instant> until = timeouts.of(attempt.asset().name()).map(now::plus);
        running.put(attempt.step(), new Watched(attempt, now, until, Mood.GOING, 0));
    }

    /** Tells all to end. */
    void stop(Instant now) {
        running.replaceAll((step, each) -> {
            steps.cancel(each.attempt());
            return each.in(Mood.STOPPED, now.plus(timeouts.grace()));
        });
    }

    /** When to look at them again. */
    Optional<Instant> next() {
        return running.values().stream().flatMap(each -> each.until().stream()).min(Instant::compareTo);
    }

    /** Tells those to end that take too long, and gives up those that were told and did not. */
    List<Attempt> look(Instant now) {
        List<Attempt> givenUp = new ArrayList<>();
        for (Watched each : List.copyOf(running.values())) {
            if (each.until().filter(until -> !until.isAfter(now)).isEmpty()) {
                continue;
            }
            Instant next = now.plus(timeouts.grace());
            if (each.mood() == Mood.GOING) {
                steps.cancel(each.attempt());
                running.put(each.attempt().step(), each.in(Mood.LATE, next));
            } else if (steps.abandon(each.attempt())) {
                givenUp.add(each.attempt());
            } else {
                // It is about to commit: soon it is known what came of it.
                Watched committing = each.committing(next);
                running.put(each.attempt().step(), committing);
                if (committing.looks() >= GRACES_OF_COMMITS) {
                    givenUp.add(each.attempt());
                }
            }
        }
        return givenUp;
    }

    /**
     * What the end of an attempt counts as: of one that took too long, whatever failed in the end.
     *
     * @return nothing where it was given up before
     */
    Optional<StepOutcome> ended(Attempt attempt, StepOutcome outcome, InstantSource clock) {
        Watched watched = running.get(attempt.step());
        if (watched == null || watched.attempt().number() != attempt.number()) {
            return Optional.empty();
        }
        running.remove(attempt.step());
        return Optional.of(
                watched.mood() == Mood.GOING || outcome instanceof StepOutcome.Committed
                        ? outcome
                        : outcome(watched, clock.instant()));
    }

    private StepOutcome outcome(Watched watched, Instant now) {
        if (watched.mood() == Mood.STOPPED) {
            return new StepOutcome.Stopped();
        }
        Attempt attempt = watched.attempt();
        double seconds = Duration.between(watched.began(), now).toMillis() / 1000.0;
        return new StepOutcome.Failed(
                watched.looks() >= GRACES_OF_COMMITS ? hanging(attempt) : late(attempt),
                InputRead.ofVersions(attempt.sources()),
                seconds);
    }

    private Failure late(Attempt attempt) {
        Duration time = timeouts.of(attempt.asset().name()).orElse(Duration.ZERO);
        return Failure.of(
                        Failure.Kind.RESOURCES,
                        StepProblems.timedOut(
                                attempt.asset().name(), attempt.partitions().count(), time))
                .from(Origin.of(Trouble.TIMED_OUT));
    }

    private Failure hanging(Attempt attempt) {
        Duration time = timeouts.grace().multipliedBy(GRACES_OF_COMMITS);
        return Failure.of(
                        Failure.Kind.OUTCOME_UNKNOWN,
                        StepProblems.commitHangs(attempt.asset().name(), time))
                .from(Origin.of(Trouble.TIMED_OUT));
    }
}
