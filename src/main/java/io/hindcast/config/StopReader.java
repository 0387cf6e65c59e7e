package io.hindcast.config;

import io.hindcast.retry.OwnRetry;
import io.hindcast.retry.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code stop: {attempts: 4, after: 10m}}: what is reached first counts. Also {@code stop: never}, and {@code any}
 * and {@code all} over lists of such.
 */
final class StopReader {

    private static final int MOST_ATTEMPTS = 1_000;
    private static final String EXAMPLE = "stop: {attempts: 4}";
    private static final String LIST_EXAMPLE = "all: [{attempts: 4}, {after: 10m}]";

    private final ProblemLog log;
    private final OwnClasses classes;

    StopReader(ProblemLog log, OwnClasses classes) {
        this.log = log;
        this.classes = classes;
    }

    /** When a step is given up; problems are noted. */
    Optional<Stop> read(YamlValue value) {
        if (value.isWord("never")) {
            return Optional.of(Stop.never());
        }
        int before = log.count();
        return value.mapping(EXAMPLE).flatMap(this::stop).filter(stop -> log.count() == before);
    }

    private Optional<Stop> stop(YamlMapping mapping) {
        List<Stop> stops = new ArrayList<>();
        mapping.optional("attempts")
                .ifPresent(v -> v.smallInteger(1, MOST_ATTEMPTS, "attempts: 4")
                        .ifPresent(most -> stops.add(Stop.afterAttempts(most))));
        mapping.optional("after")
                .flatMap(v -> v.duration("after: 10m"))
                .ifPresent(time -> stops.add(new Stop.After(time)));
        mapping.optional("before")
                .flatMap(v -> v.duration("before: 10m"))
                .ifPresent(time -> stops.add(new Stop.Before(time)));
        mapping.optional("class")
                .flatMap(v -> classes.make(v, OwnRetry.StopRule.class))
                .ifPresent(own -> stops.add(new Stop.OfClass(own)));
        mapping.optional("any").ifPresent(v -> stops.add(new Stop.Any(all(v))));
        mapping.optional("all").ifPresent(v -> stops.add(new Stop.All(all(v))));
        mapping.refuseOthers();
        if (mapping.keys().isEmpty()) {
            mapping.required("attempts", EXAMPLE);
        }
        return stops.size() == 1
                ? Optional.of(stops.get(0))
                : Optional.of(stops).filter(some -> !some.isEmpty()).map(Stop.Any::new);
    }

    private List<Stop> all(YamlValue value) {
        return value.list(LIST_EXAMPLE).orElse(List.of()).stream()
                .flatMap(item -> read(item).stream())
                .toList();
    }
}
