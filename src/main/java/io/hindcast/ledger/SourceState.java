package io.hindcast.ledger;

import io.hindcast.asset.Retention;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;

/**
 * All that is known of a source.
 *
 * @param table the table as it stands; empty when there is none
 * @param changes when partitions received rows
 * @param inventory what each partition holds
 * @param retain how long its owner keeps partitions; empty when they stay
 */
public record SourceState(Optional<TableState> table, ChangeLog changes, Inventory inventory, Optional<Period> retain) {

    /** One whose partitions stay. */
    public SourceState(Optional<TableState> table, ChangeLog changes, Inventory inventory) {
        this(table, changes, inventory, Optional.empty());
    }

    /** A source without a table. */
    public static SourceState absent(Partitioning partitioning) {
        return new SourceState(
                Optional.empty(), ChangeLog.none(partitioning), new Inventory(-1, PartitionMap.empty(partitioning)));
    }

    /** The version of the table; -1 when there is none. */
    public long version() {
        return table.map(TableState::version).orElse(-1L);
    }

    /** The partitions that had their time: they have no rows any more, since their owner keeps them no longer. */
    public PartitionSet gone(Instant now) {
        Partitioning partitioning = changes.partitioning();
        return retain.filter(kept -> table.isPresent())
                .map(kept -> Retention.beyond(partitioning, kept, now).minus(present()))
                .orElse(PartitionSet.empty(partitioning));
    }

    /** The partitions that have rows. */
    public PartitionSet present() {
        return inventory.present();
    }
}
