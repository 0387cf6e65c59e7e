package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Revived;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.util.Map;

/**
 * One try of a step, with all that carries it out needs.
 *
 * @param number counted from one, over all runs of the driver that carried out this run
 * @param reason why, in the words of the plan
 * @param sources source to the version that is read
 * @param plannedVersion the version of the asset's table that the plan saw; -1 for no table
 * @param previous what the partitions hold, as far as known
 * @param revived those of them that were dropped on purpose
 * @param narrow of those in which some columns alone will hold something else, which these are, by the plan
 */
public record Attempt(
        String run,
        String step,
        int number,
        Asset asset,
        PartitionSet partitions,
        String reason,
        Map<String, Long> sources,
        long plannedVersion,
        PartitionMap<CommitRecord.Content> previous,
        Revived revived,
        PartitionMap<TouchedColumns> narrow) {

    public Attempt {
        sources = Map.copyOf(sources);
    }

    /** The same, of an asset that knows more of its inputs. */
    public Attempt of(Asset informed) {
        return new Attempt(
                run, step, number, informed, partitions, reason, sources, plannedVersion, previous, revived, narrow);
    }
}
