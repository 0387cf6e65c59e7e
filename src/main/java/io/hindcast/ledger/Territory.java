package io.hindcast.ledger;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.ProblemException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a lease covers, as text: another process wrote it, perhaps when the warehouse was declared otherwise. What cannot
 * be understood any more means all partitions of its asset.
 *
 * @param writes source or asset to the set that is written
 * @param reads asset to the set that is read
 */
public record Territory(SortedMap<String, String> writes, SortedMap<String, String> reads) {

    /** In place of a name: everything that there is. */
    private static final String EVERYTHING = "*";

    public Territory {
        writes = Collections.unmodifiableSortedMap(new TreeMap<>(writes));
        reads = Collections.unmodifiableSortedMap(new TreeMap<>(reads));
    }

    /** Of these sets by name. */
    public static Territory of(Map<String, String> writes, Map<String, String> reads) {
        return new Territory(new TreeMap<>(writes), new TreeMap<>(reads));
    }

    /** The whole warehouse: what a lease of before covers, which names no sets. */
    public static Territory everything() {
        return of(Map.of(EVERYTHING, EVERYTHING), Map.of());
    }

    /** What is written of a source or an asset. */
    public PartitionSet writesOf(String name, Partitioning partitioning) {
        return writes.containsKey(EVERYTHING) ? partitioning.domain() : set(writes.get(name), partitioning);
    }

    /** What is read of an asset. */
    public PartitionSet readsOf(String name, Partitioning partitioning) {
        return set(reads.get(name), partitioning);
    }

    /** What is written or read of an asset: nobody else may write there. */
    public PartitionSet usesOf(String name, Partitioning partitioning) {
        return writesOf(name, partitioning).union(readsOf(name, partitioning));
    }

    private static PartitionSet set(@Nullable String text, Partitioning partitioning) {
        if (text == null) {
            return PartitionSet.empty(partitioning);
        }
        try {
            return partitioning.parse(text);
        } catch (ProblemException otherGrain) {
            return partitioning.domain();
        }
    }
}
