package io.hindcast.ledger;

import java.util.OptionalDouble;

/**
 * What an attempt that committed took, and what it gave.
 *
 * @param version of the table that it made; -1 where that is not told
 * @param partitions that it computed, unchanged ones included
 * @param rows that these hold
 * @param bytes that these hold
 * @param seconds wall time; empty where that is not told
 */
public record Effort(long version, long partitions, long rows, long bytes, OptionalDouble seconds) {

    /** With more partitions of the same attempt: each of them tells its time. */
    Effort and(Effort other) {
        return new Effort(
                Math.max(version, other.version),
                partitions + other.partitions,
                rows + other.rows,
                bytes + other.bytes,
                later(seconds, other.seconds));
    }

    private static OptionalDouble later(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || (other.isPresent() && other.getAsDouble() > one.getAsDouble()) ? other : one;
    }
}
