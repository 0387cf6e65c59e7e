package io.hindcast.ledger;

import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run is about to write, and what it relies on meanwhile. Where its writes meet another's reads or writes, only
 * one of them may go on. Sources are read at one version, so that reads of them meet nobody; who loads one names it
 * among the writes.
 *
 * @param writes source or asset to the set that is written; none of them empty
 * @param reads asset to the set that is read; none of them empty
 */
public record Footprint(SortedMap<String, PartitionSet> writes, SortedMap<String, PartitionSet> reads) {

    public Footprint {
        writes = withoutEmpty(writes);
        reads = withoutEmpty(reads);
    }

    /** Of sets by name. */
    public static Footprint of(Map<String, PartitionSet> writes, Map<String, PartitionSet> reads) {
        return new Footprint(new TreeMap<>(writes), new TreeMap<>(reads));
    }

    private static SortedMap<String, PartitionSet> withoutEmpty(Map<String, PartitionSet> sets) {
        TreeMap<String, PartitionSet> kept = new TreeMap<>(sets);
        kept.values().removeIf(PartitionSet::isEmpty);
        return Collections.unmodifiableSortedMap(kept);
    }

    /** Whether nothing is written. */
    public boolean isIdle() {
        return writes.isEmpty();
    }

    /** The same as text. */
    public Territory territory() {
        return Territory.of(texts(writes), texts(reads));
    }

    private static Map<String, String> texts(Map<String, PartitionSet> sets) {
        TreeMap<String, String> texts = new TreeMap<>();
        sets.forEach((name, set) -> texts.put(name, set.toString()));
        return texts;
    }

    /** Whether this and what someone else holds get in each other's way. */
    public boolean meets(Territory other) {
        return writes.entrySet().stream()
                        .anyMatch(
                                own -> other.usesOf(own.getKey(), own.getValue().partitioning())
                                        .intersects(own.getValue()))
                || reads.entrySet().stream()
                        .anyMatch(own -> other.writesOf(
                                        own.getKey(), own.getValue().partitioning())
                                .intersects(own.getValue()));
    }

    /** Whether all of this is allowed to who holds a territory. */
    public boolean isWithin(Territory held) {
        return writes.entrySet().stream()
                        .allMatch(own -> held.writesOf(
                                        own.getKey(), own.getValue().partitioning())
                                .containsAll(own.getValue()))
                && reads.entrySet().stream()
                        .allMatch(
                                own -> held.usesOf(own.getKey(), own.getValue().partitioning())
                                        .containsAll(own.getValue()));
    }
}
