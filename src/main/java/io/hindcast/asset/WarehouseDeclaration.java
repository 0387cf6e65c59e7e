package io.hindcast.asset;

import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A warehouse folder as its files declare it; every name stands once.
 *
 * @param folder the absolute folder that holds {@code warehouse.yaml}
 * @param root where derived tables and what is ours lie, absolute or a Hadoop URI
 * @param zone the zone of assets that name none
 * @param jars the user's jars, absolute
 */
public record WarehouseDeclaration(
        String name,
        String folder,
        String root,
        ZoneId zone,
        List<SourceDeclaration> sources,
        List<AssetDeclaration> assets,
        List<String> jars) {

    public WarehouseDeclaration {
        sources = List.copyOf(sources);
        assets = List.copyOf(assets);
        jars = List.copyOf(jars);
    }

    /** The same sources, and the same assets to be built elsewhere: all of them under one root. */
    public WarehouseDeclaration rootedAt(String other) {
        List<AssetDeclaration> moved = assets.stream()
                .map(asset -> asset.at(other + "/" + asset.name()))
                .toList();
        return new WarehouseDeclaration(name, folder, other, zone, sources, moved, jars);
    }

    /** The same declarations, with the folder, the root and all tables at other places. */
    public WarehouseDeclaration at(UnaryOperator<String> place) {
        return new WarehouseDeclaration(
                name,
                place.apply(folder),
                place.apply(root),
                zone,
                sources.stream()
                        .map(source -> source.at(place.apply(source.path())))
                        .toList(),
                assets.stream()
                        .map(asset -> asset.at(place.apply(asset.path())))
                        .toList(),
                jars);
    }
}
