package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Problem;
import java.util.Map;
import java.util.Optional;

/** Holds what was read for rows against what their asset declares. */
@FunctionalInterface
public interface ReadCheck {

    /**
     * What is wrong with it; empty when nothing is.
     *
     * @param targets the partitions that were computed
     * @param pinned input to the version that it was to be read at; an input whose rows are no table's is not there
     */
    Optional<Problem> problem(Asset asset, PartitionSet targets, Map<String, InputRead> pinned, StepReads reads);
}
