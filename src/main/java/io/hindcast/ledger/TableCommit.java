package io.hindcast.ledger;

import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a table.
 *
 * @param table the table's own id
 * @param at when it was made; of one that loaded files the moment that its rows have as that of their loading
 * @param operation what Delta calls it, such as WRITE or OPTIMIZE
 * @param author who made it, as far as the commit tells; empty when it does not
 * @param record what the commit says of itself when it is ours
 * @param changed partitions whose rows were added, removed or replaced; empty for compaction and metadata
 * @param nature what it did to rows that were there
 */
public record TableCommit(
        long version,
        String table,
        Instant at,
        String operation,
        String author,
        Optional<CommitRecord> record,
        PartitionSet changed,
        Nature nature) {

    /** The partitions whose content it changed, with what its record tells of how. */
    public Changed changes() {
        Map<ColumnChange, PartitionSet> narrow = new HashMap<>();
        record.ifPresent(ours -> ours.contents()
                .forEach((partition, content) -> content.change()
                        .ifPresent(how -> narrow.merge(
                                how,
                                changed.partitioning().parse(partition).intersect(changed),
                                PartitionSet::union))));
        return new Changed(changed, narrow);
    }

    /** What a commit did to the rows that were there. */
    public enum Nature {
        /** Rows came, none went. */
        APPEND,
        /** Rows went, or were replaced. */
        REWRITE,
        /** No row came or went: compaction, metadata, or a commit without files. */
        NEUTRAL
    }
}
