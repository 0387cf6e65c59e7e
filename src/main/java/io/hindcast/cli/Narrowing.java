package io.hindcast.cli;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.config.FolderReading;
import io.hindcast.problem.Place;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A part of what a folder declares: some assets and all that they read. What is wrong elsewhere is left aside.
 *
 * @param declaration with all sources
 * @param problems of the files that are left
 */
record Narrowing(WarehouseDeclaration declaration, List<Problem> problems) {

    /**
     * Narrows to the assets that are named.
     *
     * @param words assets or {@code tag:x}; none for all assets
     * @throws ProblemException when one names nothing
     */
    static Narrowing of(FolderReading reading, List<String> words, JobInspector jobs) {
        WarehouseDeclaration all = reading.warehouse().declaration();
        if (words.isEmpty()) {
            return new Narrowing(all, reading.problems());
        }
        Map<String, AssetDeclaration> assets = new HashMap<>();
        all.assets().forEach(asset -> assets.put(key(asset.name()), asset));
        Set<String> unreadable = new HashSet<>();
        reading.unreadable().forEach(name -> unreadable.add(key(name)));
        Set<String> wanted = closure(named(words, all, unreadable), assets, jobs);
        boolean readsUnreadable = wanted.stream().anyMatch(unreadable::contains);
        Set<String> others = new HashSet<>();
        assets.forEach((name, asset) -> {
            if (!wanted.contains(name)) {
                others.add(asset.place().file());
            }
        });
        Set<String> own = new HashSet<>();
        assets.forEach((name, asset) -> {
            if (wanted.contains(name)) {
                own.add(asset.place().file());
            }
        });
        List<Problem> problems = reading.problems().stream()
                .filter(problem -> problem.place()
                        .map(Place::file)
                        .filter(file -> !own.contains(file) && !file.endsWith("warehouse.yaml"))
                        .filter(file -> others.contains(file) || !readsUnreadable)
                        .isEmpty())
                .toList();
        List<AssetDeclaration> left = all.assets().stream()
                .filter(asset -> wanted.contains(key(asset.name())))
                .toList();
        return new Narrowing(
                new WarehouseDeclaration(
                        all.name(), all.folder(), all.root(), all.zone(), all.sources(), left, all.jars()),
                problems);
    }

    /** Names are one whatever their letter case. */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Set<String> named(List<String> words, WarehouseDeclaration all, Set<String> unreadable) {
        Set<String> named = new HashSet<>();
        for (String word : words) {
            List<String> found = new ArrayList<>();
            for (AssetDeclaration asset : all.assets()) {
                boolean tagged = word.startsWith("tag:") && asset.tags().contains(word.substring("tag:".length()));
                if (tagged || key(asset.name()).equals(key(word))) {
                    found.add(key(asset.name()));
                }
            }
            if (unreadable.contains(key(word))) {
                found.add(key(word));
            }
            if (found.isEmpty()) {
                Set<String> known = new TreeSet<>(unreadable);
                known.remove(WarehouseResolver.ANY_NAME);
                all.assets().forEach(asset -> known.add(asset.name()));
                throw Problems.raise(PlanningProblems.unknownSelection(word, known));
            }
            named.addAll(found);
        }
        return named;
    }

    private static Set<String> closure(Set<String> named, Map<String, AssetDeclaration> assets, JobInspector jobs) {
        Set<String> closure = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(named);
        while (!open.isEmpty()) {
            String name = open.remove();
            AssetDeclaration asset = assets.get(name);
            if (closure.add(name) && asset != null) {
                asset.inputs().keySet().forEach(input -> open.add(key(input)));
                reads(asset, jobs).forEach(input -> open.add(key(input)));
            }
        }
        return closure;
    }

    private static Set<String> reads(AssetDeclaration asset, JobInspector jobs) {
        try {
            return jobs.relations(asset);
        } catch (ProblemException e) {
            // Told when the asset is resolved.
            return Set.of();
        }
    }
}
