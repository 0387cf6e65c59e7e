package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.FileProblems;
import io.hindcast.run.RetryPolicy;
import io.hindcast.run.Wait;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code parallel: 4} and {@code retry: {stop: {attempts: 4}, wait: {exponential: {from: 1s, to: 1m}}}}. */
final class RunReader {

    private static final int MOST_ATTEMPTS = 1_000;
    private static final int MOST_PARALLEL = 1_024;
    private static final String RETRY_EXAMPLE = "retry: {stop: {attempts: 4}, wait: {fixed: 5s}}";
    private static final String WAIT_EXAMPLE = "wait: {exponential: {from: 1s, to: 1m}, jitter: 1s}";

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
                mapping.optional("retry").flatMap(v -> v.mapping(RETRY_EXAMPLE)).map(this::retry);
        return new RunDefaults(parallel, retry, Optional.empty());
    }

    private RetryPolicy retry(YamlMapping mapping) {
        RetryPolicy standard = RetryPolicy.standard();
        int attempts = mapping.optional("stop")
                .flatMap(v -> v.mapping(RETRY_EXAMPLE))
                .map(this::attempts)
                .orElse(OptionalInt.empty())
                .orElse(standard.attempts());
        Optional<YamlValue> wait = mapping.optional("wait");
        mapping.refuseOthers();
        if (wait.isEmpty()) {
            return new RetryPolicy(attempts, standard.backoff(), standard.jitter());
        }
        if (wait.get().isWord("none")) {
            return new RetryPolicy(attempts, Wait.none(), Duration.ZERO);
        }
        return wait.get().mapping(WAIT_EXAMPLE).map(w -> withWait(w, attempts)).orElse(standard);
    }

    private OptionalInt attempts(YamlMapping stop) {
        OptionalInt attempts = stop.required("attempts", "stop: {attempts: 4}")
                .map(v -> v.smallInteger(1, MOST_ATTEMPTS, "attempts: 4"))
                .orElse(OptionalInt.empty());
        stop.refuseOthers();
        return attempts;
    }

    private RetryPolicy withWait(YamlMapping mapping, int attempts) {
        Optional<YamlValue> fixed = mapping.optional("fixed");
        Optional<YamlValue> exponential = mapping.optional("exponential");
        Optional<Duration> jitter = mapping.optional("jitter").flatMap(v -> v.duration("jitter: 1s"));
        mapping.refuseOthers();
        if (fixed.isPresent() && exponential.isPresent()) {
            log.add(
                    DeclarationProblems.contradiction("wait", java.util.List.of("fixed", "exponential")),
                    mapping.placeOf("exponential"));
        }
        Wait wait = fixed.flatMap(v -> v.duration("fixed: 5s"))
                .<Wait>map(Wait::fixed)
                .orElse(Wait.none());
        Optional<Wait> doubling =
                exponential.flatMap(v -> v.mapping(WAIT_EXAMPLE)).flatMap(this::exponential);
        return new RetryPolicy(attempts, doubling.orElse(wait), jitter.orElse(Duration.ZERO));
    }

    private Optional<Wait> exponential(YamlMapping mapping) {
        Optional<Duration> from = mapping.required("from", WAIT_EXAMPLE).flatMap(v -> v.duration("from: 1s"));
        Optional<Duration> to = mapping.required("to", WAIT_EXAMPLE).flatMap(v -> v.duration("to: 1m"));
        mapping.refuseOthers();
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().compareTo(from.get()) < 0) {
            log.add(
                    FileProblems.wrongType(
                            "to", "at least as long as from", "shorter", "exponential: {from: 1s, to: 1m}"),
                    mapping.placeOf("to"));
            return Optional.empty();
        }
        return Optional.of(Wait.exponential(from.get(), to.get()));
    }
}
