package io.hindcast.delta;

import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.RemoveFile;
import scala.Tuple2;
import scala.collection.immutable.Seq;

/**
 * The files of a table by partition, kept in the driver's memory and carried forward from commit to commit. Delta's own
 * way to find the files of a partition costs Spark jobs that read the whole state of the table at every new version;
 * this costs reading the new commits. Guarded by its own monitor.
 */
final class TableFiles {

    /** Up to so many commits are read one by one to begin with; a longer history by Spark from the checkpoint. */
    private static final long REPLAYABLE = 500;

    private final DeltaLog log;
    private final TableRef table;
    private final LogPartitions partitions;
    private final Map<Partition, Map<String, AddFile>> files = new HashMap<>();
    private final Map<String, AddFile> strays = new LinkedHashMap<>();
    private final NavigableMap<Long, Step> steps = new TreeMap<>();
    private long version = -1;
    private long begin = -1;

    TableFiles(DeltaLog log, TableRef table) {
        this.log = log;
        this.table = table;
        this.partitions =
                LogPartitions.of(table, log.unsafeVolatileSnapshot().metadata().schema());
    }

    /**
     * A commit and the files that it took away.
     */
    private record Step(TableChange change, List<AddFile> dropped) {}

    /**
     * Files that hold all rows of some partitions.
     *
     * @param inside files by partition; a partition without files has none
     * @param strays files of which the log does not say a partition: their rows may lie anywhere
     */
    record Selection(Map<Partition, List<AddFile>> inside, List<AddFile> strays) {

        List<AddFile> all() {
            List<AddFile> all = new ArrayList<>();
            inside.values().forEach(all::addAll);
            all.addAll(strays);
            return all;
        }
    }

    /**
     * The files of some partitions at a version.
     *
     * @param only empty for all partitions
     */
    synchronized Selection at(Snapshot snapshot, Optional<PartitionSet> only) {
        if (version < 0 && snapshot.version() >= 0) {
            load(snapshot);
        }
        if (snapshot.version() > version) {
            advance(snapshot.version());
        }
        if (snapshot.version() < begin) {
            // Older than what is remembered: read for itself.
            return new TableFiles(log, table).at(snapshot, only);
        }
        return rolledBack(snapshot.version(), only);
    }

    /** The commits after a version up to the newest one known, oldest first. */
    synchronized List<TableChange> changesAfter(long after, long upTo) {
        if (after < begin) {
            read(after + 1, Math.min(begin, upTo))
                    .forEach((v, change) -> steps.putIfAbsent(v, new Step(change, List.of())));
        }
        if (upTo > version) {
            advance(upTo);
        }
        return steps.subMap(after, false, upTo, true).values().stream()
                .map(Step::change)
                .toList();
    }

    private void load(Snapshot snapshot) {
        if (snapshot.version() <= REPLAYABLE && oldest() == 0) {
            advance(snapshot.version());
            begin = 0;
            return;
        }
        snapshot.allFiles().collectAsList().forEach(file -> put(LogPartitions.slim(file)));
        version = snapshot.version();
        begin = version;
    }

    private long oldest() {
        Iterator<Tuple2<Object, Seq<Action>>> changes = Scala.iterator(log.getChanges(0, Scala.none(), false));
        return changes.hasNext() ? (Long) changes.next()._1() : -1;
    }

    private void advance(long target) {
        read(version + 1, target).forEach((v, change) -> {
            List<AddFile> dropped = new ArrayList<>();
            for (RemoveFile file : change.removed()) {
                drop(file).ifPresent(dropped::add);
            }
            change.added().forEach(this::put);
            steps.put(v, new Step(change, dropped));
            version = v;
        });
    }

    private NavigableMap<Long, TableChange> read(long from, long upTo) {
        NavigableMap<Long, TableChange> changes = new TreeMap<>();
        // Delta is told not to fail on a gap, because the check below says which table and versions it is about.
        Iterator<Tuple2<Object, Seq<Action>>> commits = Scala.iterator(log.getChanges(from, upTo, Scala.none(), false));
        while (commits.hasNext()) {
            Tuple2<Object, Seq<Action>> commit = commits.next();
            long number = (Long) commit._1();
            changes.put(number, TableChange.of(number, Scala.list(commit._2()), partitions));
        }
        if (changes.size() != upTo - from + 1) {
            String oldest = changes.isEmpty() ? "none" : String.valueOf(changes.firstKey());
            throw Problems.raise(TableProblems.historyGone(table.name(), table.path(), from, oldest));
        }
        return changes;
    }

    private void put(AddFile file) {
        Map<String, AddFile> group = partitions
                .of(file)
                .map(partition -> files.computeIfAbsent(partition, p -> new LinkedHashMap<>()))
                .orElse(strays);
        group.put(LogPartitions.identity(file), file);
    }

    private Optional<AddFile> drop(RemoveFile file) {
        String identity = LogPartitions.identity(file);
        Optional<Partition> partition = partitions.of(file);
        Map<String, AddFile> group =
                partition.map(p -> files.getOrDefault(p, Map.of())).orElse(strays);
        Optional<AddFile> dropped = Optional.ofNullable(group.get(identity));
        if (dropped.isPresent()) {
            group.remove(identity);
        }
        if (group.isEmpty()) {
            partition.ifPresent(files::remove);
        }
        return dropped;
    }

    private Selection rolledBack(long target, Optional<PartitionSet> only) {
        Map<Partition, Map<String, AddFile>> selected = new TreeMap<>();
        for (Partition partition : candidates(only)) {
            Map<String, AddFile> present = files.get(partition);
            if (present != null) {
                selected.put(partition, new LinkedHashMap<>(present));
            }
        }
        Map<String, AddFile> outside = new LinkedHashMap<>(strays);
        for (Step step : steps.tailMap(target, false).descendingMap().values()) {
            step.change()
                    .added()
                    .forEach(file -> group(file, only, selected, outside)
                            .ifPresent(group -> group.remove(LogPartitions.identity(file))));
            step.dropped()
                    .forEach(file -> group(file, only, selected, outside)
                            .ifPresent(group -> group.put(LogPartitions.identity(file), file)));
        }
        Map<Partition, List<AddFile>> inside = new TreeMap<>();
        selected.forEach((partition, group) -> {
            if (!group.isEmpty()) {
                inside.put(partition, List.copyOf(group.values()));
            }
        });
        return new Selection(inside, List.copyOf(outside.values()));
    }

    private Optional<Map<String, AddFile>> group(
            AddFile file,
            Optional<PartitionSet> only,
            Map<Partition, Map<String, AddFile>> selected,
            Map<String, AddFile> outside) {
        Optional<Partition> partition = partitions.of(file);
        if (partition.isEmpty()) {
            return Optional.of(outside);
        }
        return partition
                .filter(p -> only.map(set -> set.contains(p)).orElse(true))
                .map(p -> selected.computeIfAbsent(p, any -> new LinkedHashMap<>()));
    }

    /** The partitions to look at: whichever of the two ways to walk is shorter. */
    private Collection<Partition> candidates(Optional<PartitionSet> only) {
        if (only.isEmpty()) {
            return files.keySet();
        }
        PartitionSet set = only.get();
        if (set.isBounded() && set.count() < files.size()) {
            return set.partitions().toList();
        }
        return files.keySet().stream().filter(set::contains).toList();
    }
}
