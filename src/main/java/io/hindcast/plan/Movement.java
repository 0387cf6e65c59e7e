package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Partitions that will hold something else, by the columns in which they may.
 *
 * @param by touched columns to the partitions in which these are; the sets are disjoint and not empty
 */
record Movement(Partitioning partitioning, Map<TouchedColumns, PartitionSet> by) {

    Movement {
        by = Collections.unmodifiableMap(new LinkedHashMap<>(by));
    }

    static Movement none(Partitioning partitioning) {
        return new Movement(partitioning, Map.of());
    }

    /** These as well; where some of them move already, in the columns of both. */
    Movement plus(TouchedColumns touched, PartitionSet set) {
        Map<TouchedColumns, PartitionSet> all = new LinkedHashMap<>();
        PartitionSet rest = set;
        for (Map.Entry<TouchedColumns, PartitionSet> each : by.entrySet()) {
            TouchedColumns both = each.getKey().and(touched);
            PartitionSet overlap = both.equals(each.getKey())
                    ? PartitionSet.empty(partitioning)
                    : each.getValue().intersect(rest);
            add(all, both, overlap);
            add(
                    all,
                    each.getKey(),
                    overlap.isEmpty() ? each.getValue() : each.getValue().minus(overlap));
            rest = rest.minus(each.getValue());
        }
        add(all, touched, rest);
        return new Movement(partitioning, all);
    }

    private static void add(Map<TouchedColumns, PartitionSet> all, TouchedColumns touched, PartitionSet set) {
        if (!set.isEmpty()) {
            all.merge(touched, set, PartitionSet::union);
        }
    }

    Movement plus(Movement other) {
        Movement both = this;
        for (Map.Entry<TouchedColumns, PartitionSet> each : other.by.entrySet()) {
            both = both.plus(each.getKey(), each.getValue());
        }
        return both;
    }

    Movement within(PartitionSet set) {
        Map<TouchedColumns, PartitionSet> some = new LinkedHashMap<>();
        by.forEach((touched, own) -> add(some, touched, own.intersect(set)));
        return new Movement(partitioning, some);
    }

    boolean isEmpty() {
        return by.isEmpty();
    }

    /** All of them. */
    PartitionSet partitions() {
        return PartitionSet.unionAll(partitioning, by.values());
    }

    /** Those that move in some columns alone. */
    Map<TouchedColumns, PartitionSet> narrow() {
        Map<TouchedColumns, PartitionSet> narrow = new LinkedHashMap<>(by);
        narrow.remove(TouchedColumns.everything());
        return narrow;
    }

    /** Those that hold something else for who reads these columns. */
    PartitionSet seenBy(ReadColumns read) {
        PartitionSet seen = PartitionSet.empty(partitioning);
        for (Map.Entry<TouchedColumns, PartitionSet> each : by.entrySet()) {
            seen = each.getKey().spares(read) ? seen : seen.union(each.getValue());
        }
        return seen;
    }

    /** What moves of an asset because this moves, which is an input of it. */
    Movement of(Asset asset, Asset.Input input) {
        Movement found = none(asset.partitioning());
        for (Map.Entry<TouchedColumns, PartitionSet> each : by.entrySet()) {
            Optional<TouchedColumns> touched = asset.touchedBy(input, each.getKey()::spares);
            if (touched.isPresent()) {
                found = found.plus(touched.get(), input.readersOf(each.getValue()));
            }
        }
        return found;
    }
}
