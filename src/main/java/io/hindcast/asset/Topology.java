package io.hindcast.asset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order of a graph, or what keeps it from having one.
 *
 * @param order each name after all it reads, ties by name; without what is in a cycle or behind one
 * @param cycles each as a path that begins and ends with the same name
 */
record Topology(List<String> order, List<List<String>> cycles) {

    /**
     * Orders names.
     *
     * @param reads for each name those it reads; names that are no key are left out
     */
    static Topology of(SortedMap<String, SortedSet<String>> reads) {
        SortedMap<String, SortedSet<String>> open = new TreeMap<>();
        Map<String, Set<String>> readers = new HashMap<>();
        reads.forEach((name, inputs) -> {
            SortedSet<String> known = new TreeSet<>(inputs);
            known.retainAll(reads.keySet());
            open.put(name, known);
            known.forEach(input ->
                    readers.computeIfAbsent(input, i -> new LinkedHashSet<>()).add(name));
        });
        TreeSet<String> ready = new TreeSet<>();
        open.forEach((name, inputs) -> {
            if (inputs.isEmpty()) {
                ready.add(name);
            }
        });
        List<String> order = new ArrayList<>();
        for (String next = ready.pollFirst(); next != null; next = ready.pollFirst()) {
            order.add(next);
            open.remove(next);
            for (String reader : readers.getOrDefault(next, Set.of())) {
                SortedSet<String> waiting = open.getOrDefault(reader, new TreeSet<>());
                waiting.remove(next);
                if (waiting.isEmpty()) {
                    ready.add(reader);
                }
            }
        }
        return new Topology(List.copyOf(order), cycles(open));
    }

    /** One shortest cycle through the first name of each knot. */
    private static List<List<String>> cycles(SortedMap<String, SortedSet<String>> open) {
        List<List<String>> cycles = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (String name : open.keySet()) {
            if (!told.contains(name)) {
                List<String> cycle = shortestCycle(name, open);
                if (cycle.stream().noneMatch(told::contains)) {
                    cycles.add(cycle);
                }
                told.addAll(cycle);
            }
        }
        cycles.removeIf(List::isEmpty);
        return List.copyOf(cycles);
    }

    private static List<String> shortestCycle(String start, Map<String, SortedSet<String>> reads) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>(List.of(start));
        for (String at = queue.poll(); at != null; at = queue.poll()) {
            for (String next : reads.getOrDefault(at, new TreeSet<>())) {
                if (next.equals(start)) {
                    return path(start, at, cameFrom);
                }
                if (cameFrom.putIfAbsent(next, at) == null) {
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    private static List<String> path(String start, String last, Map<String, String> cameFrom) {
        List<String> backwards = new ArrayList<>(List.of(start));
        for (String at = last; !at.equals(start); at = cameFrom.getOrDefault(at, start)) {
            backwards.add(at);
        }
        backwards.add(start);
        Collections.reverse(backwards);
        return List.copyOf(backwards);
    }
}
