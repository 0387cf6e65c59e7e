package io.hindcast.plan;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan was made from. It holds as long as no partition that it reads or writes and no code moved.
 *
 * @param sources source to the version that steps read
 * @param fingerprints asset to the fingerprint of its job
 * @param targets asset to the version of its table, for assets that the plan reads or writes; -1 for no table
 * @param tables source or asset to the id of its table, where there is one; plans of before tell none
 */
public record Seals(
        Map<String, Long> sources,
        Map<String, String> fingerprints,
        Map<String, Long> targets,
        Map<String, String> tables) {

    public Seals {
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
        fingerprints = Collections.unmodifiableMap(new TreeMap<>(fingerprints));
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }
}
