package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.TableRef;

/** The tables of a warehouse. */
public final class Warehouses {

    private Warehouses() {}

    /** The table of an asset. */
    public static TableRef table(Asset asset) {
        return new TableRef(asset.name(), asset.declaration().path(), asset.partitioning());
    }

    /** The table of a source. */
    public static TableRef table(SourceDeclaration source) {
        return new TableRef(source.name(), source.path(), source.partitioning());
    }

    /** The table of a source or asset. */
    public static TableRef table(Warehouse warehouse, String name) {
        return warehouse
                .asset(name)
                .map(Warehouses::table)
                .or(() -> warehouse.source(name).map(Warehouses::table))
                .orElseThrow(() -> new IllegalArgumentException("neither a source nor an asset: " + name));
    }
}
