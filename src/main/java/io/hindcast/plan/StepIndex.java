package io.hindcast.plan;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The steps of one asset by time, so that those of some partitions are found without looking at all of them. */
final class StepIndex {

    private final List<Step> steps = new ArrayList<>();
    /** The first period of steps to their places in the list. */
    private final NavigableMap<Long, List<Integer>> byFirst = new TreeMap<>();
    /** How far any step reaches beyond its first period. */
    private long reach;

    void add(Step step) {
        if (step.partitions().partitioning().time().isPresent()) {
            long first = step.partitions().timeIntervals().first();
            reach = Math.max(reach, step.partitions().timeIntervals().last() - first);
            byFirst.computeIfAbsent(first, f -> new ArrayList<>()).add(steps.size());
        }
        steps.add(step);
    }

    List<Step> all() {
        return List.copyOf(steps);
    }

    int size() {
        return steps.size();
    }

    /** The ids of the steps that hold some of these partitions, in the order of the steps. */
    List<String> holding(PartitionSet partitions) {
        return candidates(partitions).stream()
                .filter(step -> step.partitions().intersects(partitions))
                .map(Step::id)
                .toList();
    }

    private Collection<Step> candidates(PartitionSet partitions) {
        if (partitions.partitioning().time().isEmpty()) {
            return steps;
        }
        IntervalSet times = partitions.timeIntervals();
        if (times.ranges() > steps.size()) {
            return steps;
        }
        SortedMap<Integer, Step> found = new TreeMap<>();
        for (int range = 0; range < times.ranges(); range++) {
            long from = times.from(range) < Long.MIN_VALUE + reach ? Long.MIN_VALUE : times.from(range) - reach;
            byFirst.subMap(from, times.until(range))
                    .values()
                    .forEach(places -> places.forEach(place -> found.put(place, steps.get(place))));
        }
        return found.values();
    }
}
