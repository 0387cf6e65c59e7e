package io.hindcast.delta;

import io.hindcast.ledger.TableRef;
import io.hindcast.partition.PartitionSet;

/**
 * One attempt to replace partitions of a table.
 *
 * @param partitions all that are replaced, those without new rows included; bounded and not empty
 * @param run the run's id, without a slash
 * @param step the step's id within the run
 * @param attempt counted from one
 * @param plannedVersion the version of the table that the plan saw; -1 when there was no table
 */
public record StepWrite(
        TableRef table, PartitionSet partitions, String run, String step, int attempt, long plannedVersion) {

    public StepWrite {
        if (partitions.isEmpty() || !partitions.isBounded()) {
            throw new IllegalArgumentException("a step replaces partitions that can be counted: " + partitions);
        }
        if (run.isEmpty() || run.contains("/") || step.isEmpty() || attempt < 1) {
            throw new IllegalArgumentException("no attempt of a step: " + run + " " + step + " " + attempt);
        }
    }

    /** What Delta knows the step by, over all its attempts. */
    String application() {
        return run + "/" + step;
    }
}
