package io.hindcast.ledger;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partitioning;

/**
 * A table of the warehouse.
 *
 * @param name the source's or asset's name
 * @param path where it lies, absolute or a Hadoop URI
 * @param partitioning how its rows fall into partitions
 */
public record TableRef(String name, String path, Partitioning partitioning) {

    /** The table of an asset. */
    public static TableRef of(Asset asset) {
        return new TableRef(asset.name(), asset.declaration().path(), asset.partitioning());
    }

    /** The table of a source. */
    public static TableRef of(SourceDeclaration source) {
        return new TableRef(source.name(), source.path(), source.partitioning());
    }

    /** The table of a source or asset by its name. */
    public static TableRef of(Warehouse warehouse, String name) {
        return warehouse
                .asset(name)
                .map(TableRef::of)
                .or(() -> warehouse.source(name).map(TableRef::of))
                .orElseThrow(() -> new IllegalArgumentException("neither a source nor an asset: " + name));
    }
}
