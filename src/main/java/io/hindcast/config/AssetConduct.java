package io.hindcast.config;

import io.hindcast.retry.RetryChange;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the steps of one asset are run, as far as its declaration says so.
 *
 * @param retry how they are tried again
 * @param parallel how many of them may run at once
 * @param pool the pool that they share with other assets
 * @param step how long one of them should take at most
 * @param weight how many times as many cores as those of an asset of weight one
 * @param timeout how long an attempt of one may take
 */
record AssetConduct(
        Optional<RetryChange> retry,
        OptionalInt parallel,
        Optional<String> pool,
        Optional<Duration> step,
        OptionalInt weight,
        Optional<Duration> timeout) {

    private static final String PARALLEL_EXAMPLE = "parallel: 1";
    private static final String POOL_EXAMPLE = "pool: crm";

    /** Nothing said. */
    static AssetConduct none() {
        return new AssetConduct(
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** The keys {@code retry}, {@code parallel}, {@code pool}, {@code step}, {@code weight} and {@code timeout} of an asset. */
    static AssetConduct read(YamlMapping mapping, ProblemLog log, OwnClasses classes) {
        return new AssetConduct(
                new RetryReader(log, classes).read(mapping),
                RunReader.parallel(mapping, PARALLEL_EXAMPLE),
                mapping.optional("pool").flatMap(value -> value.text(POOL_EXAMPLE)),
                RunReader.step(mapping),
                FairReader.weight(mapping, "weight: 2"),
                RunReader.timeout(mapping));
    }
}
