package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What will be rewritten, in which order, why, and what it was concluded from.
 *
 * @param id {@code p-} and a text that no other plan has
 * @param now the moment it speaks of
 * @param request the request in words, as the person gave it
 * @param asked the request as the planner understood it; plans of before tell none
 * @param reset assets whose tables begin anew
 * @param stage landing files that a run would load first; the plan covers what is staged
 * @param steps in topological order
 * @param leftOut asset to cause to selected partitions that are not in a step
 * @param waits what those of them that wait are waiting for
 * @param notes what a reader should know: sets that were rounded, inputs read as they stand
 * @param savings what other declarations would spare of it
 * @param means with what it is to be carried out, as its estimates reckon
 */
public record Plan(
        String warehouse,
        String id,
        Instant now,
        String request,
        Optional<Request> asked,
        Seals sealed,
        List<String> reset,
        List<String> stage,
        List<Step> steps,
        Map<String, Map<LeftOut, PartitionSet>> leftOut,
        List<Wait> waits,
        List<String> notes,
        List<Saving> savings,
        Means means) {

    public Plan {
        reset = List.copyOf(reset);
        stage = List.copyOf(stage);
        steps = List.copyOf(steps);
        waits = List.copyOf(waits);
        notes = List.copyOf(notes);
        savings = List.copyOf(savings);
        leftOut = copyOf(leftOut);
    }

    private static Map<String, Map<LeftOut, PartitionSet>> copyOf(Map<String, Map<LeftOut, PartitionSet>> leftOut) {
        TreeMap<String, Map<LeftOut, PartitionSet>> copy = new TreeMap<>();
        leftOut.forEach((asset, causes) -> {
            EnumMap<LeftOut, PartitionSet> kept = new EnumMap<>(LeftOut.class);
            causes.forEach((cause, set) -> {
                if (!set.isEmpty()) {
                    kept.put(cause, set);
                }
            });
            if (!kept.isEmpty()) {
                copy.put(asset, Collections.unmodifiableMap(kept));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /** The same with other steps: those that are left of it after a death. */
    public Plan withSteps(List<Step> others) {
        return new Plan(
                warehouse, id, now, request, asked, sealed, reset, stage, others, leftOut, waits, notes, savings,
                means);
    }

    /** The same, with partitions that are set aside among what is left out. */
    public Plan settingAside(Map<String, PartitionSet> partitions) {
        Map<String, Map<LeftOut, PartitionSet>> more = new TreeMap<>();
        leftOut.forEach((asset, causes) -> more.put(asset, new EnumMap<>(causes)));
        partitions.forEach((asset, set) -> more.computeIfAbsent(asset, name -> new EnumMap<>(LeftOut.class))
                .merge(LeftOut.QUARANTINED, set, PartitionSet::union));
        return new Plan(
                warehouse, id, now, request, asked, sealed, reset, stage, steps, more, waits, notes, savings, means);
    }

    /** The same, where other runs hold some of it. */
    Plan holdingBack(List<Step> rest, Map<String, Map<LeftOut, PartitionSet>> others, List<Wait> more) {
        return new Plan(
                warehouse, id, now, request, asked, sealed, reset, stage, rest, others, more, notes, savings, means);
    }

    /** The same, with tables that begin anew. */
    public Plan resetting(List<String> assets) {
        return new Plan(
                warehouse, id, now, request, asked, sealed, assets, stage, steps, leftOut, waits, notes, savings,
                means);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What of each asset is left out for a cause; not those of which nothing is. */
    public Map<String, PartitionSet> leftOut(LeftOut cause) {
        Map<String, PartitionSet> sets = new TreeMap<>();
        leftOut.forEach((asset, causes) -> causes.forEach((each, set) -> {
            if (each == cause) {
                sets.put(asset, set);
            }
        }));
        return sets;
    }

    /** How many partitions are left out for a cause. */
    public long count(LeftOut cause) {
        return leftOut(cause).values().stream().mapToLong(PartitionSet::count).sum();
    }

    /** How many partitions the steps rewrite. */
    public long partitions() {
        return steps.stream().mapToLong(step -> step.partitions().count()).sum();
    }

    /** The assets that are rewritten, in the order of their first step. */
    public List<String> assets() {
        return steps.stream().map(Step::asset).distinct().toList();
    }

    /** What all steps together will write, take and cost; the time is from the begin of the first to the end of the last. */
    public Estimate estimate() {
        Estimate one = estimates().values().stream().reduce(Estimate.NOTHING, Estimate::beside);
        double sum = one.seconds().likely();
        return sum > 0 ? one.taking(one.seconds().times(Makespan.of(steps, means.parallel()) / sum)) : one;
    }

    /** What the steps of each asset will write, take and cost, one after the other. */
    public Map<String, Estimate> estimates() {
        Map<String, Estimate> byAsset = new LinkedHashMap<>();
        for (Step step : steps) {
            byAsset.merge(step.asset(), step.estimate(), Estimate::plus);
        }
        return byAsset;
    }

    /** What each asset's steps rewrite together. */
    public Map<String, PartitionSet> rewritten() {
        Map<String, PartitionSet> sets = new LinkedHashMap<>();
        for (Step step : steps) {
            sets.merge(step.asset(), step.partitions(), PartitionSet::union);
        }
        return sets;
    }
}
