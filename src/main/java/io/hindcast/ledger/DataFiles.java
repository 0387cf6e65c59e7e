package io.hindcast.ledger;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which data files a table consists of. Files never change, so that partitions with the same files have the same rows;
 * with other files they may.
 *
 * @param alone partition to the digest of the files that hold rows of it and of no other
 * @param spanning digest of a file that holds, or may hold, rows of several partitions to these
 */
public record DataFiles(Map<PartitionSet, Long> alone, Map<Long, PartitionSet> spanning) {

    /** Of a table without files, or of which they were not looked at. */
    public static final DataFiles NONE = new DataFiles(Map.of(), Map.of());

    public DataFiles {
        alone = Map.copyOf(alone);
        spanning = Map.copyOf(spanning);
    }

    /** The partitions that do not consist of the same files in both. */
    PartitionSet differing(Partitioning partitioning, DataFiles other) {
        List<PartitionSet> sets = new ArrayList<>();
        lacking(alone, other.alone).keySet().forEach(sets::add);
        lacking(other.alone, alone).keySet().forEach(sets::add);
        lacking(spanning, other.spanning).values().forEach(sets::add);
        lacking(other.spanning, spanning).values().forEach(sets::add);
        return PartitionSet.unionAll(partitioning, sets);
    }

    private static <K, V> Map<K, V> lacking(Map<K, V> of, Map<K, V> in) {
        Map<K, V> lacking = new HashMap<>(of);
        lacking.entrySet().removeAll(in.entrySet());
        return lacking;
    }
}
