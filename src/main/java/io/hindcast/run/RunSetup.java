package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Step;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run does not change by itself.
 *
 * @param steps the planned steps that are left, by id, in the plan's order
 * @param readers step to the steps that come after it
 * @param remaining step to how long the longest path takes that begins with it, in seconds, likely
 * @param orders step to its place in the plan
 * @param firstIds step to the id of the fragment that it begins as, where that is not its own
 * @param earlier step or half to how it was tried before a death
 * @param retry how failed attempts are made again
 * @param limits how many steps may run side by side at its beginning
 */
public record RunSetup(
        Warehouse warehouse,
        Map<String, Step> steps,
        Map<String, List<String>> readers,
        Map<String, Double> remaining,
        Map<String, Integer> orders,
        Map<String, String> firstIds,
        Map<String, Track> earlier,
        RetryPolicies retry,
        Limits limits) {

    /** Of the steps of a plan that are left, with one policy for all assets, and no limit but a number in all. */
    public static RunSetup of(Warehouse warehouse, List<Step> left, Earlier earlier, RetryPolicy retry, int parallel) {
        return of(warehouse, left, earlier, RetryPolicies.same(retry), Limits.ofParallel(parallel));
    }

    /** The same with policies of their own. */
    public static RunSetup of(
            Warehouse warehouse, List<Step> left, Earlier earlier, RetryPolicies retry, int parallel) {
        return of(warehouse, left, earlier, retry, Limits.ofParallel(parallel));
    }

    /** Of the steps of a plan that are left. */
    public static RunSetup of(
            Warehouse warehouse, List<Step> left, Earlier earlier, RetryPolicies retry, Limits limits) {
        Map<String, Step> steps = new LinkedHashMap<>();
        Map<String, Integer> orders = new HashMap<>();
        for (Step step : left) {
            orders.put(step.id(), steps.size());
            steps.put(step.id(), step);
        }
        Map<String, List<String>> readers = new HashMap<>();
        for (Step step : left) {
            for (String before : step.after()) {
                if (steps.containsKey(before)) {
                    readers.computeIfAbsent(before, id -> new ArrayList<>()).add(step.id());
                }
            }
        }
        Map<String, String> firstIds = firstIds(left, earlier);
        return new RunSetup(
                warehouse,
                steps,
                readers,
                remaining(left, readers),
                orders,
                firstIds,
                countedOn(earlier.tracks(), firstIds),
                retry,
                limits);
    }

    /** Where nothing is known of the time that steps take, it is their number that makes a path long. */
    private static Map<String, Double> remaining(List<Step> left, Map<String, List<String>> readers) {
        Map<String, Double> remaining = new HashMap<>();
        List<Step> fromTheEnd = new ArrayList<>(left);
        Collections.reverse(fromTheEnd);
        for (Step step : fromTheEnd) {
            double after = readers.getOrDefault(step.id(), List.of()).stream()
                    .mapToDouble(id -> remaining.getOrDefault(id, 0.0))
                    .max()
                    .orElse(0);
            remaining.put(step.id(), after + seconds(step));
        }
        return remaining;
    }

    private static double seconds(Step step) {
        double likely = step.estimate().seconds().likely();
        return likely > 0 ? likely : 1;
    }

    /**
     * The same where the plan decides which step of an asset comes first: each is as urgent as the most urgent of its
     * asset.
     */
    public RunSetup inOrderOfPlan() {
        Map<String, Double> ofAssets = new HashMap<>();
        steps.values().forEach(step -> ofAssets.merge(step.asset(), remaining.getOrDefault(step.id(), 0.0), Math::max));
        Map<String, Double> levelled = new HashMap<>();
        steps.values().forEach(step -> levelled.put(step.id(), ofAssets.getOrDefault(step.asset(), 0.0)));
        return new RunSetup(warehouse, steps, readers, levelled, orders, firstIds, earlier, retry, limits);
    }

    private static Map<String, String> firstIds(List<Step> left, Earlier earlier) {
        Map<String, String> ids = new HashMap<>();
        for (Step step : left) {
            String id = earlier.idOfRest(step.id());
            if (!id.equals(step.id())) {
                ids.put(step.id(), id);
            }
        }
        return ids;
    }

    /** What goes on under another id goes on counting where its step was. */
    private static Map<String, Track> countedOn(Map<String, Track> tracks, Map<String, String> firstIds) {
        Map<String, Track> all = new HashMap<>(tracks);
        firstIds.forEach((step, id) -> all.merge(id, tracks.getOrDefault(step, Track.NOTHING), Track::and));
        return all;
    }

    RetryPolicy retry(String asset) {
        return retry.of(asset);
    }

    Asset asset(String name) {
        return warehouse.asset(name).orElseThrow(() -> new IllegalArgumentException("no asset " + name));
    }

    Step step(String id) {
        Step step = steps.get(id);
        if (step == null) {
            throw new IllegalArgumentException("no step " + id);
        }
        return step;
    }

    /** The id of the fragment that a step begins as. */
    String firstId(String step) {
        return firstIds.getOrDefault(step, step);
    }

    List<String> readersOf(String step) {
        return readers.getOrDefault(step, List.of());
    }

    /** How long the longest path takes that begins with a step, or with what is left of it, in seconds. */
    double remaining(String step) {
        return remaining.getOrDefault(step, 0.0);
    }

    /** The place of a step in the plan. */
    int order(String step) {
        return orders.getOrDefault(step, Integer.MAX_VALUE);
    }

    /** How many of a step's predecessors are still to come. */
    int predecessors(Step step) {
        return (int) step.after().stream().filter(steps::containsKey).count();
    }

    long partitions() {
        return steps.values().stream()
                .map(Step::partitions)
                .mapToLong(PartitionSet::count)
                .sum();
    }
}
