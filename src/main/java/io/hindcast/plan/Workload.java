package io.hindcast.plan;

import io.hindcast.ledger.Effort;

/**
 * What the time of a step hangs on.
 *
 * @param partitions that it computes
 * @param rows that it writes, about
 * @param bytes that it writes, about
 */
record Workload(double partitions, double rows, double bytes) {

    private static final double MILLION = 1e6;
    private static final double GIGA = 1e9;

    static Workload of(Effort effort) {
        return new Workload(effort.partitions(), effort.rows(), effort.bytes());
    }

    /** As what a cost model multiplies with its rates: once per step, per partition, per million rows, per gigabyte. */
    double[] factors() {
        return new double[] {1, partitions, rows / MILLION, bytes / GIGA};
    }
}
