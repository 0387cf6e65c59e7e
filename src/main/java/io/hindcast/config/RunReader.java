package io.hindcast.config;

import io.hindcast.retry.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code parallel: 4}, {@code budget: {wall: 2h}} and {@code retry: {stop: {attempts: 4}, wait: {exponential: {from: 1s, to: 1m}}}}. */
final class RunReader {

    /** More steps at once than any cluster serves. */
    static final int MOST_PARALLEL = 1_024;

    private static final String STEP_EXAMPLE = "step: 5m";
    private static final String TIMEOUT_EXAMPLE = "timeout: 2h";
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

    private final ProblemLog log;
    private final OwnClasses classes;

    RunReader(ProblemLog log, OwnClasses classes) {
        this.log = log;
        this.classes = classes;
    }

    /** The keys {@code parallel}, {@code retry}, {@code budget}, {@code step}, {@code fair} and {@code callbacks} of a mapping that may have others. */
    RunDefaults read(YamlMapping mapping) {
        OptionalInt parallel = parallel(mapping, "parallel: 4");
        Optional<RetryPolicy> retry =
                new RetryReader(log, classes).read(mapping).map(change -> change.of(RetryPolicy.standard()));
        return new RunDefaults(
                parallel,
                retry,
                Optional.empty(),
                BudgetReader.read(mapping),
                step(mapping),
                FairReader.read(mapping),
                timeout(mapping),
                new CallbackReader(log).read(mapping));
    }

    /** The key {@code parallel} of a mapping that may have others. */
    static OptionalInt parallel(YamlMapping mapping, String example) {
        return mapping.optional("parallel")
                .map(value -> value.smallInteger(1, MOST_PARALLEL, example))
                .orElse(OptionalInt.empty());
    }

    /** The key {@code step} of a mapping that may have others: how long a step should take. */
    static Optional<Duration> step(YamlMapping mapping) {
        return mapping.optional("step").flatMap(value -> time(value, STEP_EXAMPLE));
    }

    /** The key {@code timeout} of a mapping that may have others: how long an attempt may take. */
    static Optional<Duration> timeout(YamlMapping mapping) {
        return mapping.optional("timeout").flatMap(value -> time(value, TIMEOUT_EXAMPLE));
    }

    /** Shorter than a second no step is. */
    private static Optional<Duration> time(YamlValue value, String example) {
        return value.duration(example)
                .flatMap(time -> time.compareTo(SHORTEST_STEP) >= 0
                        ? Optional.of(time)
                        : value.wrongType("a time of at least 1s", example));
    }
}
