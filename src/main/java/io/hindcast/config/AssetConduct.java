package io.hindcast.config;

import io.hindcast.run.RetryChange;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the steps of one asset are run, as far as its declaration says so.
 *
 * @param retry how they are tried again
 * @param parallel how many of them may run at once
 * @param pool the pool that they share with other assets
 */
record AssetConduct(Optional<RetryChange> retry, OptionalInt parallel, Optional<String> pool) {

    private static final String PARALLEL_EXAMPLE = "parallel: 1";
    private static final String POOL_EXAMPLE = "pool: crm";

    /** Nothing said. */
    static AssetConduct none() {
        return new AssetConduct(Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /** The keys {@code retry}, {@code parallel} and {@code pool} of an asset. */
    static AssetConduct read(YamlMapping mapping, ProblemLog log) {
        return new AssetConduct(
                new RetryReader(log).read(mapping),
                RunReader.parallel(mapping, PARALLEL_EXAMPLE),
                mapping.optional("pool").flatMap(value -> value.text(POOL_EXAMPLE)));
    }
}
