package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.Optional;

/**
 * All that is known of a source.
 *
 * @param table the table as it stands; empty when there is none
 * @param changes when partitions received rows
 * @param inventory what each partition holds
 */
public record SourceState(Optional<TableState> table, ChangeLog changes, Inventory inventory) {

    /** A source without a table. */
    public static SourceState absent(Partitioning partitioning) {
        return new SourceState(
                Optional.empty(), ChangeLog.none(partitioning), new Inventory(-1, PartitionMap.empty(partitioning)));
    }

    /** The version of the table; -1 when there is none. */
    public long version() {
        return table.map(TableState::version).orElse(-1L);
    }

    /** The partitions that have rows. */
    public PartitionSet present() {
        return inventory.present();
    }
}
