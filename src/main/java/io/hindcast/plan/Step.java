package io.hindcast.plan;

import io.hindcast.asset.TouchedColumns;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One asset and one set of its partitions: one Spark job and one commit.
 *
 * @param id asset and number, such as {@code daily_delays/1}
 * @param reasons why, each with all its partitions; they may overlap
 * @param ifChanged the partitions that are needed only if a step before this one changes what they read
 * @param narrow touched columns to the partitions that are there, and in which these columns alone will hold something else
 * @param after ids of the steps that must be done before
 */
public record Step(
        String id,
        String asset,
        PartitionSet partitions,
        Map<Reason, PartitionSet> reasons,
        PartitionSet ifChanged,
        Map<TouchedColumns, PartitionSet> narrow,
        List<String> after,
        Estimate estimate) {

    public Step {
        EnumMap<Reason, PartitionSet> copy = new EnumMap<>(Reason.class);
        reasons.forEach((reason, set) -> {
            if (!set.isEmpty()) {
                copy.put(reason, set);
            }
        });
        reasons = Collections.unmodifiableMap(copy);
        narrow = Collections.unmodifiableMap(new LinkedHashMap<>(narrow));
        after = List.copyOf(after);
    }

    /** What is left of it when only these of its partitions are. */
    public Step only(PartitionSet rest) {
        double share = (double) rest.count() / Math.max(1, partitions.count());
        return new Step(id, asset, rest, reasons, ifChanged.intersect(rest), narrow, after, estimate.share(share));
    }

    /** The same when there are only these steps before it. */
    Step afterOnly(Set<String> ids) {
        List<String> before = after.stream().filter(ids::contains).toList();
        return new Step(id, asset, partitions, reasons, ifChanged, narrow, before, estimate);
    }

    /** Those of its partitions that are built for other steps alone, and let go after the run. */
    public PartitionSet scaffolding() {
        PartitionSet all = reasons.get(Reason.SCAFFOLDING);
        return all == null ? PartitionSet.empty(partitions.partitioning()) : all.intersect(partitions);
    }

    /** The reasons in words, such as {@code code, upstream}. */
    public String reasonText() {
        return String.join(", ", reasons.keySet().stream().map(Reason::word).toList());
    }
}
