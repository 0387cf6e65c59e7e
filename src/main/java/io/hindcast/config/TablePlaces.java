package io.hindcast.config;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.Place;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Sees to it that no table lies in or within the place of another, or in that of Hindcast's own files. */
final class TablePlaces {

    private final String root;
    private final ProblemLog log;
    private final Map<String, Owner> owners = new TreeMap<>();

    TablePlaces(String root, ProblemLog log) {
        this.root = root;
        this.log = log;
    }

    private record Owner(String name, Place place) {}

    void check(Collection<SourceDeclaration> sources, Collection<AssetDeclaration> assets) {
        owners.put(root + "/_hindcast", new Owner("Hindcast's own files", Place.of(root)));
        sources.forEach(source ->
                take(source.path(), new Owner(source.name(), source.places().of("path"))));
        assets.forEach(asset ->
                take(asset.path(), new Owner(asset.name(), asset.places().of("path"))));
    }

    private void take(String path, Owner owner) {
        for (Map.Entry<String, Owner> other : owners.entrySet()) {
            if (isWithin(path, other.getKey()) || isWithin(other.getKey(), path)) {
                Owner taken = other.getValue();
                log.add(DeclarationProblems.sharedPath(owner.name(), path, taken.name(), taken.place()), owner.place());
                return;
            }
        }
        owners.put(path, owner);
    }

    private static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
