package io.hindcast.ledger;

import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.Optional;

/**
 * All that is known of the partitions of an asset.
 *
 * @param table the table as it stands; empty when there is none
 * @param builds what built partitions were made from
 * @param held what built partitions hold
 * @param changes when their content changed
 * @param quarantined partitions whose last attempt failed by their own fault
 * @param foreign partitions whose present data someone else wrote
 * @param dropped partitions that were dropped on purpose
 * @param efforts what it took to build them
 */
public record AssetState(
        Optional<TableState> table,
        PartitionMap<Build> builds,
        Contents held,
        ChangeLog changes,
        PartitionMap<Quarantine> quarantined,
        PartitionMap<ForeignWrite> foreign,
        Dropped dropped,
        Efforts efforts) {

    /** An asset of which nothing was ever built. */
    public static AssetState unbuilt(Partitioning partitioning) {
        return new AssetState(
                Optional.empty(),
                PartitionMap.empty(partitioning),
                Contents.of(PartitionMap.empty(partitioning)),
                ChangeLog.none(partitioning),
                PartitionMap.empty(partitioning),
                PartitionMap.empty(partitioning),
                Dropped.nothing(partitioning),
                Efforts.NONE);
    }

    /** The partitions that were dropped on purpose. What they were built from, and what they held, stays known. */
    public PartitionSet expired() {
        return dropped.partitions();
    }

    /** What built partitions hold, by partition: see {@link #held}. */
    public PartitionMap<CommitRecord.Content> contents() {
        return held.map();
    }

    /** The same with what its partitions hold told by another. */
    AssetState withHeld(Contents others) {
        return new AssetState(table, builds, others, changes, quarantined, foreign, dropped, efforts);
    }

    /** The same with what it took to build it told. */
    AssetState withEfforts(Efforts told) {
        return new AssetState(table, builds, held, changes, quarantined, foreign, dropped, told);
    }

    /** The same with other quarantined partitions. */
    AssetState withQuarantined(PartitionMap<Quarantine> others) {
        return new AssetState(table, builds, held, changes, others, foreign, dropped, efforts);
    }

    /** The same table with nothing known of its partitions: what holds when it begins anew. */
    public AssetState emptied() {
        AssetState nothing = unbuilt(builds.partitioning());
        return new AssetState(
                table,
                nothing.builds,
                nothing.held,
                nothing.changes,
                nothing.quarantined,
                nothing.foreign,
                nothing.dropped,
                efforts);
    }

    /** The version of the table; -1 when there is none. */
    public long version() {
        return table.map(TableState::version).orElse(-1L);
    }
}
