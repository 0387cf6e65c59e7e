package io.hindcast.config;

import io.hindcast.retry.RetryChange;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.RetryWhen;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code retry: {stop: {attempts: 4}, wait: {exponential: {from: 1s, to: 1m}}, on: {kind: resources}, errors: [{on:
 * {kind: store_away}, stop: {after: 1h}}]}}.
 */
final class RetryReader {

    static final String EXAMPLE = "retry: {stop: {attempts: 4}, wait: {fixed: 5s}}";
    private static final String ERRORS_EXAMPLE = "errors: [{on: {kind: store_away}, stop: {after: 1h}}]";

    private final StopReader stops;
    private final WaitReader waits;
    private final RetryWhenReader conditions;

    RetryReader(ProblemLog log, OwnClasses classes) {
        this.stops = new StopReader(log, classes);
        this.waits = new WaitReader(log, classes);
        this.conditions = new RetryWhenReader(log, classes);
    }

    /** The key {@code retry} of a mapping that may have others. */
    Optional<RetryChange> read(YamlMapping mapping) {
        return mapping.optional("retry").flatMap(this::retry);
    }

    private Optional<RetryChange> retry(YamlValue value) {
        if (value.isWord("none")) {
            return Optional.of(RetryChange.toNone());
        }
        return value.mapping(EXAMPLE).map(this::change);
    }

    private RetryChange change(YamlMapping mapping) {
        for (String key : List.of("attempts", "after", "before")) {
            mapping.elsewhere(key, "stop", "retry: {stop: {attempts: 4}}");
        }
        for (String key : List.of("fixed", "exponential", "jitter")) {
            mapping.elsewhere(key, "wait", "retry: {wait: {fixed: 5s}}");
        }
        for (String key : List.of("kind", "code", "exception", "message")) {
            mapping.elsewhere(key, "on", "retry: {on: {kind: resources}}");
        }
        Optional<Stop> stop = mapping.optional("stop").flatMap(stops::read);
        Optional<Wait> wait = mapping.optional("wait").flatMap(waits::read);
        Optional<RetryWhen> when = mapping.optional("on").flatMap(conditions::read);
        List<RetryPolicy.Rule> rules =
                mapping.optional("errors").map(this::rules).orElse(List.of());
        mapping.refuseOthers();
        return new RetryChange(stop, wait, when, rules, false);
    }

    private List<RetryPolicy.Rule> rules(YamlValue value) {
        List<RetryPolicy.Rule> rules = new ArrayList<>();
        for (YamlValue item : value.list(ERRORS_EXAMPLE).orElse(List.of())) {
            item.mapping(ERRORS_EXAMPLE).flatMap(this::rule).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<RetryPolicy.Rule> rule(YamlMapping mapping) {
        Optional<RetryWhen> when = mapping.required("on", ERRORS_EXAMPLE).flatMap(conditions::read);
        Optional<Stop> stop = mapping.optional("stop").flatMap(stops::read);
        Optional<Wait> wait = mapping.optional("wait").flatMap(waits::read);
        mapping.refuseOthers();
        return when.map(condition -> new RetryPolicy.Rule(condition, stop, wait));
    }
}
