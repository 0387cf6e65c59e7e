package io.hindcast.proof;

import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.Tables;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the commits of a table tell, as far as its log still has them. Reads no rows. */
public final class TableHistory {

    /** What Delta calls commits that give a table its columns. */
    private static final Set<String> OF_COLUMNS = Set.of("CREATE TABLE", "ADD COLUMNS");

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
     * @param before the version before its first commit and the changes of columns right before that; empty when there was
     *     no table
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
        List<TableCommit> all = upTo(newest.get());
        List<TableCommit> own = all.stream()
                .filter(commit -> commit.record()
                        .filter(record -> record.run().equals(run))
                        .isPresent())
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<PartitionSet> sets = new ArrayList<>();
        own.forEach(commit -> sets.add(set(commit.record().orElseThrow().partitions())));
        return Optional.of(new Span(
                before(all, all.indexOf(own.get(0))),
                own.get(own.size() - 1).version(),
                PartitionSet.unionAll(table.partitioning(), sets)));
    }

    /** The version before a run: what it did to the columns comes before its first rows and carries no record. */
    private static Optional<Long> before(List<TableCommit> all, int first) {
        int place = first - 1;
        while (place >= 0
                && all.get(place).record().isEmpty()
                && OF_COLUMNS.contains(all.get(place).operation())) {
            place--;
        }
        long version = all.get(place + 1).version() - 1;
        return version < 0 ? Optional.empty() : Optional.of(version);
    }

    /** Partitions of a commit; all when the table was partitioned otherwise then. */
    private PartitionSet set(String text) {
        try {
            return table.partitioning().parse(text);
        } catch (ProblemException ofAnotherPartitioning) {
            return table.partitioning().domain();
        }
    }

    /** A partition of a commit; empty when the table was partitioned otherwise then. */
    private Optional<Partition> partition(String text) {
        try {
            return Optional.of(table.partitioning().parsePartition(text));
        } catch (ProblemException ofAnotherPartitioning) {
            return Optional.empty();
        }
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
                            partition(partition).ifPresent(own -> hashes.put(own, content.hash()));
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
