package io.hindcast.ledger;

import io.hindcast.asset.ReadColumns;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Partitions whose content changed.
 *
 * @param partitions all of them
 * @param narrow those that changed in some columns alone, by how they did; disjoint
 */
public record Changed(PartitionSet partitions, Map<ColumnChange, PartitionSet> narrow) {

    public Changed {
        Map<ColumnChange, PartitionSet> kept = new LinkedHashMap<>();
        narrow.forEach((how, set) -> {
            if (!set.isEmpty()) {
                kept.put(how, set);
            }
        });
        narrow = Collections.unmodifiableMap(kept);
    }

    /** None. */
    public static Changed none(Partitioning partitioning) {
        return wholly(PartitionSet.empty(partitioning));
    }

    /** Some, in every column as far as anybody knows. */
    public static Changed wholly(PartitionSet partitions) {
        return new Changed(partitions, Map.of());
    }

    /** Both; what is in both changed twice, and then in every column as far as anybody knows. */
    public Changed and(Changed other) {
        PartitionSet twice = partitions.intersect(other.partitions);
        Map<ColumnChange, PartitionSet> all = new HashMap<>();
        narrow.forEach((how, set) -> all.merge(how, set.minus(twice), PartitionSet::union));
        other.narrow.forEach((how, set) -> all.merge(how, set.minus(twice), PartitionSet::union));
        return new Changed(partitions.union(other.partitions), all);
    }

    /** Those among some partitions. */
    public Changed within(PartitionSet wanted) {
        Map<ColumnChange, PartitionSet> some = new LinkedHashMap<>();
        narrow.forEach((how, set) -> some.put(how, set.intersect(wanted)));
        return new Changed(partitions.intersect(wanted), some);
    }

    /** Those of which nobody knows that some columns are what they were. */
    public PartitionSet wholly() {
        return narrow.isEmpty()
                ? partitions
                : partitions.minus(PartitionSet.unionAll(partitions.partitioning(), narrow.values()));
    }

    /** Those that hold something else for who reads these columns. */
    public PartitionSet seenBy(ReadColumns read) {
        return partitions.minus(unseenBy(read));
    }

    /** Those that hold what they held for who reads these columns. */
    public PartitionSet unseenBy(ReadColumns read) {
        PartitionSet unseen = PartitionSet.empty(partitions.partitioning());
        for (Map.Entry<ColumnChange, PartitionSet> each : narrow.entrySet()) {
            if (each.getKey().spares(read)) {
                unseen = unseen.union(each.getValue());
            }
        }
        return unseen;
    }

    /** What changed, in words: {@code only columns x, y changed}. */
    public static String only(SortedSet<String> columns) {
        // Values may change places, and each column still holds the values that it held.
        return columns.isEmpty()
                ? "only which values stand together changed"
                : "only " + (columns.size() == 1 ? "column " : "columns ") + String.join(", ", columns) + " changed";
    }

    /** The columns that changed in those of some partitions that who reads these columns does not see. */
    public SortedSet<String> columnsUnseenBy(ReadColumns read, PartitionSet within) {
        SortedSet<String> columns = new TreeSet<>();
        narrow.forEach((how, set) -> {
            if (how.spares(read) && set.intersects(within)) {
                columns.addAll(how.changed());
            }
        });
        return columns;
    }
}
