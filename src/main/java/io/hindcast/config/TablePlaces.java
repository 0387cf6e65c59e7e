package io.hindcast.config;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.Place;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Sees to it that no table lies in or within the place of another, or in that of Hindcast's own files. */
final class TablePlaces {

    private final String root;
    private final ProblemLog log;
    private final NavigableMap<String, Owner> owners = new TreeMap<>();

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
        Optional<Owner> other = holder(path);
        if (other.isPresent()) {
            Owner taken = other.get();
            log.add(DeclarationProblems.sharedPath(owner.name(), path, taken.name(), taken.place()), owner.place());
        } else {
            owners.put(path, owner);
        }
    }

    /** Whose place a path is, or lies in, or holds. */
    private Optional<Owner> holder(String path) {
        for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Owner above = owners.get(path.substring(0, slash));
            if (above != null) {
                return Optional.of(above);
            }
        }
        Owner same = owners.get(path);
        Map.Entry<String, Owner> next = owners.ceilingEntry(path + "/");
        return same != null
                ? Optional.of(same)
                : Optional.ofNullable(next)
                        .filter(below -> below.getKey().startsWith(path + "/"))
                        .map(Map.Entry::getValue);
    }
}
