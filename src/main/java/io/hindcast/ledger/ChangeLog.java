package io.hindcast.ledger;

import io.hindcast.asset.ReadColumns;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * @param gaps further versions that are not covered, of which the log was cleaned up before anybody read it
 * @param changes version to the partitions whose content it changed
 * @param times version to when it was made, and of one that loaded files to the moment that its rows have; not all are known
 */
public record ChangeLog(
        Partitioning partitioning,
        long since,
        IntervalSet gaps,
        NavigableMap<Long, Changed> changes,
        Map<Long, Instant> times) {

    public ChangeLog {
        changes = Collections.unmodifiableNavigableMap(new TreeMap<>(changes));
        Map<Long, Instant> ofChanges = new HashMap<>(times);
        ofChanges.keySet().retainAll(changes.keySet());
        times = Map.copyOf(ofChanges);
    }

    /** One of which no times are known. */
    public ChangeLog(Partitioning partitioning, long since, IntervalSet gaps, NavigableMap<Long, Changed> changes) {
        this(partitioning, since, gaps, changes, Map.of());
    }

    /** One without gaps. */
    public ChangeLog(Partitioning partitioning, long since, NavigableMap<Long, Changed> changes) {
        this(partitioning, since, IntervalSet.empty(), changes);
    }

    /** A table that never changed. */
    public static ChangeLog none(Partitioning partitioning) {
        return new ChangeLog(partitioning, -1, new TreeMap<>());
    }

    /** One that changed in every column each time. */
    public static ChangeLog wholly(Partitioning partitioning, long since, Map<Long, PartitionSet> changes) {
        TreeMap<Long, Changed> all = new TreeMap<>();
        changes.forEach((version, set) -> all.put(version, Changed.wholly(set)));
        return new ChangeLog(partitioning, since, all);
    }

    /** Of commits: each that changed rows. */
    public static ChangeLog of(Partitioning partitioning, long since, List<TableCommit> commits) {
        TreeMap<Long, PartitionSet> changes = new TreeMap<>();
        Map<Long, Instant> times = new HashMap<>();
        for (TableCommit commit : commits) {
            if (!commit.changed().isEmpty()) {
                changes.merge(commit.version(), commit.changed(), PartitionSet::union);
                times.put(commit.version(), commit.at());
            }
        }
        return new ChangeLog(
                partitioning,
                since,
                IntervalSet.empty(),
                wholly(partitioning, since, changes).changes(),
                times);
    }

    /** Whether all that changed after a version is known. */
    public boolean covers(long version) {
        return version >= since && !gaps.contains(version);
    }

    /** The same with the commits that came next. */
    ChangeLog and(List<TableCommit> commits) {
        TreeMap<Long, Changed> all = new TreeMap<>(changes);
        ChangeLog next = of(partitioning, since, commits);
        all.putAll(next.changes);
        Map<Long, Instant> allTimes = new HashMap<>(times);
        allTimes.putAll(next.times);
        return new ChangeLog(partitioning, since, gaps, all, allTimes);
    }

    /** The same, and partitions changed at a version, or at one before it that is not known. */
    ChangeLog and(long version, PartitionSet set) {
        if (set.isEmpty()) {
            return this;
        }
        TreeMap<Long, Changed> all = new TreeMap<>(changes);
        all.merge(version, Changed.wholly(set), Changed::and);
        return new ChangeLog(partitioning, since, gaps, all, times);
    }

    /**
     * The same where the next commits are gone.
     *
     * @param last the version that this covers
     * @param next the version after which commits are known again
     * @param differing partitions that are not what they were at {@code last}
     */
    ChangeLog afterGap(long last, long next, PartitionSet differing) {
        TreeMap<Long, Changed> all = new TreeMap<>(changes);
        all.put(next, Changed.wholly(differing));
        return new ChangeLog(partitioning, since, gaps.union(IntervalSet.of(last + 1, next)), all, times);
    }

    /** The same without what nobody asks for any more. */
    ChangeLog since(long version) {
        return new ChangeLog(partitioning, Math.max(since, version), gaps, changes.tailMap(version, false), times);
    }

    /** The partitions whose content changed after a version; everything when that is no longer known. */
    public PartitionSet after(long version) {
        return after(version, ReadColumns.everything());
    }

    /** The same, for who reads these columns. */
    public PartitionSet after(long version, ReadColumns read) {
        if (!covers(version)) {
            return partitioning.domain();
        }
        return PartitionSet.unionAll(
                partitioning,
                changes.tailMap(version, false).values().stream()
                        .map(changed -> changed.seenBy(read))
                        .toList());
    }

    /**
     * The partitions that changed after a version in every column, as far as anybody knows; everything when that is no
     * longer known.
     */
    public PartitionSet whollyAfter(long version) {
        if (version < since) {
            return partitioning.domain();
        }
        List<PartitionSet> whole = new ArrayList<>();
        for (Changed changed : changes.tailMap(version, false).values()) {
            whole.add(changed.wholly());
        }
        return PartitionSet.unionAll(partitioning, whole);
    }

    /** Those that changed in some columns alone, by how they did; each may have changed several times. */
    public Map<ColumnChange, PartitionSet> narrowlyAfter(long version) {
        Map<ColumnChange, PartitionSet> narrow = new LinkedHashMap<>();
        changes.tailMap(version, false)
                .values()
                .forEach(
                        changed -> changed.narrow().forEach((how, set) -> narrow.merge(how, set, PartitionSet::union)));
        return narrow;
    }

    /** Whether some partitions changed in some columns alone, so that {@link #after} may differ by who reads. */
    public boolean isNarrowSomewhere() {
        return changes.values().stream().anyMatch(changed -> !changed.narrow().isEmpty());
    }

    /** What changed after a version among some partitions, version by version; not what is no longer known. */
    public NavigableMap<Long, Changed> changesAfter(long version, PartitionSet of) {
        TreeMap<Long, Changed> found = new TreeMap<>();
        changes.tailMap(version, false).forEach((each, changed) -> {
            if (changed.partitions().intersects(of)) {
                found.put(each, changed);
            }
        });
        return found;
    }
}
