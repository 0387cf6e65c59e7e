package io.hindcast.ledger;

import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

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
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Content> partition : record.contents().entrySet()) {
            Content content = partition.getValue();
            entries.add(builder(commit, content.event(), record)
                    .partitions(partition.getKey(), 1)
                    .size(content.rows(), content.bytes(), content.files())
                    .hashes(content.hash(), content.hashes())
                    .change(content.change())
                    .build());
        }
        if (entries.isEmpty()) {
            // A commit without contents, such as a table begun anew: it speaks of the whole set.
            entries.add(builder(commit, record.event(), record)
                    .partition(record.partitions())
                    .build());
        }
        return entries;
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
