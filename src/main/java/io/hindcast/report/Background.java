package io.hindcast.report;

import io.hindcast.ledger.Build;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.TableCommit;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Downstream;
import io.hindcast.plan.Trace;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lies behind an explanation: the commits that it names by version, what is other in the code, and what stands further
 * up and down.
 *
 * @param commits input or table to its commits by version; those that the log no longer holds are not there
 * @param codeChanges what changed in the code since the partition was built, a sentence each
 * @param reached assets that it reaches through others
 * @param trace what caused its standing
 * @param follows what would follow from rebuilding it
 * @param overwritten builds of ours that others wrote over, each with its partitions, the latest first
 */
public record Background(
        Map<String, Map<Long, TableCommit>> commits,
        List<String> codeChanges,
        List<String> reached,
        Trace trace,
        Downstream follows,
        Map<Build, PartitionSet> overwritten) {

    public Background {
        Map<String, Map<Long, TableCommit>> copy = new HashMap<>();
        commits.forEach((input, byVersion) -> copy.put(input, Map.copyOf(byVersion)));
        commits = Map.copyOf(copy);
        codeChanges = List.copyOf(codeChanges);
        reached = List.copyOf(reached);
        overwritten = Collections.unmodifiableMap(new LinkedHashMap<>(overwritten));
    }

    /** Nothing is known of it. */
    public static Background none() {
        return new Background(
                Map.of(), List.of(), List.of(), new Trace(List.of(), List.of()), new Downstream(Map.of()), Map.of());
    }

    /** What of partitions others wrote over. */
    Map<Build, PartitionSet> overwritten(PartitionSet partitions) {
        Map<Build, PartitionSet> part = new LinkedHashMap<>();
        overwritten.forEach((build, set) -> {
            if (set.intersects(partitions)) {
                part.put(build, set.intersect(partitions));
            }
        });
        return part;
    }

    Optional<TableCommit> commit(String input, long version) {
        return Optional.ofNullable(commits.getOrDefault(input, Map.of()).get(version));
    }

    /** Who made a commit, when, and why. */
    static String told(TableCommit commit) {
        String at = " at " + Amounts.instant(commit.at());
        if (commit.record().isEmpty()) {
            return commit.operation() + (commit.author().isEmpty() ? "" : " by " + commit.author()) + at;
        }
        CommitRecord record = commit.record().get();
        return "run " + record.run() + (record.actor().isEmpty() ? "" : " of " + record.actor()) + at
                + (record.reason().isEmpty() ? "" : ", because of " + record.reason());
    }
}
