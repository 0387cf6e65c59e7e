package io.hindcast.cli;

import io.hindcast.callback.Callback;
import io.hindcast.config.ConfiguredWarehouse;
import io.hindcast.config.OperatorSettings;
import io.hindcast.config.RunDefaults;
import io.hindcast.plan.Means;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.run.Budget;
import io.hindcast.run.FairShare;
import io.hindcast.run.Limits;
import io.hindcast.run.Rate;
import io.hindcast.run.Sizing;
import io.hindcast.run.Timeouts;
import io.hindcast.spark.Cores;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the runs of a warehouse go about their work: as the command says, else as the warehouse does, else as the operator
 * does, else as is usual.
 */
record RunSettings(ConfiguredWarehouse configured, OperatorSettings operator) {

    private static final int PARALLEL = 4;

    /** Long enough that what a step costs by itself is little, and short enough that little is lost when one fails. */
    private static final Duration STEP = Duration.ofMinutes(5);

    /** Longer than Spark needs to end its tasks, and shorter than a process that is told to end may take. */
    private static final long GRACE_SECONDS = 20;

    private RunDefaults defaults() {
        return configured.defaults().or(operator.run());
    }

    RetryPolicies retry() {
        return configured.retries(defaults().retry().orElse(RetryPolicy.standard()));
    }

    /** What computing costs; empty where nobody declared it. */
    Optional<Rate> rate() {
        return defaults().rate();
    }

    /** What a run may use: as the command says, and of what it says nothing, the warehouse, then the operator. */
    Budget budget(Arguments arguments) {
        return arguments.conduct().budget().or(defaults().budget());
    }

    /** How long steps should take at most. */
    Sizing.Aim aim() {
        return Sizing.Aim.of(defaults().step().orElse(STEP), configured.steps());
    }

    /** How steps share cores with other work of the same application. */
    FairShare fairShare() {
        return defaults().fair().orElse(FairShare.standard());
    }

    /** Who is told what happens. */
    List<Callback> callbacks() {
        return defaults().callbacks();
    }

    /** Asset to how many times as many cores its steps get as those of others. */
    Map<String, Integer> weights() {
        return configured.weights();
    }

    /** The zone by whose clock people here go. */
    ZoneId zone() {
        return configured.declaration().zone();
    }

    /** With what plans are carried out. */
    Means means(int parallel) {
        return new Means(
                parallel,
                Cores.of(operator.spark(), System.getProperties()),
                rate().map(rate -> new Means.Price(rate.coreHour(), rate.currency())));
    }

    /** How long attempts of steps may take. */
    Timeouts timeouts() {
        return configured.timeouts(
                defaults().timeout(), Duration.ofSeconds(Long.getLong("hindcast.grace.seconds", GRACE_SECONDS)));
    }

    /** How many steps may run side by side: in all, of an asset, and of a pool. */
    Limits limits(Arguments arguments) {
        return configured.limits(parallel(arguments));
    }

    int parallel(Arguments arguments) {
        return arguments.conduct().parallel().orElse(defaults().parallel().orElse(PARALLEL));
    }
}
