package io.hindcast.report;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Step;
import io.hindcast.run.FailureDetail;
import io.hindcast.run.PastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One run: its plan, and what became of each step.
 *
 * @param run as the ledger tells of it
 * @param plan empty when the run had none, or it is not to be found any more
 * @param steps of the plan in their order, or those that the ledger tells of
 */
public record RunStory(PastRun run, Optional<Plan> plan, List<OfStep> steps) {

    /** What ends a partition's part in a run. */
    private static final Set<Event> ENDS = Set.of(Event.COMMITTED, Event.UNCHANGED, Event.QUARANTINED, Event.SKIPPED);

    public RunStory {
        steps = List.copyOf(steps);
    }

    /**
     * A step of the run.
     *
     * @param planned empty when the plan is not to be found any more
     * @param became partitions by what became of them; those of a cancelled or dead run may be in none
     * @param failures its failed attempts, oldest first
     * @param seconds of all its attempts together
     * @param tries how it was tried
     */
    public record OfStep(
            String id,
            String asset,
            Optional<Step> planned,
            Map<Event, GroupedEntry> became,
            List<GroupedEntry> failures,
            double seconds,
            Tries tries) {

        public OfStep {
            became = Map.copyOf(became);
            failures = List.copyOf(failures);
        }

        /** How many of its partitions met an end. */
        long count(Event event) {
            GroupedEntry group = became.get(event);
            return group == null ? 0 : group.count();
        }

        /** How many planned partitions met none. */
        long left() {
            long ended = ENDS.stream().mapToLong(this::count).sum();
            return planned.map(step -> Math.max(0, step.partitions().count() - ended))
                    .orElse(0L);
        }
    }

    /**
     * The story of a run.
     *
     * @param partitioning of an asset; empty when it is not declared any more
     */
    public static RunStory of(PastRun run, Optional<Plan> plan, Function<String, Optional<Partitioning>> partitioning) {
        Map<String, List<Entry>> byStep = new LinkedHashMap<>();
        Map<String, Step> planned = new HashMap<>();
        plan.ifPresent(known -> known.steps().forEach(step -> {
            byStep.put(step.id(), new ArrayList<>());
            planned.put(step.id(), step);
        }));
        for (Entry entry : run.entries()) {
            if (!entry.step().isEmpty()) {
                byStep.computeIfAbsent(root(entry.step()), id -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<OfStep> steps = new ArrayList<>();
        byStep.forEach(
                (id, entries) -> steps.add(step(id, Optional.ofNullable(planned.get(id)), entries, partitioning)));
        return new RunStory(run, plan, steps);
    }

    private static OfStep step(
            String id,
            Optional<Step> planned,
            List<Entry> entries,
            Function<String, Optional<Partitioning>> partitioning) {
        String asset = id.substring(0, Math.max(0, id.lastIndexOf('/')));
        Map<Event, GroupedEntry> became = new EnumMap<>(Event.class);
        for (Event event : ENDS) {
            List<Entry> own =
                    entries.stream().filter(entry -> entry.event() == event).toList();
            if (!own.isEmpty()) {
                became.put(event, GroupedEntry.together(own, partitioning.apply(asset)));
            }
        }
        List<Entry> failed =
                entries.stream().filter(entry -> entry.event() == Event.FAILED).toList();
        return new OfStep(
                id, asset, planned, became, GroupedEntry.of(failed, partitioning), seconds(entries), Tries.of(entries));
    }

    /**
     * How a step was tried, its halves included.
     *
     * @param attempts how often
     * @param idle how many seconds were waited between attempts, added up
     * @param delay how many seconds passed from the begin of the first attempt to the end of the last
     */
    public record Tries(int attempts, double idle, double delay) {

        private static final double MILLIS = 1000;

        static Tries of(List<Entry> entries) {
            Map<Try, Double> waited = new HashMap<>();
            List<Instant> times = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.attempt().isPresent()) {
                    // Of each attempt there may be several rows; those of its begin and of its failure tell the same.
                    double time = FailureDetail.parse(entry.detail()).waited().orElse(0);
                    waited.merge(new Try(entry.step(), entry.attempt().orElse(0)), time, Math::max);
                    times.add(entry.at());
                }
            }
            double idle =
                    waited.values().stream().mapToDouble(Double::doubleValue).sum();
            double delay = times.isEmpty()
                    ? 0
                    : Duration.between(Collections.min(times), Collections.max(times))
                                    .toMillis()
                            / MILLIS;
            return new Tries(waited.size(), Math.round(idle * MILLIS) / MILLIS, delay);
        }
    }

    private record Try(String step, int attempt) {}

    /** Each attempt once: all partitions of a commit tell the time that it took. */
    private static double seconds(List<Entry> entries) {
        Set<Try> seen = new HashSet<>();
        return entries.stream()
                .filter(entry -> entry.seconds().isPresent())
                .filter(entry -> seen.add(new Try(entry.step(), entry.attempt().orElse(0))))
                .mapToDouble(entry -> entry.seconds().getAsDouble())
                .sum();
    }

    /** The planned step that a half is of. */
    private static String root(String step) {
        int dot = step.indexOf('.', step.lastIndexOf('/') + 1);
        return dot < 0 ? step : step.substring(0, dot);
    }
}
