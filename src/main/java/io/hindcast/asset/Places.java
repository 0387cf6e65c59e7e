package io.hindcast.asset;

import io.hindcast.problem.Place;
import java.util.Map;
import java.util.Optional;

/**
 * Where a declaration stands, and its keys, so that a problem can name the line to change.
 *
 * @param whole where the declaration begins
 * @param keys by key; a key within another after the other and a dot, such as {@code checks.unique}
 */
public record Places(Place whole, Map<String, Place> keys) {

    public Places {
        keys = Map.copyOf(keys);
    }

    /** A declaration of whose keys nothing is known. */
    public static Places of(Place whole) {
        return new Places(whole, Map.of());
    }

    /** The place of a key, else of the key around it, else of the whole. */
    public Place of(String key) {
        return Optional.ofNullable(keys.get(key))
                .or(() -> Optional.ofNullable(keys.get(key.replaceFirst("\\..*", ""))))
                .orElse(whole);
    }
}
