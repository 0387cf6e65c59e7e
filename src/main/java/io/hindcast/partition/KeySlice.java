package io.hindcast.partition;

import java.util.SortedSet;

/**
 * Some keys of a key dimension.
 *
 * @param keys any non-empty strings
 */
public record KeySlice(SortedSet<String> keys) implements Slice {

    public KeySlice {
        keys = Keys.copyOf(keys);
    }

    @Override
    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
