package io.hindcast.config;

import io.hindcast.run.RetryPolicy;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code parallel: 4} and {@code retry: {stop: {attempts: 4}, wait: {exponential: {from: 1s, to: 1m}}}}. */
final class RunReader {

    private static final int MOST_PARALLEL = 1_024;

    private final ProblemLog log;

    RunReader(ProblemLog log) {
        this.log = log;
    }

    /** The keys {@code parallel} and {@code retry} of a mapping that may have others. */
    RunDefaults read(YamlMapping mapping) {
        OptionalInt parallel = mapping.optional("parallel")
                .map(v -> v.smallInteger(1, MOST_PARALLEL, "parallel: 4"))
                .orElse(OptionalInt.empty());
        Optional<RetryPolicy> retry =
                new RetryReader(log).read(mapping).map(change -> change.of(RetryPolicy.standard()));
        return new RunDefaults(parallel, retry, Optional.empty());
    }
}
