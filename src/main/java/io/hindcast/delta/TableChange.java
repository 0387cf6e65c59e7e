package io.hindcast.delta;

import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.actions.SetTransaction;

/**
 * One commit of a table, as far as fencing needs it.
 *
 * @param operation what Delta calls it; empty when the commit does not say
 * @param at when it was made; the epoch when the commit does not say
 * @param applications the application ids of its transactions
 * @param added files that came
 * @param removed files that went
 * @param changed partitions whose rows were added, removed or replaced
 */
record TableChange(
        long version,
        String operation,
        Instant at,
        Set<String> applications,
        List<AddFile> added,
        List<RemoveFile> removed,
        PartitionSet changed) {

    static TableChange of(long version, List<Action> actions, LogPartitions partitions) {
        String operation = "";
        Instant at = Instant.EPOCH;
        Set<String> applications = new TreeSet<>();
        List<AddFile> added = new ArrayList<>();
        List<RemoveFile> removed = new ArrayList<>();
        Set<Partition> changed = new TreeSet<>();
        for (Action action : actions) {
            if (action instanceof AddFile file) {
                added.add(LogPartitions.slim(file));
                if (file.dataChange()) {
                    partitions.of(file).ifPresent(changed::add);
                }
            } else if (action instanceof RemoveFile file) {
                removed.add(file);
                if (file.dataChange()) {
                    partitions.of(file).ifPresent(changed::add);
                }
            } else if (action instanceof SetTransaction transaction) {
                applications.add(transaction.appId());
            } else if (action instanceof CommitInfo info) {
                operation = Objects.requireNonNullElse(info.operation(), "");
                at = info.timestamp().toInstant();
            }
        }
        return new TableChange(version, operation, at, applications, added, removed, union(changed, partitions));
    }

    private static PartitionSet union(Set<Partition> changed, LogPartitions files) {
        Partitioning partitioning = files.partitioning();
        return PartitionSet.unionAll(
                partitioning,
                changed.stream().map(p -> PartitionSet.of(partitioning, p)).toList());
    }

    /** Whether the run made it: by a step, or by the change of columns that comes before its steps. */
    boolean isOf(String run) {
        return applications.stream().anyMatch(id -> id.startsWith(run + "/"));
    }
}
