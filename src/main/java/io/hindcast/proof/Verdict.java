package io.hindcast.proof;

import io.hindcast.delta.Recomputed;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of computing partitions of one asset again.
 *
 * @param equal those that came out as recorded
 * @param different those that did not, each with what differs: names of columns, or a remark
 * @param untold why nothing can be said, with the partitions
 * @param left what a budget left out
 * @param examples some rows of the partitions that differ
 */
public record Verdict(
        PartitionSet equal,
        Map<Partition, List<String>> different,
        Map<String, PartitionSet> untold,
        PartitionSet left,
        Recomputed.Examples examples) {

    public Verdict {
        different = Collections.unmodifiableMap(new TreeMap<>(different));
        untold = Collections.unmodifiableMap(new LinkedHashMap<>(untold));
    }

    /** The partitions that differ. */
    public PartitionSet differing() {
        return PartitionSet.unionAll(
                equal.partitioning(),
                different.keySet().stream()
                        .map(each -> PartitionSet.of(equal.partitioning(), each))
                        .toList());
    }

    /** The partitions of which nothing can be said. */
    public PartitionSet unknown() {
        return PartitionSet.unionAll(equal.partitioning(), untold.values());
    }
}
