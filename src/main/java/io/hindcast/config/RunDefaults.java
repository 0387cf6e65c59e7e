package io.hindcast.config;

import io.hindcast.callback.Callback;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.run.Budget;
import io.hindcast.run.FairShare;
import io.hindcast.run.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How runs behave where the command line does not say otherwise.
 *
 * @param parallel how many steps run at once
 * @param retry how failed steps are repeated
 * @param rate what computing costs
 * @param budget what a run may use
 * @param step how long a step should take at most
 * @param fair how steps share cores with other work of the same application
 * @param timeout how long an attempt of a step may take, until it is ended
 * @param callbacks who is told what happens
 */
public record RunDefaults(
        OptionalInt parallel,
        Optional<RetryPolicy> retry,
        Optional<Rate> rate,
        Budget budget,
        Optional<Duration> step,
        Optional<FairShare> fair,
        Optional<Duration> timeout,
        List<Callback> callbacks) {

    public RunDefaults {
        callbacks = List.copyOf(callbacks);
    }

    /** Nothing said. */
    public static RunDefaults none() {
        return new RunDefaults(
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Budget.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** What these say, and where they say nothing, what the others say; who is told, of both. */
    public RunDefaults or(RunDefaults others) {
        return new RunDefaults(
                parallel.isPresent() ? parallel : others.parallel,
                retry.or(() -> others.retry),
                rate.or(() -> others.rate),
                budget.or(others.budget),
                step.or(() -> others.step),
                fair.or(() -> others.fair),
                timeout.or(() -> others.timeout),
                Stream.concat(callbacks.stream(), others.callbacks.stream()).toList());
    }

    /** The same, and what computing costs where that is said. */
    RunDefaults at(Optional<Rate> said) {
        return new RunDefaults(parallel, retry, said.or(() -> rate), budget, step, fair, timeout, callbacks);
    }
}
