package io.hindcast.partition;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The checks and copies that every holder of keys needs. */
final class Keys {

    private Keys() {}

    /** The keys in their natural order, which is the only one: a comparator of the caller would make sets unequal. */
    static SortedSet<String> copyOf(Collection<String> keys) {
        keys.forEach(Keys::check);
        return Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    }

    static String check(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a key must not be empty");
        }
        // Half a surrogate pair is no character and would be lost in every file it is written to.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new IllegalArgumentException("a key must be Unicode text");
        }
        return key;
    }
}
