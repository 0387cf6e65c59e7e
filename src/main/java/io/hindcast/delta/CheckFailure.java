package io.hindcast.delta;

import io.hindcast.asset.Check;
import io.hindcast.partition.Partition;

/**
 * A check that does not hold for a partition.
 *
 * @param detail what was found instead, with its values
 */
public record CheckFailure(Check check, Partition partition, String detail) {

    @Override
    public String toString() {
        return partition + ": " + check.description() + ", but " + detail;
    }
}
