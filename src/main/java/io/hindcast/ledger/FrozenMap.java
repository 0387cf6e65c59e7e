package io.hindcast.ledger;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A map that never changes, in the order of its keys: copies of it are itself, so that equal ones are often the same. */
public final class FrozenMap<V> extends AbstractMap<String, V> {

    private final Map<String, V> map;

    private FrozenMap(Map<String, V> map) {
        this.map = Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /** A map that has these pairs, whatever becomes of the one that is given. */
    public static <V> Map<String, V> of(Map<String, V> map) {
        return map instanceof FrozenMap<V> ? map : new FrozenMap<>(map);
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return map.entrySet();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && map.containsKey(key);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return key == null ? null : map.get(key);
    }
}
