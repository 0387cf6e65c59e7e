package io.hindcast.ledger;

import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries that the commits of tables imply. A run writes these after each of its commits, {@code repair} writes them
 * from the tables' history, and what a dead run committed is recognised by them: all three say the same.
 */
public final class CommitEntries {

    private CommitEntries() {}

    /**
     * The entries of one commit: one per partition for a commit of ours, one for a foreign change of rows, none for
     * other commits.
     *
     * @param warehouse the warehouse that a foreign commit is entered for
     * @param asset the asset whose table it is
     */
    public static List<Entry> of(String warehouse, String asset, TableCommit commit) {
        return commit.record()
                .map(record -> ofRecord(commit, ofWarehouse(warehouse, record)))
                .orElseGet(() -> commit.nature() == TableCommit.Nature.NEUTRAL
                        ? List.of()
                        : List.of(foreign(warehouse, asset, commit)));
    }

    /** Commits that only shape the table do not know whose it is. */
    private static CommitRecord ofWarehouse(String warehouse, CommitRecord record) {
        return record.warehouse().isEmpty() ? record.of(warehouse) : record;
    }

    /**
     * The entries of a commit of ours: one per partition, in the order of their text.
     *
     * @param record what it says of itself
     */
    private static List<Entry> ofRecord(TableCommit commit, CommitRecord record) {
        Set<String> scaffolding = scaffolding(commit, record);
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Content> partition : record.contents().entrySet()) {
            Content content = partition.getValue();
            EntryBuilder entry = builder(commit, content.event(), record)
                    .partitions(partition.getKey(), 1)
                    .size(content.rows(), content.bytes(), content.files())
                    .hashes(content.hash(), content.hashes())
                    .change(content.change());
            entries.add((scaffolding.contains(partition.getKey()) ? entry.scaffolding() : entry).build());
        }
        if (entries.isEmpty()) {
            // A commit without contents speaks of the whole set: partitions were dropped, or the table begun anew.
            entries.add(ofSet(commit, record));
        }
        return entries;
    }

    private static Entry ofSet(TableCommit commit, CommitRecord record) {
        EntryBuilder entry = builder(commit, record.event(), record);
        if (record.event() != Event.EXPIRED) {
            return entry.partition(record.partitions()).build();
        }
        long count = commit.changed().partitioning().parse(record.partitions()).count();
        return entry.partitions(record.partitions(), count).build();
    }

    /** In the text form that the contents are named by. */
    private static Set<String> scaffolding(TableCommit commit, CommitRecord record) {
        return record.scaffolding().isEmpty()
                ? Set.of()
                : commit.changed()
                        .partitioning()
                        .parse(record.scaffolding())
                        .partitions()
                        .map(Partition::toString)
                        .collect(Collectors.toSet());
    }

    private static EntryBuilder builder(TableCommit commit, Event event, CommitRecord record) {
        EntryBuilder builder = Entry.of(commit.at(), event, record.warehouse())
                .asset(record.asset())
                .reason(record.reason())
                .run(record.run())
                .attempt(record.step(), record.attempt())
                .fingerprints(record.fingerprint(), record.columns())
                .read(record.inputs())
                .table(commit.table())
                .version(commit.version())
                .actor(record.actor());
        record.seconds().ifPresent(builder::seconds);
        return builder;
    }

    private static Entry foreign(String warehouse, String asset, TableCommit commit) {
        PartitionSet changed = commit.changed();
        EntryBuilder entry = Entry.of(commit.at(), Event.FOREIGN, warehouse)
                .asset(asset)
                .reason(commit.operation())
                .table(commit.table())
                .version(commit.version())
                .actor(commit.author());
        return changed.isBounded()
                ? entry.partitions(changed.toString(), changed.count()).build()
                : entry.partition(changed.toString()).build();
    }

    /**
     * All entries that the history of a warehouse's tables implies, oldest first; those of one table in the order of
     * its versions, even where its clock went back.
     *
     * @param commits asset to the commits of its table, oldest first
     */
    public static List<Entry> repair(String warehouse, Map<String, List<TableCommit>> commits) {
        record Dated(Instant at, String asset, long version, List<Entry> entries) {}
        List<Dated> all = new ArrayList<>();
        commits.forEach((asset, ofTable) -> {
            Instant latest = Instant.MIN;
            for (TableCommit commit : ofTable) {
                latest = commit.at().isAfter(latest) ? commit.at() : latest;
                all.add(new Dated(latest, asset, commit.version(), of(warehouse, asset, commit)));
            }
        });
        all.sort(Comparator.comparing(Dated::at).thenComparing(Dated::asset).thenComparing(Dated::version));
        return all.stream().flatMap(dated -> dated.entries().stream()).toList();
    }
}
