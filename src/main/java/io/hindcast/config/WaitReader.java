package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.FileProblems;
import io.hindcast.retry.Growth;
import io.hindcast.retry.OwnRetry;
import io.hindcast.retry.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads {@code wait: {exponential: {from: 1s, to: 1m}, jitter: 1s}} and what else there is of waits; {@code 5s} alone is a
 * fixed wait.
 */
final class WaitReader {

    static final String EXAMPLE = "wait: {exponential: {from: 1s, to: 1m}, jitter: 1s}";
    private static final String RANDOM_EXAMPLE = "random: {from: 1s, to: 5s}";
    private static final String INCREMENTING_EXAMPLE = "incrementing: {from: 1s, by: 5s, to: 1m}";
    private static final String GROWTH_EXAMPLE = "exponential: {from: 1s, to: 1m}";
    private static final String ERROR_EXAMPLE = "from_error: {otherwise: 5s, to: 10m}";
    private static final String LIST_EXAMPLE = "chain: [1s, 5s, {fixed: 1m}]";

    /** However long an error asks for where nothing is said: an hour is longer than a store mends itself. */
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    /** Each of them says the whole. */
    private static final List<String> KINDS = List.of(
            "fixed",
            "random",
            "incrementing",
            "exponential",
            "random_exponential",
            "from_error",
            "class",
            "chain",
            "sum");

    private final ProblemLog log;
    private final OwnClasses classes;

    WaitReader(ProblemLog log, OwnClasses classes) {
        this.log = log;
        this.classes = classes;
    }

    /** How long to wait; problems are noted. */
    Optional<Wait> read(YamlValue value) {
        if (value.isWord("none")) {
            return Optional.of(Wait.none());
        }
        int before = log.count();
        Optional<Wait> wait = value.isMapping()
                ? value.mapping(EXAMPLE).flatMap(this::wait)
                : value.duration("wait: 5s").map(Wait::fixed);
        return wait.filter(known -> log.count() == before);
    }

    private Optional<Wait> wait(YamlMapping mapping) {
        Optional<Wait> wait = Stream.of(
                        of(mapping, "fixed", v -> v.duration("fixed: 5s").map(Wait::fixed)),
                        of(mapping, "random", v -> v.mapping(RANDOM_EXAMPLE).flatMap(this::random)),
                        of(
                                mapping,
                                "incrementing",
                                v -> v.mapping(INCREMENTING_EXAMPLE).flatMap(this::incrementing)),
                        of(
                                mapping,
                                "exponential",
                                v -> v.mapping(GROWTH_EXAMPLE).flatMap(this::exponential)),
                        of(
                                mapping,
                                "random_exponential",
                                v -> v.mapping("random_" + GROWTH_EXAMPLE).flatMap(this::randomExponential)),
                        of(mapping, "from_error", v -> v.mapping(ERROR_EXAMPLE).flatMap(this::fromError)),
                        of(
                                mapping,
                                "class",
                                v -> classes.make(v, OwnRetry.WaitRule.class).map(Wait.OfClass::new)),
                        of(mapping, "chain", v -> all(v).map(Wait.Chain::new)),
                        of(mapping, "sum", v -> all(v).map(Wait.Sum::new)))
                .flatMap(Optional::stream)
                .reduce((first, second) -> first);
        Optional<Duration> jitter = mapping.optional("jitter").flatMap(v -> v.duration("jitter: 1s"));
        mapping.refuseOthers();
        List<String> kinds = KINDS.stream().filter(mapping::has).toList();
        if (kinds.size() > 1) {
            log.add(DeclarationProblems.contradiction("wait", kinds), mapping.placeOf(kinds.get(1)));
        }
        return Optional.of(wait.orElse(Wait.none()).withJitter(jitter.orElse(Duration.ZERO)));
    }

    private static Optional<Wait> of(
            YamlMapping mapping, String key, Function<YamlValue, Optional<? extends Wait>> reader) {
        return mapping.optional(key).flatMap(reader::apply).map(Wait.class::cast);
    }

    private Optional<List<Wait>> all(YamlValue value) {
        return value.list(LIST_EXAMPLE)
                .map(items ->
                        items.stream().flatMap(item -> read(item).stream()).toList())
                .filter(waits -> !waits.isEmpty());
    }

    private Optional<Wait> random(YamlMapping mapping) {
        Optional<Duration> from = time(mapping, "from", RANDOM_EXAMPLE);
        Optional<Duration> to = time(mapping, "to", RANDOM_EXAMPLE);
        mapping.refuseOthers();
        return from.flatMap(least ->
                notBelow(least, "from", to, mapping, RANDOM_EXAMPLE).map(most -> new Wait.Random(least, most)));
    }

    private Optional<Wait> incrementing(YamlMapping mapping) {
        Optional<Duration> from = time(mapping, "from", INCREMENTING_EXAMPLE);
        Optional<Duration> by = time(mapping, "by", INCREMENTING_EXAMPLE);
        Optional<Duration> to = time(mapping, "to", INCREMENTING_EXAMPLE);
        mapping.refuseOthers();
        return from.flatMap(least -> notBelow(least, "from", to, mapping, INCREMENTING_EXAMPLE)
                .flatMap(most -> by.map(step -> new Wait.Incrementing(least, step, most))));
    }

    private Optional<Wait> exponential(YamlMapping mapping) {
        Optional<Duration> jitter = mapping.optional("jitter").flatMap(v -> v.duration("jitter: 1s"));
        Optional<Growth> growth = growth(mapping);
        return growth.map(known -> jitter.<Wait>map(more -> new Wait.ExponentialJitter(known, more))
                .orElseGet(() -> new Wait.Exponential(known)));
    }

    private Optional<Wait> randomExponential(YamlMapping mapping) {
        return growth(mapping).map(Wait.RandomExponential::new);
    }

    private Optional<Growth> growth(YamlMapping mapping) {
        Optional<Duration> from = time(mapping, "from", EXAMPLE);
        Optional<Duration> to = time(mapping, "to", EXAMPLE);
        double base = mapping.optional("base")
                .flatMap(v -> v.amount("base: 2"))
                .map(number -> number.doubleValue())
                .orElse(2.0);
        Duration least =
                mapping.optional("least").flatMap(v -> v.duration("least: 1s")).orElse(Duration.ZERO);
        mapping.refuseOthers();
        return from.flatMap(first -> notBelow(first, "from", to, mapping, GROWTH_EXAMPLE)
                .flatMap(most -> notBelow(least, "least", Optional.of(most), mapping, GROWTH_EXAMPLE))
                .map(most -> new Growth(first, most, base, least)));
    }

    private Optional<Wait> fromError(YamlMapping mapping) {
        Optional<Wait> otherwise = mapping.required("otherwise", ERROR_EXAMPLE).flatMap(this::read);
        Duration most =
                mapping.optional("to").flatMap(v -> v.duration("to: 10m")).orElse(LONGEST_ASKED);
        mapping.refuseOthers();
        return otherwise.map(wait -> new Wait.FromError(wait, most));
    }

    private static Optional<Duration> time(YamlMapping mapping, String key, String example) {
        return mapping.required(key, example).flatMap(v -> v.duration(key + ": 1s"));
    }

    /** The bound, where it is not below the other end. */
    private Optional<Duration> notBelow(
            Duration least, String key, Optional<Duration> to, YamlMapping mapping, String example) {
        if (to.isPresent() && to.get().compareTo(least) < 0) {
            log.add(
                    FileProblems.wrongType("to", "at least as long as " + key, "shorter", example),
                    mapping.placeOf("to"));
            return Optional.empty();
        }
        return to;
    }
}
