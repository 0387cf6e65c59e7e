package io.hindcast.run;

import io.hindcast.ledger.InputRead;
import io.hindcast.problem.StepProblems;
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
 */
final class Watch {

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
     */
    private record Watched(Attempt attempt, Instant began, Optional<Instant> until, Mood mood) {

        Watched in(Mood other, Instant next) {
            return new Watched(attempt, began, Optional.of(next), other);
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
        running.put(attempt.step(), new Watched(attempt, now, until, Mood.GOING));
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
                running.put(each.attempt().step(), each.in(each.mood(), next));
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
        Duration time = timeouts.of(attempt.asset().name()).orElse(Duration.ZERO);
        Failure failure = Failure.of(
                        Failure.Kind.RESOURCES,
                        StepProblems.timedOut(
                                attempt.asset().name(), attempt.partitions().count(), time))
                .from(Origin.of(Trouble.TIMED_OUT));
        double seconds = Duration.between(watched.began(), now).toMillis() / 1000.0;
        return new StepOutcome.Failed(failure, InputRead.ofVersions(attempt.sources()), seconds);
    }
}
