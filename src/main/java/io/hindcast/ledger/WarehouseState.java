package io.hindcast.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of a whole warehouse at one moment.
 *
 * @param sources by name; every source of the warehouse
 * @param assets by name; every asset of the warehouse
 */
public record WarehouseState(Map<String, SourceState> sources, Map<String, AssetState> assets) {

    public WarehouseState {
        sources = Map.copyOf(sources);
        assets = Map.copyOf(assets);
    }

    /** The same, as if the tables of some assets held nothing. */
    public WarehouseState withEmptied(Collection<String> names) {
        Map<String, AssetState> changed = new HashMap<>(assets);
        names.forEach(name -> changed.put(name, asset(name).emptied()));
        return new WarehouseState(sources, changed);
    }

    /** The state of a source that the warehouse has. */
    public SourceState source(String name) {
        return known(sources.get(name), name);
    }

    /** The state of an asset that the warehouse has. */
    public AssetState asset(String name) {
        return known(assets.get(name), name);
    }

    /** When partitions of a source or asset changed content. */
    public ChangeLog changesOf(String name) {
        return sources.containsKey(name) ? source(name).changes() : asset(name).changes();
    }

    /** The version of the table of a source or asset; -1 when there is none. */
    public long versionOf(String name) {
        return sources.containsKey(name) ? source(name).version() : asset(name).version();
    }

    private static <T> T known(@org.jspecify.annotations.Nullable T state, String name) {
        if (state == null) {
            throw new IllegalArgumentException("nothing was read of " + name);
        }
        return state;
    }
}
