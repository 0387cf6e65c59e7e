package io.hindcast.content;

import java.io.Serializable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * What one task has seen of its partitions: digests of their rows, and whether keys may occur more than once. Not for
 * sharing between threads.
 */
final class TaskTally {

    /** So many hashes of keys one task remembers, at most 64 MB; with more rows a query looks for repeated keys. */
    private static final int MOST_KEYS = 4_000_000;

    /** Partitions that were met lately, each at a place that follows from its rows. */
    private static final int RECENT_BITS = 8;

    private final Recipe recipe;
    private final @Nullable OfPartition[] recent = new OfPartition[1 << RECENT_BITS];
    private final Map<List<@Nullable Object>, OfPartition> partitions = new HashMap<>();
    private int remembered;
    private boolean forgetful;

    TaskTally(Recipe recipe) {
        this.recipe = recipe;
    }

    /**
     * What is to be seen of a row.
     *
     * @param keys one for each uniqueness check that is watched
     */
    record Recipe(RowHasher hasher, PartitionKeys partitions, List<KeyHasher> keys) implements Serializable {}

    /**
     * What a task hands in, by partition as the log names it.
     *
     * @param repeats the numbers of the keys that may occur more than once
     */
    record Result(
            int task,
            HashMap<Map<String, String>, PartitionDigest> digests,
            HashMap<Map<String, String>, BitSet> repeats)
            implements Serializable {}

    void add(InternalRow row) {
        // Fibonacci's spread: the upper bits depend on all of them.
        int place = (recipe.partitions().spread(row) * 0x9e3779b9) >>> (Integer.SIZE - RECENT_BITS);
        OfPartition met = recent[place];
        if (met == null || !recipe.partitions().isOf(row, met.values)) {
            met = partitions.computeIfAbsent(recipe.partitions().of(row), OfPartition::new);
            recent[place] = met;
        }
        met.add(row);
    }

    Result result(int task) {
        HashMap<Map<String, String>, PartitionDigest> digests = new HashMap<>();
        HashMap<Map<String, String>, BitSet> repeats = new HashMap<>();
        partitions.forEach((key, seen) -> {
            Map<String, String> name = recipe.partitions().texts(key);
            PartitionDigest other = digests.putIfAbsent(name, seen.digest);
            if (other != null) {
                other.addAll(seen.digest);
                seen.repeats.set(0, recipe.keys().size());
            }
            repeats.computeIfAbsent(name, any -> new BitSet()).or(seen.repeats);
        });
        return new Result(task, digests, repeats);
    }

    private void forget() {
        forgetful = true;
        partitions.values().forEach(OfPartition::forget);
    }

    private final class OfPartition {

        private final List<@Nullable Object> values;
        private final PartitionDigest digest = recipe.hasher().digest();
        private final BitSet repeats = new BitSet();
        private final LongHashSet[] seen = new LongHashSet[recipe.keys().size()];

        OfPartition(List<@Nullable Object> values) {
            this.values = values;
            if (forgetful) {
                forget();
            } else {
                for (int key = 0; key < seen.length; key++) {
                    seen[key] = new LongHashSet();
                }
            }
        }

        void add(InternalRow row) {
            recipe.hasher().add(row, digest);
            for (int key = 0; key < seen.length; key++) {
                if (!repeats.get(key)) {
                    watch(key, row);
                }
            }
        }

        private void watch(int key, InternalRow row) {
            if (!seen[key].add(recipe.keys().get(key).hash(row))) {
                repeats.set(key);
            }
            remembered++;
            if (remembered > MOST_KEYS) {
                TaskTally.this.forget();
            }
        }

        /** From now on any key may be repeated. */
        private void forget() {
            repeats.set(0, seen.length);
            for (int key = 0; key < seen.length; key++) {
                seen[key] = new LongHashSet();
            }
        }
    }
}
