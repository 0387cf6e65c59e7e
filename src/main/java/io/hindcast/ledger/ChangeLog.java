package io.hindcast.ledger;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which partitions of a table changed content at which version.
 *
 * @param partitioning of the table
 * @param since versions up to this one are not covered: whoever built from an older one must take everything as
 *     changed; -1 when the whole history is covered
 * @param changes version to the partitions whose content it changed
 */
public record ChangeLog(Partitioning partitioning, long since, NavigableMap<Long, PartitionSet> changes) {

    public ChangeLog {
        changes = Collections.unmodifiableNavigableMap(new TreeMap<>(changes));
    }

    /** A table that never changed. */
    public static ChangeLog none(Partitioning partitioning) {
        return new ChangeLog(partitioning, -1, new TreeMap<>());
    }

    /** Of commits: each that changed rows. */
    public static ChangeLog of(Partitioning partitioning, long since, List<TableCommit> commits) {
        TreeMap<Long, PartitionSet> changes = new TreeMap<>();
        for (TableCommit commit : commits) {
            if (!commit.changed().isEmpty()) {
                changes.merge(commit.version(), commit.changed(), PartitionSet::union);
            }
        }
        return new ChangeLog(partitioning, since, changes);
    }

    /** The partitions whose content changed after a version; everything when that is no longer known. */
    public PartitionSet after(long version) {
        if (version < since) {
            return partitioning.domain();
        }
        return PartitionSet.unionAll(
                partitioning, changes.tailMap(version, false).values());
    }

    /** The versions after one that changed any of these partitions, oldest first. */
    public List<Long> versionsAfter(long version, PartitionSet of) {
        return changes.tailMap(version, false).entrySet().stream()
                .filter(change -> change.getValue().intersects(of))
                .map(Map.Entry::getKey)
                .toList();
    }
}
