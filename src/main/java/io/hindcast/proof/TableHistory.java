package io.hindcast.proof;

import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.Tables;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the commits of a table tell, as far as its log still has them. Reads no rows. */
public final class TableHistory {

    private final Tables tables;
    private final TableRef table;

    /** Of one table. */
    public TableHistory(Tables tables, TableRef table) {
        this.tables = tables;
        this.table = table;
    }

    /**
     * What a run did to a table.
     *
     * @param before the version before its first commit; empty when that made the table
     * @param after its last commit
     * @param partitions all that its commits name
     */
    public record Span(Optional<Long> before, long after, PartitionSet partitions) {}

    /**
     * What a run did.
     *
     * @return empty when none of its commits is in the log
     */
    public Optional<Span> of(String run) {
        Optional<Long> newest = tables.state(table).map(state -> state.version());
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        List<TableCommit> own = upTo(newest.get()).stream()
                .filter(commit -> commit.record()
                        .filter(record -> record.run().equals(run))
                        .isPresent())
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        long first = own.get(0).version();
        List<PartitionSet> sets = new ArrayList<>();
        own.forEach(commit -> sets.add(
                table.partitioning().parse(commit.record().orElseThrow().partitions())));
        return Optional.of(new Span(
                first == 0 ? Optional.empty() : Optional.of(first - 1),
                own.get(own.size() - 1).version(),
                PartitionSet.unionAll(table.partitioning(), sets)));
    }

    /** The recorded content hashes of partitions that nobody else has written since. */
    Map<Partition, String> hashes(long version) {
        Map<Partition, String> hashes = new HashMap<>();
        for (TableCommit commit : upTo(version)) {
            PartitionSet changed = commit.changed();
            if (!changed.isEmpty()) {
                hashes.keySet().removeIf(changed::contains);
            }
            commit.record()
                    .map(CommitRecord::contents)
                    .ifPresent(contents -> contents.forEach((partition, content) -> {
                        if (!content.hash().isEmpty()) {
                            hashes.put(table.partitioning().parsePartition(partition), content.hash());
                        }
                    }));
        }
        return hashes;
    }

    /** The partitions that changed between two versions, in whichever order; empty when the log no longer tells. */
    Optional<PartitionSet> changedBetween(long one, long other) {
        long after = Math.min(one, other);
        if (tables.oldestCommit(table) > after + 1) {
            return Optional.empty();
        }
        List<PartitionSet> changed = tables.commits(table, after, Math.max(one, other)).stream()
                .map(TableCommit::changed)
                .toList();
        return Optional.of(PartitionSet.unionAll(table.partitioning(), changed));
    }

    private List<TableCommit> upTo(long version) {
        long before = tables.oldestCommit(table) - 1;
        return before >= version ? List.of() : tables.commits(table, before, version);
    }
}
